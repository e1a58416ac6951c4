import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../../sandbox/world.ts';
import { startGitHub, type GitHub } from './github-client.ts';
import { smallWorld } from './small-world.ts';

const world = (): World => {
  const base = smallWorld({
    pullRequests: [
      {
        number: 7,
        title: 'Faster <charges>',
        mergedAt: '2026-11-20T07:00:00.000Z',
        labels: ['hotfix', 'backend'],
        files: Array.from({ length: 130 }, (_, i) => `src/file-${i}.ts`),
      },
      { number: 8, author: 'renovate', checks: null },
      { number: 9, author: null, repository: 'acme/web-app', state: 'CLOSED' },
    ],
  });
  // What a richer world may tell.
  const [first, second, ...rest] = base.pullRequests;
  return {
    ...base,
    pullRequests: [
      { ...first, mergedBy: { __typename: 'User', login: 'msato' }, milestone: null } as World['pullRequests'][number],
      {
        ...second,
        author: { __typename: 'Bot', login: 'renovate' },
        isDraft: true,
        reviews: { totalCount: 2, nodes: [{ state: 'APPROVED' }, { state: 'COMMENTED' }] },
        files: { totalCount: 1, nodes: [{ path: 'a.ts', additions: 3, deletions: 1, changeType: 'MODIFIED' }] },
      } as World['pullRequests'][number],
      ...rest,
    ],
  };
};

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub(world(), { renamed: { 'acme/old-ledger': 'acme/ledger' } });
});
afterAll(async () => github.server.close());

const pullRequest = async (number: number, fields: string, repository = 'ledger') =>
  github.ask(`{ repository(owner: "acme", name: "${repository}") { pullRequest(number: ${number}) { ${fields} } } }`);

describe('a pull request', () => {
  test('tells what its world tells, in GitHub’s shapes', async () => {
    const fields = `
      __typename title titleHTML body merged closed closedAt state isDraft changedFiles headRefOid mergeable
      author { __typename login ... on User { name } } mergedBy { login } baseRef { name prefix }
      labels(first: 1) { totalCount nodes { name color } pageInfo { hasNextPage } }
      commits(last: 1) { nodes { commit { abbreviatedOid statusCheckRollup { state } } } }
      reviews(first: 5) { totalCount } repository { nameWithOwner owner { __typename login } isPrivate }`;
    expect(await pullRequest(7, fields)).toEqual({
      data: {
        repository: {
          pullRequest: {
            __typename: 'PullRequest',
            title: 'Faster <charges>',
            titleHTML: 'Faster &lt;charges&gt;',
            body: 'Why it changes.',
            merged: true,
            closed: true,
            closedAt: '2026-11-20T07:00:00.000Z',
            state: 'MERGED',
            isDraft: false,
            changedFiles: 130,
            headRefOid: '0000000000000000000000000000000000000007',
            mergeable: 'UNKNOWN',
            author: { __typename: 'User', login: 'dwhitfield', name: 'Dana Whitfield' },
            mergedBy: { login: 'msato' },
            baseRef: { name: 'main', prefix: 'refs/heads/' },
            labels: {
              totalCount: 2,
              nodes: [{ name: 'hotfix', color: 'ededed' }],
              pageInfo: { hasNextPage: true },
            },
            commits: { nodes: [{ commit: { abbreviatedOid: '0000000', statusCheckRollup: { state: 'SUCCESS' } } }] },
            reviews: { totalCount: 0 },
            repository: {
              nameWithOwner: 'acme/ledger',
              owner: { __typename: 'Organization', login: 'acme' },
              isPrivate: true,
            },
          },
        },
      },
    });
  });

  test('files come in pages, forwards and backwards', async () => {
    const read = async (page: string) => {
      const { data } = await pullRequest(
        7,
        `files(${page}) { totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes { path } edges { cursor } }`,
      );
      return (data as never)['repository']['pullRequest']['files'] as {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string; hasPreviousPage: boolean; startCursor: string };
        nodes: { path: string }[];
        edges: { cursor: string }[];
      };
    };
    const first = await read('first: 100');
    expect([first.totalCount, first.nodes.length, first.pageInfo.hasNextPage]).toEqual([130, 100, true]);
    expect(first.edges.at(-1)?.cursor).toBe(first.pageInfo.endCursor);
    const second = await read(`first: 100, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes.map(({ path }) => path)).toEqual(
      Array.from({ length: 30 }, (_, i) => `src/file-${i + 100}.ts`),
    );
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const last = await read('last: 5');
    expect(last.nodes[0]?.path).toBe('src/file-125.ts');
    const before = await read(`last: 5, before: "${last.pageInfo.startCursor}"`);
    expect(before.nodes.map(({ path }) => path)).toEqual([120, 121, 122, 123, 124].map((i) => `src/file-${i}.ts`));
  });

  test('bots, drafts, reviews and lines of a richer world', async () => {
    const { data } = await pullRequest(
      8,
      'isDraft additions deletions author { __typename login } reviews(first: 1) { totalCount nodes { state } } ' +
        'statusCheckRollup { state } files(first: 5) { nodes { additions changeType } }',
    );
    expect((data as never)['repository']['pullRequest']).toEqual({
      isDraft: true,
      additions: 3,
      deletions: 1,
      author: { __typename: 'Bot', login: 'renovate' },
      reviews: { totalCount: 2, nodes: [{ state: 'APPROVED' }] },
      statusCheckRollup: null,
      files: { nodes: [{ additions: 3, changeType: 'MODIFIED' }] },
    });
  });

  test('what the world does not tell is an error on its path, and never made up', async () => {
    const lines = await pullRequest(7, 'number additions');
    expect(lines.data).toEqual({ repository: { pullRequest: null } });
    expect(lines.errors).toEqual([
      expect.objectContaining({
        type: 'NOT_IN_SANDBOX',
        path: ['repository', 'pullRequest', 'additions'],
        message: expect.stringContaining('the additions of this pull request'),
      }),
    ]);
    const nullable = await pullRequest(7, 'number databaseId');
    expect(nullable.data).toEqual({ repository: { pullRequest: { number: 7, databaseId: null } } });
    expect(nullable.errors?.[0]?.message).toContain('PullRequest.databaseId');
  });
});

describe('repositories', () => {
  test('lists pull requests by state, label and order', async () => {
    const { data } = await github.ask(
      `{ repository(owner: "acme", name: "ledger") {
        defaultBranchRef { name }
        open: pullRequests(states: OPEN, first: 5) { totalCount nodes { number } }
        newest: pullRequests(first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { number } }
        hot: pullRequests(labels: ["hotfix"], first: 5) { nodes { number } }
        issues { totalCount }
      } }`,
    );
    expect(data).toEqual({
      repository: {
        defaultBranchRef: { name: 'main' },
        open: { totalCount: 1, nodes: [{ number: 8 }] },
        newest: { nodes: [{ number: 7 }, { number: 8 }] },
        hot: { nodes: [{ number: 7 }] },
        issues: { totalCount: 0 },
      },
    });
  });

  test('an unknown one is NOT_FOUND on its path beside the others; a renamed one is found by its old name', async () => {
    const answer = await github.ask(`{
      gone: repository(owner: "acme", name: "gone") { id }
      old: repository(owner: "acme", name: "old-ledger") { nameWithOwner }
    }`);
    expect(answer.data).toEqual({ gone: null, old: { nameWithOwner: 'acme/ledger' } });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        type: 'NOT_FOUND',
        path: ['gone'],
        message: "Could not resolve to a Repository with the name 'acme/gone'.",
      }),
    ]);
    const strict = await github.ask('{ repository(owner: "acme", name: "old-ledger", followRenames: false) { id } }');
    expect(strict.errors?.[0]?.type).toBe('NOT_FOUND');
  });

  test('nodes are found by their ids again', async () => {
    const { data } = await github.ask('{ repository(owner: "acme", name: "ledger") { id owner { id } } }');
    const { id, owner } = (data as never)['repository'] as { id: string; owner: { id: string } };
    const answer = await github.ask('query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: [id, owner.id, 'PR_ledger_7', 'nonsense'],
    });
    expect(answer.data).toEqual({
      nodes: [
        { __typename: 'Repository', id },
        { __typename: 'Organization', id: owner.id },
        { __typename: 'PullRequest', id: 'PR_ledger_7' },
        null,
      ],
    });
    expect(answer.errors?.[0]).toMatchObject({ type: 'NOT_FOUND', path: ['nodes', 3] });
  });

  test('the viewer works in all of them', async () => {
    const { data } = await github.ask(
      '{ viewer { login repositories(first: 1, orderBy: { field: PUSHED_AT, direction: DESC }) { totalCount nodes { nameWithOwner isArchived } } } }',
    );
    expect(data).toEqual({
      viewer: {
        login: 'daybrief-sandbox',
        repositories: { totalCount: 2, nodes: [{ nameWithOwner: 'acme/ledger', isArchived: false }] },
      },
    });
  });
});
