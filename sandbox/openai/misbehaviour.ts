import type { Answer } from './answer-replies.ts';
import { answerAsk } from './model-answer.ts';
import type { Ask } from './read-ask.ts';

/**
 * - `refuse`: says that it won't help.
 * - `content-filter`: the provider ends the answer.
 * - `empty`: an empty text.
 * - `invalid-json`: an answer that stops in the middle of JSON, without being marked as incomplete.
 * - `off-schema`: JSON of another shape.
 * - `invented-ids`: the right shape with ids that the prompt doesn't hold.
 * - `obey-injection`: says what a text inside the prompt told it to say.
 */
export type Misbehaviour =
  | 'refuse'
  | 'content-filter'
  | 'empty'
  | 'invalid-json'
  | 'off-schema'
  | 'invented-ids'
  | 'obey-injection';

export const misbehave = (kind: Misbehaviour, ask: Ask): Answer => {
  switch (kind) {
    case 'refuse':
      return { refusal: "I'm sorry, but I can't help with that request." };
    case 'content-filter':
      return { filtered: answerAsk(ask).slice(0, 20) };
    case 'empty':
      return { text: '' };
    case 'invalid-json':
      return { text: answerAsk(ask).slice(0, -2) };
    case 'off-schema':
      return { text: JSON.stringify({ result: 'something else', items: [1, 2, 3] }) };
    case 'invented-ids':
      return { text: withTexts(answerAsk(ask), (text) => (isId(text) ? inventedFor(text) : text)) };
    case 'obey-injection': {
      const order = orderIn(ask.input.join('\n'));
      return { text: withTexts(answerAsk(ask), (text) => (isId(text) || order === null ? text : order)) };
    }
  }
};

/** Short ids, ticket keys and pull requests. */
const isId = (text: string): boolean => /^(?:[A-Z]{1,3}\d+|[A-Z][A-Z0-9_]*-\d+|[\w.-]+\/[\w.-]+#\d+)$/.test(text);

const inventedFor = (text: string): string => text.replace(/\d+$/, (digits) => String(Number(digits) + 90_000));

/** What a hostile text orders: the rest of the sentence after "ignore … instructions". */
const orderIn = (text: string): string | null => {
  const start = /(?:ignore|disregard|forget) [^.!?\n]{0,60}instructions/i.exec(text);
  if (start === null) return null;
  const rest = text.slice(start.index + start[0].length, start.index + start[0].length + 400);
  return (
    rest
      .replace(/^[\s,.:;!-]*(?:and\s+)?(?:instead\s+)?(?:just\s+)?(?:say|answer|reply|write|output)?[\s:]*/i, '')
      .split(/["\n\\]/)[0]
      ?.trim() ?? null
  );
};

const withTexts = (json: string, change: (text: string) => string): string => {
  if (!json.startsWith('{')) return change(json);
  return JSON.stringify(JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? change(value) : value)));
};
