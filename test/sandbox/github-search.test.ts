import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitHub, type GitHub } from './github-client.ts';
import { smallWorld, type PullRequestSketch } from './small-world.ts';

const pullRequests: PullRequestSketch[] = [
  {
    number: 1,
    title: 'Retry charges on timeout',
    createdAt: '2026-11-18T10:00:00Z',
    mergedAt: '2026-11-19T23:59:59.900Z',
    labels: ['backend', 'needs review'],
    checks: 'FAILURE',
  },
  { number: 2, title: 'Revert "Retry charges"', createdAt: '2026-11-20T01:00:00Z', author: 'msato', checks: 'ERROR' },
  { number: 3, title: 'Charge later', createdAt: '2026-11-20T08:00:00Z', state: 'CLOSED', headRefName: 'hotfix/late' },
  {
    number: 4,
    title: 'Blue buttons',
    repository: 'acme/web-app',
    createdAt: '2026-11-17T00:00:00Z',
    mergedAt: '2026-11-20T00:00:00Z',
    checks: 'PENDING',
    author: null,
  },
  { number: 5, title: 'Grey buttons', repository: 'other/web', createdAt: '2026-11-20T02:00:00Z', checks: null },
];

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub(smallWorld({ pullRequests }));
});
afterAll(async () => github.server.close());

const SEARCH = `query Find($text: String!, $first: Int = 50, $after: String) {
  search(query: $text, type: ISSUE, first: $first, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes { ... on PullRequest { number } }
  }
}`;

interface Found {
  readonly search: {
    readonly issueCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly { readonly number: number }[];
  };
}

const find = async (text: string, page: object = {}, from: GitHub = github): Promise<Found['search']> => {
  const { data, errors } = await from.ask(SEARCH, { text, ...page });
  if (errors !== undefined) throw new Error(errors.map(({ type, message }) => `${type}: ${message}`).join('\n'));
  return (data as unknown as Found).search;
};
const numbers = async (text: string): Promise<number[]> => (await find(text)).nodes.map(({ number }) => number);

describe('qualifiers', () => {
  test.each<[string, number[]]>([
    ['is:pr', [3, 5, 2, 1, 4]],
    ['is:issue', []],
    ['is:pr is:open', [5, 2]],
    ['is:pr is:closed', [3, 1, 4]],
    ['is:pr is:merged', [1, 4]],
    ['is:pr is:unmerged -is:open', [3]],
    ['repo:acme/ledger', [3, 2, 1]],
    ['repo:ACME/Ledger', [3, 2, 1]],
    ['repo:acme/ledger repo:other/web', [3, 5, 2, 1]],
    ['org:acme', [3, 2, 1, 4]],
    ['-org:acme', [5]],
    ['repo:acme/nowhere', []],
    ['label:backend', [1]],
    ['label:"needs review"', [1]],
    ['label:nothing,backend', [1]],
    ['-label:backend org:acme', [3, 2, 4]],
    ['no:label repo:acme/ledger', [3, 2]],
    ['author:msato', [2]],
    ['head:hotfix', [3]],
    ['base:main org:other', [5]],
    ['base:mai', []],
    ['status:failure', [2, 1]],
    ['status:pending', [4]],
    ['status:success', [3]],
    ['comments:>0', []],
    ['comments:0 org:other', [5]],
    ['draft:true', []],
    ['review:none org:other', [5]],
    ['milestone:x', []],
    ['charges', [2, 1]],
    ['charge', [3]],
    ['"retry charges"', [2, 1]],
    ['"charges retry"', []],
    ['buttons in:title', [5, 4]],
    ['changes in:body', [3, 5, 2, 1, 4]],
    ['changes in:title', []],
    ['is:pr sort:created-asc', [4, 1, 2, 5, 3]],
    ['is:merged sort:updated-desc', [4, 1]],
    ['buttons OR charges sort:created-asc', [4, 1, 2, 5]],
    ['NOT buttons sort:created-asc', [1, 2, 3]],
    ['unknown:qualifier', []],
  ])('%s', async (text, expected) => {
    expect(await numbers(text)).toEqual(expected);
  });
});

describe('dates', () => {
  test.each<[string, number[]]>([
    ['merged:2026-11-19', [1]],
    ['merged:2026-11-20T00:00:00Z..2026-11-20T08:00:00Z', [4]],
    ['merged:2026-11-19T23:59:59Z..2026-11-20T00:00:00Z', [1, 4]],
    ['merged:<2026-11-20', [1]],
    ['merged:<=2026-11-20', [1, 4]],
    ['merged:>2026-11-19', [4]],
    ['merged:>2026-11-19T23:59:59Z', [4]],
    ['merged:>=2026-11-19T23:59:59Z', [1, 4]],
    ['merged:>=2026-11-20T01:00:00+01:00', [4]],
    ['merged:2026-11-20..*', [4]],
    ['merged:*..2026-11-19', [1]],
    ['created:2026-11-20 is:open', [5, 2]],
    ['closed:2026-11-20', [3, 4]],
    ['updated:>=2026-11-20T08:00:00Z', [3]],
    ['created:@today', [3, 5, 2]],
    ['created:>=@today-2d repo:acme/ledger', [3, 2, 1]],
  ])('%s', async (text, expected) => {
    expect(await numbers(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['merged:yesterday', 'is not a recognized date/time format'],
    ['merged:2026-13-01', 'is not a recognized date/time format'],
    ['is:blue', 'is not a recognized value of is:'],
    ['status:red', 'is not a recognized value of status:'],
    ['comments:many', 'is not a number'],
    [`is:pr ${'x'.repeat(251)}`, 'longer than 256 characters'],
    ['a AND b AND c AND d AND e AND f AND g', 'More than five AND / OR / NOT'],
    ['language:go', 'the sandbox'],
  ])('%s is refused', async (text, message) => {
    await expect(find(text)).rejects.toThrow(new RegExp(message.replaceAll('/', '\\/'), 'i'));
  });
});

test('the advanced dialect reads repositories side by side as all at once, and groups by parentheses', async () => {
  const advanced = await startGitHub(smallWorld({ pullRequests }), { searchDialect: 'advanced' });
  try {
    const count = async (text: string): Promise<number> => (await find(text, {}, advanced)).issueCount;
    expect(await count('is:pr repo:acme/ledger repo:other/web')).toBe(0);
    expect(await count('is:pr (repo:acme/ledger OR repo:other/web)')).toBe(4);
    expect(await count('is:pr repo:acme/ledger -(is:open OR is:merged)')).toBe(2);
    await expect(count('is:pr (repo:acme/ledger')).rejects.toThrow('unmatched parenthesis');
  } finally {
    await advanced.server.close();
  }
});

test('1,000 results at most are shown of all that are counted, in pages by cursor', async () => {
  const many = Array.from({ length: 1_250 }, (_, i) => ({ number: i + 1 }));
  const large = await startGitHub(smallWorld({ pullRequests: many }));
  try {
    const seen = new Set<number>();
    let after: string | null = null;
    let pages = 0;
    do {
      const page: Found['search'] = await find('is:pr', { first: 100, after }, large);
      expect(page.issueCount).toBe(1_250);
      for (const { number } of page.nodes) seen.add(number);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      pages++;
    } while (after !== null);
    expect([seen.size, pages]).toEqual([1_000, 10]);
  } finally {
    await large.server.close();
  }
});

test('a cursor of another make is refused', async () => {
  await expect(find('is:pr', { after: 'abc' })).rejects.toThrow('INVALID_CURSOR_ARGUMENTS');
});
