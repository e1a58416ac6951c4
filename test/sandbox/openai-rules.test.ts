import { describe, expect, test } from 'vitest';
import { findSchemaFault } from '../../sandbox/openai/structured-output-rules.ts';

const object = (properties: Record<string, unknown>, more: object = {}): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const text = { type: 'string' };
const nested = (levels: number): Record<string, unknown> =>
  levels === 0 ? object({ leaf: text }) : object({ inner: nested(levels - 1) });
const numbered = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, text]));
const words = (count: number, length: number): string[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(length, 'x'));

test.each<[string, unknown]>([
  ['a plain object', object({ a: text, b: { type: ['string', 'null'] } })],
  ['nullable by anyOf', object({ a: { anyOf: [text, { type: 'null' }] } })],
  [
    'lists, numbers, enums and constants',
    object({
      a: { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 1 },
      b: { enum: ['x'] },
      c: { const: 1 },
    }),
  ],
  [
    'definitions that refer to themselves',
    object(
      { node: { $ref: '#/$defs/node' } },
      { $defs: { node: object({ children: { type: 'array', items: { $ref: '#/$defs/node' } } }) } },
    ),
  ],
  ['the root in itself', object({ children: { type: 'array', items: { $ref: '#' } } })],
  [
    'formats and patterns',
    object({ a: { type: 'string', format: 'date-time' }, b: { type: 'string', pattern: '^T\\d+$' } }),
  ],
  ['ten levels', nested(10)],
  ['5,000 properties', object(numbered(5_000))],
  ['1,000 values in enums', object({ a: { type: 'string', enum: words(1_000, 5) } })],
  ['the draft that zod names', object({ a: text }, { $schema: 'http://json-schema.org/draft-07/schema#' })],
])('%s is allowed', (_, schema) => {
  expect(findSchemaFault(schema)).toBeNull();
});

describe('refusals', () => {
  test.each<[string, unknown, string]>([
    ['no object at all', 'string', 'must be a JSON Schema object'],
    ['another root', { type: 'array', items: text }, `got 'type: "array"'`],
    ['anyOf at the root', { anyOf: [object({})] }, `'type: "object"'`],
    [
      'other properties allowed',
      object({ a: text }, { additionalProperties: true }),
      "'additionalProperties' is required to be supplied and to be false",
    ],
    [
      'other properties not forbidden, inside',
      object({ a: { type: 'object', properties: {}, required: [] } }),
      "In context=('properties', 'a')",
    ],
    ['an optional property', object({ a: text, b: text }, { required: ['a'] }), "every key in properties. Missing 'b'"],
    ['no list of required ones', object({ a: text }, { required: undefined }), "Missing 'a'"],
    ['a required one that is none', object({ a: text }, { required: ['a', 'z'] }), 'Extra required key'],
    ['allOf', object({ a: { allOf: [text] } }), "'allOf' is not permitted"],
    ['oneOf', object({ a: { oneOf: [text] } }), "'oneOf' is not permitted"],
    ['not', object({ a: { type: 'string', not: { const: 'x' } } }), "'not' is not permitted"],
    ['defaults', object({ a: { type: 'string', default: 'x' } }), "'default' is not permitted"],
    ['lengths', object({ a: { type: 'string', minLength: 1 } }), "'minLength' is not permitted"],
    [
      'unique items',
      object({ a: { type: 'array', items: text, uniqueItems: true } }),
      "'uniqueItems' is not permitted",
    ],
    ['a free map', object({ a: { type: 'object', propertyNames: text } }), "'propertyNames' is not permitted"],
    ['an unknown format', object({ a: { type: 'string', format: 'uri' } }), "'uri' is not permitted"],
    ['no type', object({ a: { description: 'anything' } }), "schema must have a 'type' key"],
    ['an unknown type', object({ a: { type: 'date' } }), "'date' is not a valid type"],
    ['a list of nothing', object({ a: { type: 'array' } }), 'array schema missing items'],
    ['a reference to nothing', object({ a: { $ref: '#/$defs/gone' } }), 'was not found'],
    [
      'a fault inside a definition',
      object({}, { $defs: { bad: { type: 'object', properties: {} } } }),
      "'$defs', 'bad'",
    ],
    ['eleven levels', nested(11), '11 levels of nesting exceeds limit of 10.'],
    ['5,001 properties', object(numbered(5_001)), '5001 parameters exceeds limit of 5000.'],
    ['1,001 values in enums', object({ a: { type: 'string', enum: words(1_001, 5) } }), '1001 enum values'],
    ['a large enum of long values', object({ a: { type: 'string', enum: words(251, 60) } }), '15000 characters'],
    ['names of 120,001 characters', object({ ['n'.repeat(120_001)]: text }), '120001 characters'],
  ])('%s', (_, schema, fault) => {
    expect(findSchemaFault(schema)).toContain(fault);
  });
});
