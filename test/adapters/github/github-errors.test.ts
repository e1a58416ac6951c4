import { afterEach, describe, expect, test } from 'vitest';
import { createGitHubPullRequestSource } from '../../../src/adapters/github/github-pull-request-source.ts';
import { DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { CallContext, PullRequestQuery } from '../../../src/ports.ts';
import { startScriptedServer, type Reply, type ScriptedServer, type SeenRequest } from '../scripted-server.ts';
import { answerSearch, node, searchVariables, withErrors } from './search-script.ts';

const toMs = Date.UTC(2026, 10, 20, 8, 30);
const query: PullRequestQuery = {
  range: { fromMs: toMs - 86_400_000, toMs },
  suspectLookbackMs: 0,
  repositories: ['acme/web', 'acme/api'],
  maxPullRequests: 500,
};
const token = 'github_pat_verysecret';
const call = (): CallContext => ({ signal: new AbortController().signal, heartbeat: () => {} });

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const collect = async (
  reply: (request: SeenRequest, count: number) => Reply,
  context: CallContext = call(),
  changes: Partial<PullRequestQuery> = {},
) => {
  server = await startScriptedServer(reply);
  const source = createGitHubPullRequestSource({ baseUrl: server.url, token, timeoutMs: 300, clock: () => toMs });
  return source.collectPullRequests({ ...query, ...changes }, context);
};

const failure = async (reply: Reply, context?: CallContext): Promise<DaybriefError> => {
  const error: unknown = await collect(() => reply, context).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DaybriefError)) throw new Error(`not a DaybriefError: ${String(error)}`);
  return error;
};

describe('failures become DaybriefErrors that never hold the token', () => {
  const said = { message: `Bad credentials ${token}` };
  const graphqlError = (type: string, message = 'no'): Reply => ({ json: { data: null, errors: [{ type, message }] } });
  test.each<[string, Reply, string]>([
    ['401', { status: 401, json: said }, 'Unauthorized'],
    ['403', { status: 403, json: { message: 'Resource not accessible by integration' } }, 'Forbidden'],
    ['404', { status: 404, json: said }, 'NotFound'],
    ['500', { status: 500, json: said }, 'Unavailable'],
    ['an HTML 502', { status: 502, text: '<html>Unicorn!</html>' }, 'Unavailable'],
    ['a reset', 'reset', 'Unavailable'],
    ['a body cut short', 'cut', 'InvalidResponse'],
    ['no answer', 'hang', 'TimedOut'],
    ['a login page', { text: '<html>Log in</html>' }, 'InvalidResponse'],
    ['no JSON', { headers: { 'content-type': 'application/json' }, text: '{"data":{' }, 'InvalidResponse'],
    ['JSON null', { json: null }, 'InvalidResponse'],
    ['JSON of another kind', { json: { data: { hello: 1 } } }, 'InvalidResponse'],
    ['errors of another kind', { json: { errors: 'no' } }, 'InvalidResponse'],
    ['a field that this server lacks', graphqlError('undefinedField', "Field 'x' doesn't exist"), 'InvalidRequest'],
    ['primary limit', graphqlError('RATE_LIMITED', `limit of ${token}`), 'RateLimited'],
    ['primary limit, newer name', graphqlError('RATE_LIMIT'), 'RateLimited'],
    ['every repository refused', graphqlError('NOT_FOUND', 'Could not resolve to a Repository'), 'NotFound'],
  ])('%s', async (_, reply, code) => {
    const error = await failure(reply);
    expect(error.code).toBe(code);
    expect(error.message).toContain('http://127.0.0.1:');
    expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain(token);
  });

  test.each<[string, Reply, number]>([
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '7' }, json: {} }, 7_000],
    [
      'a secondary limit',
      { status: 403, headers: { 'retry-after': '9' }, json: { message: 'secondary rate limit' } },
      9_000,
    ],
    [
      'a secondary limit without a time',
      { status: 403, json: { message: 'You have exceeded a secondary rate limit' } },
      60_000,
    ],
    [
      'a reset told in the time of the server',
      {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '1763600030',
          date: new Date(1763600000_000).toUTCString(),
        },
        json: {},
      },
      30_000,
    ],
  ])('%s says how long to wait', async (_, reply, retryAfterMs) => {
    const error = await failure(reply);
    expect([error.code, error.retryAfterMs]).toEqual(['RateLimited', retryAfterMs]);
  });

  test('an aborted call ends at once', async () => {
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 50);
    const startedMs = performance.now();
    const error = await failure('hang', { signal: ending.signal, heartbeat: () => {} });
    expect(error.code).toBe('Cancelled');
    expect(performance.now() - startedMs).toBeLessThan(250);
  });
});

describe('reading on in spite of trouble', () => {
  const nodes = Array.from({ length: 60 }, (_, i) =>
    node(`acme/${i % 2 === 0 ? 'web' : 'api'}`, i + 1, toMs - 60_000 * (i + 1)),
  );

  test.each<[string, Reply]>([
    ['502', { status: 502, text: '<html></html>' }],
    ['504', { status: 504, json: {} }],
    [
      'RESOURCE_LIMITS_EXCEEDED',
      { json: { data: null, errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'too much' }] } },
    ],
    [
      'an unexplained end',
      { json: { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] } },
    ],
    ['a timeout', 'hang'],
  ])('%s shrinks the page and everything is read', async (_, reply) => {
    const found = await collect((request) =>
      searchVariables(request).first > 10 ? reply : answerSearch(request, nodes),
    );
    expect(found.items).toHaveLength(60);
    expect(found.gaps).toEqual([]);
  });

  test('partial data is used, and told', async () => {
    const error = { type: 'FORBIDDEN', message: 'Resource not accessible by token', path: ['search', 'nodes', 0] };
    const found = await collect((request) => withErrors(answerSearch(request, nodes.slice(0, 3)), error));
    expect(found.items).toHaveLength(3);
    expect(found.gaps).toEqual([expect.stringContaining('Resource not accessible by token')]);
  });

  test('resource limits in the smallest page too: what came is used, what did not is told', async () => {
    const error = { message: 'Resource limits for this query exceeded.' };
    const found = await collect((request) => withErrors(answerSearch(request, [nodes[0], null, nodes[1]]), error));
    expect(found.items).toHaveLength(2);
    expect(found.gaps.join('\n')).toMatch(/Resource limits/);
    expect(found.gaps.join('\n')).toMatch(/came back unreadable/);
  });

  test('a repository that spoils a search is found out and named; the others are read', async () => {
    const repositories = ['acme/web', 'acme/gone', 'acme/api'];
    const found = await collect(
      (request) =>
        searchVariables(request).query.includes('acme/gone')
          ? { json: { data: null, errors: [{ type: 'FORBIDDEN', message: 'cannot be searched' }] } }
          : answerSearch(request, nodes),
      call(),
      { repositories },
    );
    expect(found.items).toHaveLength(60);
    expect(found.gaps).toEqual([expect.stringContaining('acme/gone')]);
  });

  test('silent repositories are looked up: invisible and renamed ones are named, quiet ones not', async () => {
    const repositories = ['acme/web', 'acme/gone', 'acme/old', 'acme/quiet'];
    const found = await collect(
      (request) => {
        if (!JSON.stringify(request.body).includes('DaybriefLookup')) return answerSearch(request, nodes);
        const message = "Could not resolve to a Repository with the name 'acme/gone'.";
        return {
          json: {
            data: { r0: null, r1: { nameWithOwner: 'acme/new' }, r2: { nameWithOwner: 'acme/quiet' } },
            errors: [{ type: 'NOT_FOUND', path: ['r0'], message }],
          },
        };
      },
      call(),
      { repositories },
    );
    expect(found.items).toHaveLength(30);
    expect(found.gaps).toEqual([expect.stringContaining('acme/gone'), expect.stringContaining('now called acme/new')]);
  });

  test('a server that reads several repositories as all of them at once is asked for one at a time', async () => {
    const found = await collect((request) => {
      const isSeveral = (searchVariables(request).query.match(/repo:/g) ?? []).length > 1;
      return answerSearch(request, isSeveral ? [] : nodes);
    });
    expect(found.items).toHaveLength(60);
    expect(found.gaps).toEqual([]);
  });

  test('several quiet repositories cost one more question, not one each', async () => {
    const old = nodes.map((merged) => ({ ...merged, mergedAt: '2020-01-01T00:00:00Z' }));
    const found = await collect((request) => answerSearch(request, old));
    expect(found).toMatchObject({ items: [], gaps: [] });
    expect(found.calls).toBeLessThanOrEqual(5);
  });

  test('300 repositories on a server that takes one at a time: under 500 calls, with a gap', async () => {
    const repositories = Array.from({ length: 300 }, (_, i) => `acme/service-${i}`);
    const found = await collect((request) => answerSearch(request, []), call(), { repositories });
    expect(found.calls).toBeLessThan(500);
    expect(found.calls).toBe(server?.seen.length);
    expect(found.gaps.join('\n')).toContain('limit of calls');
  });

  test('hostile names are told and never sent', async () => {
    const found = await collect((request) => answerSearch(request, nodes), call(), {
      repositories: ['acme/web', 'acme/x repo:secret/y', 'acme/x" OR is:issue'],
    });
    expect(found.gaps).toHaveLength(2);
    expect(JSON.stringify(server?.seen)).not.toContain('secret/y');
  });

  test('endless pages end below 500 calls with a gap', async () => {
    let served = 0;
    const found = await collect(
      (request) => {
        served++;
        const page = [node('acme/web', served, toMs - 1000)];
        const search = { issueCount: 900, pageInfo: { hasNextPage: true, endCursor: `c${served}` }, nodes: page };
        return searchVariables(request).query === '' ? { json: { data: {} } } : { json: { data: { search } } };
      },
      call(),
      { maxPullRequests: 10_000 },
    );
    expect(found.calls).toBeLessThan(500);
    expect(found.gaps.join('\n')).toContain('limit of calls');
  });
});
