import { overviewOf } from './analyst-words.ts';
import { casesOf } from './case-notes.ts';
import { judged, type Scope } from './field-values.ts';
import { fillSchema } from './fill-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Ask } from './read-ask.ts';
import { limitIn, readPrompt } from './read-prompt.ts';

/** What the stand-in answers: the same text for the same prompt, from the prompt alone. */
export const answerAsk = (ask: Ask): string => {
  const scope = scopeOf(ask);
  if (ask.format.type === 'json_schema') return JSON.stringify(fillSchema(ask.format.schema as JsonSchema, scope));
  const paragraph = overviewOf(scope.cases, Math.min(limitIn(ask.instructions, null), 1_200));
  return ask.format.type === 'text' ? paragraph : JSON.stringify({ answer: paragraph });
};

export const scopeOf = (ask: Ask): Scope => {
  const material = readPrompt(ask.instructions, ask.input);
  return {
    instructions: ask.instructions,
    cases: judged(casesOf(material.json)),
    text: material.text,
    current: null,
    exhibit: null,
  };
};
