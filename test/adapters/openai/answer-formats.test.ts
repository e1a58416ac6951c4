import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findSchemaFault } from '../../../sandbox/openai/structured-output-rules.ts';
import { answerSchema as rootCauses } from '../../../src/activities/analyse-root-causes.ts';
import { answerSchema as summary } from '../../../src/activities/summarise-with-model.ts';

describe.each<[string, z.ZodType]>([
  ['root_causes', rootCauses],
  ['summary', summary],
])('the format %s', (name, schema) => {
  test('keeps the rules of structured outputs in both APIs, strictly', () => {
    const text = zodTextFormat(schema, name);
    const { json_schema: chat } = zodResponseFormat(schema, name);
    expect([text.strict, chat.strict]).toEqual([true, true]);
    expect(findSchemaFault(text.schema)).toBeNull();
    expect(findSchemaFault(chat.schema)).toBeNull();
  });
});

test('a format that breaks them would be seen', () => {
  const { schema } = zodTextFormat(z.object({ title: z.string().max(100) }), 'broken');
  expect(findSchemaFault(schema)).toContain("'maxLength' is not permitted");
});
