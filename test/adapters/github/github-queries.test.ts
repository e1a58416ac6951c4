import { schema as published } from '@octokit/graphql-schema';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as queries from '../../../src/adapters/github/github-queries.ts';

const schema = buildSchema(published.idl, { assumeValid: true });

const texts = [
  ...Object.entries(queries).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  ['lookUpRepositories(1)', queries.lookUpRepositories(1)] as const,
  ['lookUpRepositories(LOOKUP_SIZE)', queries.lookUpRepositories(queries.LOOKUP_SIZE)] as const,
];

test('every query text is among those validated', () => {
  expect(texts.map(([name]) => name)).toHaveLength(6);
});

test.each(texts)("%s is valid by GitHub's published schema", (_, text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});
