import { afterEach, describe, expect, test } from 'vitest';
import type { GitHubApiOptions } from '../../sandbox/github/github-api.ts';
import { startGitHub, type GitHub } from './github-client.ts';
import { smallWorld } from './small-world.ts';

let github: GitHub | undefined;
afterEach(async () => github?.server.close());

const start = async (options: GitHubApiOptions = {}): Promise<GitHub> => {
  const pullRequests = Array.from({ length: 30 }, (_, i) => ({ number: i + 1 }));
  github = await startGitHub(smallWorld({ pullRequests }), options);
  return github;
};

const HEAVY = `query Heavy { rateLimit { cost remaining used limit nodeCount resetAt }
  search(query: "is:pr", type: ISSUE, first: 100) { nodes { ... on PullRequest { number
    labels(first: 20) { nodes { name } } files(first: 100) { nodes { path } } } } } }`;

describe('who may ask', () => {
  test.each<[string, Record<string, string>, number, string]>([
    ['another token', { authorization: 'bearer nobody' }, 401, 'Bad credentials'],
    ['basic authentication', { authorization: 'basic sandbox-github-token' }, 401, 'Bad credentials'],
    ['no token', { authorization: '' }, 401, 'This endpoint requires you to be authenticated.'],
  ])('%s', async (_, headers, status, message) => {
    const answer = await (await start()).post('{"query":"{ viewer { login } }"}', headers);
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ message })]);
  });

  test('both words for a token, both addresses', async () => {
    const { post } = await start();
    for (const scheme of ['token', 'Bearer']) {
      const headers = { authorization: `${scheme} sandbox-github-token` };
      const answer = await post('{"query":"{ viewer { login } }"}', headers, '/api/graphql');
      expect(await answer.json()).toEqual({ data: { viewer: { login: 'daybrief-sandbox' } } });
    }
    expect((await post('{}', {}, '/nowhere')).status).toBe(404);
  });

  test('a body that is none', async () => {
    const { post } = await start();
    expect((await post('{"query":')).status).toBe(400);
    expect(await (await post('{}')).json()).toEqual({
      errors: [{ message: 'A query attribute must be specified and must be a string.' }],
    });
  });

  test('scopes are told for classic tokens only', async () => {
    const classic = await (await start()).post('{"query":"{ viewer { login } }"}');
    expect(classic.headers.get('x-oauth-scopes')).toBe('repo, read:org');
    await github?.server.close();
    const fine = await (await start({ scopes: null })).post('{"query":"{ viewer { login } }"}');
    expect(fine.headers.has('x-oauth-scopes')).toBe(false);
  });
});

describe('points', () => {
  test('are counted by connections, as documented, and told in fields and headers', async () => {
    const { post } = await start();
    const answer = await post(JSON.stringify({ query: HEAVY }));
    const { data } = (await answer.json()) as { data: { rateLimit: object } };
    // 1 search, then labels and files of 100 pull requests each: 201 requests.
    expect(data.rateLimit).toMatchObject({
      cost: 2,
      used: 2,
      remaining: 4998,
      limit: 5000,
      nodeCount: 100 + 2_000 + 10_000,
    });
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('4998');
    expect(answer.headers.get('x-ratelimit-resource')).toBe('graphql');
    const inSeconds = Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
    expect(inSeconds).toBeGreaterThan(3_500);
    expect(inSeconds).toBeLessThanOrEqual(3_601);
  });

  test('the primary limit is an error in a 200, until the hour is over', async () => {
    let nowMs = 1_000_000;
    const { post, ask } = await start({ pointsPerHour: 4, clock: () => nowMs });
    await ask(HEAVY);
    await ask(HEAVY);
    const answer = await post(JSON.stringify({ query: HEAVY }));
    expect([answer.status, answer.headers.get('x-ratelimit-remaining')]).toEqual([200, '0']);
    expect(await answer.json()).toEqual({
      errors: [expect.objectContaining({ type: 'RATE_LIMITED', message: expect.stringContaining('rate limit') })],
    });
    nowMs += 3_600_000;
    expect((await ask(HEAVY)).errors).toBeUndefined();
  });

  test('a secondary limit is a 403 that says how long to wait', async () => {
    let nowMs = 1_000_000;
    const { post, ask } = await start({ pointsPerMinute: 3, clock: () => nowMs });
    await ask(HEAVY);
    const answer = await post(JSON.stringify({ query: HEAVY }));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([403, '60']);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('secondary rate limit') });
    nowMs += 60_000;
    expect((await ask(HEAVY)).errors).toBeUndefined();
  });

  test('refused queries cost nothing', async () => {
    const { ask, post } = await start();
    await ask('{ viewer { nickname } }');
    const answer = await post('{"query":"{ viewer { login } }"}');
    expect(answer.headers.get('x-ratelimit-used')).toBe('1');
  });
});

test('a query that computes too much comes in part, with an error for each lost piece', async () => {
  const { ask } = await start({ maxObjects: 10 });
  const { data, errors } = await ask(HEAVY);
  const nodes = (data as never)['search']['nodes'] as ({ files: object | null } | null)[];
  expect(nodes.filter((node) => node?.files != null)).toHaveLength(10);
  expect(errors).toHaveLength(20);
  expect(errors?.[0]).toMatchObject({
    type: 'RESOURCE_LIMITS_EXCEEDED',
    path: ['search', 'nodes', 10, 'files'],
    message: 'Resource limits for this query exceeded.',
  });
});

describe('injected faults in GitHub’s words', () => {
  test.each<[object, number, string | null, string]>([
    [{ kind: 'rate-limit', retryAfterSeconds: 7 }, 403, '7', 'secondary rate limit'],
    [{ kind: 'rate-limit', status: 429 }, 429, '1', 'secondary rate limit'],
    [{ kind: 'status', status: 401 }, 401, null, 'Bad credentials'],
    [{ kind: 'status', status: 403 }, 403, null, 'not accessible'],
    [{ kind: 'status', status: 502 }, 502, null, '<!DOCTYPE html>'],
    [{ kind: 'status' }, 500, null, 'Server Error'],
  ])('%j', async (rule, status, retryAfter, said) => {
    const { faults, post } = await start();
    faults.add({ api: 'github', ...rule });
    const answer = await post('{"query":"{ viewer { login } }"}');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(await answer.text()).toContain(said);
  });

  test('they match by the query’s own name, which calls are counted by', async () => {
    const { faults, ask, post, calls } = await start();
    faults.add({ api: 'github', match: '^Heavy$', kind: 'status', status: 503 });
    expect((await post(JSON.stringify({ query: HEAVY }))).status).toBe(503);
    expect((await ask('{ viewer { login } }')).errors).toBeUndefined();
    expect(calls.counts()['github']?.operations).toEqual({ Heavy: 1, 'POST /graphql': 1 });
  });
});
