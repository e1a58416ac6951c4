import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitHub, type GitHub } from './github-client.ts';
import { smallWorld } from './small-world.ts';

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub(smallWorld({ pullRequests: [{ number: 1 }] }));
});
afterAll(async () => github.server.close());

describe('queries that GitHub refuses', () => {
  test.each<[string, string, object]>([
    [
      'a field that does not exist',
      '{ viewer { nickname } }',
      {
        message: "Field 'nickname' doesn't exist on type 'User'",
        extensions: { code: 'undefinedField', typeName: 'User', fieldName: 'nickname' },
      },
    ],
    [
      'an argument that does not exist',
      '{ viewer { repositories(top: 5) { totalCount } } }',
      { message: "Field 'repositories' doesn't accept argument 'top'" },
    ],
    ['no GraphQL', '{ viewer { login }', { message: expect.stringContaining('Expected Name') }],
    [
      'a page without a size',
      '{ viewer { repositories { nodes { name } } } }',
      { type: 'MISSING_PAGINATION_BOUNDARIES', path: ['viewer', 'repositories'] },
    ],
    [
      'a page of 101',
      '{ found: search(query: "is:pr", type: ISSUE, first: 101) { issueCount } }',
      {
        type: 'EXCESSIVE_PAGINATION',
        path: ['found'],
        message: 'Requesting 101 records on the `search` connection exceeds the `first` limit of 100 records.',
      },
    ],
    [
      'more than 500,000 nodes',
      `{ search(query: "is:pr", type: ISSUE, first: 100) { nodes { ... on PullRequest {
        files(first: 100) { nodes { path } } commits(first: 100) { nodes { commit { parents(first: 100) { nodes { oid } } } } }
      } } } }`,
      {
        type: 'MAX_NODE_LIMIT_EXCEEDED',
        message: 'This query requests up to 1,020,100 possible nodes which exceeds the maximum limit of 500,000.',
      },
    ],
  ])('%s', async (_, query, error) => {
    const answer = await github.ask(query);
    expect(answer.errors?.[0]).toMatchObject(error);
    expect(answer.data ?? null).toBeNull();
  });

  test('a variable of another type', async () => {
    const answer = await github.ask(
      'query Q($n: Int!) { search(query: "is:pr", type: ISSUE, first: $n) { issueCount } }',
      { n: 'x' },
    );
    expect(answer.errors?.[0]?.message).toContain('$n');
  });

  test('mutations, and searches for what the world lacks, are refused as unknown', async () => {
    const mutation = await github.ask('mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }');
    expect(mutation.errors?.[0]?.message).toContain('Mutation.addStar');
    const users = await github.ask('{ search(query: "x", type: USER, first: 1) { userCount } }');
    expect(users.errors?.[0]?.type).toBe('NOT_IN_SANDBOX');
  });
});

test('introspection works, as tools use it', async () => {
  const { data } = await github.ask('{ __type(name: "PullRequest") { name kind } }');
  expect(data).toEqual({ __type: { name: 'PullRequest', kind: 'OBJECT' } });
});
