import { Ajv } from 'ajv';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANALYSIS_INPUT } from '../adapters/openai/prompts.ts';
import { objectSchema as object, startOpenAi, type OpenAiSandbox } from './openai-client.ts';

const text = { type: 'string' };

let openai: OpenAiSandbox;
beforeAll(async () => {
  openai = await startOpenAi();
});
afterAll(async () => openai.server.close());

describe('whatever the schema, the answer is of it', () => {
  const leaf = fc.constantFrom<object>(
    text,
    { type: 'integer', minimum: 3, maximum: 9 },
    { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    { type: 'boolean' },
    { type: 'null' },
    { type: ['string', 'null'] },
    { type: 'string', enum: ['low', 'high'] },
    { const: 'fixed' },
    { type: 'string', format: 'date-time' },
    { type: 'string', pattern: '^[A-Z]' },
    { type: 'array', items: text, minItems: 2, maxItems: 3 },
    { anyOf: [{ type: 'null' }, { type: 'integer' }] },
  );
  const names = fc.constantFrom(
    'id',
    'title',
    'culprit',
    'evidence',
    'severity',
    'confidence',
    'tickets',
    'whatever',
    'root_cause',
  );
  const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc
      .dictionary(
        names,
        fc.oneof(
          { maxDepth: 3 },
          leaf,
          tie('schema'),
          tie('schema').map((items) => ({ type: 'array', items, maxItems: 4 })),
        ),
        { minKeys: 1, maxKeys: 4 },
      )
      .map((properties) => object({ ...properties })),
  }));
  const ajv = new Ajv({ strict: false, validateFormats: false });

  test('with and without cases in the prompt', async () => {
    await fc.assert(
      fc.asyncProperty(schema, fc.constantFrom(ANALYSIS_INPUT, 'Hello', '{"a":1}'), async (wanted, input) => {
        const answer = await openai.answerIn(wanted, input);
        const validate = ajv.compile(wanted);
        expect(validate(answer) ? [] : validate.errors).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('also where it contains itself', async () => {
    const node = object({
      id: text,
      children: { type: 'array', items: { $ref: '#/$defs/node' } },
      next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
    });
    const wanted = { ...object({ root: { $ref: '#/$defs/node' } }), $defs: { node } };
    const validate = ajv.compile(wanted);
    expect(validate(await openai.answerIn(wanted, 'Hello'))).toBe(true);
  });
});
