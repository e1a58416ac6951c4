import { afterEach, describe, expect, test } from 'vitest';
import { createJiraTicketSource } from '../../../src/adapters/jira/jira-ticket-source.ts';
import { DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { CallContext, TicketQuery } from '../../../src/ports.ts';
import { startScriptedServer, type Reply, type ScriptedServer, type SeenRequest } from '../scripted-server.ts';

const toMs = Date.UTC(2026, 10, 20, 8, 30);
const query: TicketQuery = {
  range: { fromMs: toMs - 86_400_000, toMs },
  projects: ['PAY', 'NOPE'],
  labels: ['bug'],
  issueTypes: ['Bug', 'Incident'],
  maxTickets: 200,
};
const token = 'very-secret-token';
const call = (): CallContext => ({ signal: new AbortController().signal, heartbeat: () => {} });

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const collect = async (
  reply: (request: SeenRequest, count: number) => Reply,
  context: CallContext = call(),
  changes: Partial<TicketQuery> = {},
) => {
  server = await startScriptedServer(reply);
  const auth = { kind: 'basic', email: 'bot@acme.example', token } as const;
  const source = createJiraTicketSource({ baseUrl: `${server.url}/`, auth, timeoutMs: 300, clock: () => toMs });
  return source.collectTickets({ ...query, ...changes }, context);
};

const failure = async (reply: Reply, context?: CallContext): Promise<DaybriefError> => {
  const error: unknown = await collect(() => reply, context).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DaybriefError)) throw new Error(`not a DaybriefError: ${String(error)}`);
  return error;
};

const issue = (key: string, createdAtMs: number): unknown => ({
  key,
  fields: { summary: key, created: new Date(createdAtMs).toISOString().replace('Z', '+0000') },
});
const page = (issues: readonly unknown[], nextPageToken?: string): Reply => ({
  json: { issues, isLast: nextPageToken === undefined, ...(nextPageToken === undefined ? {} : { nextPageToken }) },
});
const bodyOf = (request: SeenRequest | undefined): Record<string, unknown> =>
  typeof request?.body === 'object' && request.body !== null ? { ...request.body } : {};

describe('failures become DaybriefErrors that never hold the token', () => {
  const messages = { errorMessages: [`no access with ${token}`, 'second line'] };
  test.each<[string, Reply, string]>([
    ['401', { status: 401, json: messages }, 'Unauthorized'],
    ['401 for a missing scope', { status: 401, json: { message: 'Unauthorized; scope does not match' } }, 'Forbidden'],
    ['403', { status: 403, json: messages }, 'Forbidden'],
    ['404', { status: 404, json: messages }, 'NotFound'],
    ['410', { status: 410, json: messages }, 'InvalidRequest'],
    ['400 for the JQL', { status: 400, json: { errorMessages: ["Error in the JQL Query: ')'"] } }, 'InvalidRequest'],
    ['500', { status: 500, text: '<html>oops</html>' }, 'Unavailable'],
    ['503', { status: 503, json: messages }, 'Unavailable'],
    ['a reset', 'reset', 'Unavailable'],
    ['a body cut short', 'cut', 'Unavailable'],
    ['no answer', 'hang', 'TimedOut'],
    ['a login page', { text: '<html>Log in</html>' }, 'InvalidResponse'],
    ['no JSON', { headers: { 'content-type': 'application/json' }, text: '{"issues":[' }, 'InvalidResponse'],
    ['JSON of another kind', { json: { hello: 'world' } }, 'InvalidResponse'],
  ])('%s', async (_, reply, code) => {
    const error = await failure(reply);
    expect(error.code).toBe(code);
    expect(error.message).toContain('http://127.0.0.1:');
    expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain(token);
  });

  test('429 carries how long to wait', async () => {
    const error = await failure({ status: 429, headers: { 'retry-after': '7' }, json: {} });
    expect([error.code, error.retryAfterMs]).toEqual(['RateLimited', 7_000]);
  });

  test('an aborted call ends at once', async () => {
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 50);
    const startedMs = performance.now();
    const error = await failure('hang', { signal: ending.signal, heartbeat: () => {} });
    expect(error.code).toBe('Cancelled');
    expect(performance.now() - startedMs).toBeLessThan(250);
  });

  test('addresses and credentials that can never work are refused when configured', () => {
    const auth = { kind: 'bearer', token } as const;
    const create = (baseUrl: string) => () => createJiraTicketSource({ baseUrl, auth, clock: () => toMs });
    for (const url of ['acme', 'ftp://acme.example', `https://u:${token}@acme.example`]) {
      expect(create(url)).toThrow(expect.objectContaining({ code: 'InvalidConfig' }));
      expect(create(url)).not.toThrow(token);
    }
  });
});

describe('values that Jira does not know', () => {
  const refusal = (value: string, field: string): Reply => ({
    status: 400,
    json: { errorMessages: [`The value '${value}' does not exist for the field '${field}'.`], errors: {} },
  });

  test('an unknown project is left out and told; an unknown issue type is left out', async () => {
    const found = await collect((request) => {
      const jql = String(bodyOf(request)['jql']);
      if (jql.includes('"NOPE"')) return refusal('NOPE', 'project');
      return jql.includes('"Incident"') ? refusal('Incident', 'issuetype') : page([issue('PAY-1', toMs - 1000)]);
    });
    expect(found.items.map((ticket) => ticket.key)).toEqual(['PAY-1']);
    expect(found.gaps).toEqual([expect.stringContaining('project NOPE')]);
    expect(found.calls).toBe(3);
  });

  test('no known project at all is an error', async () => {
    const reply: Reply = {
      status: 400,
      json: {
        errorMessages: ['PAY', 'NOPE'].map((key) => `The value '${key}' does not exist for the field 'project'.`),
      },
    };
    expect((await failure(reply)).code).toBe('NotFound');
  });

  test('when no wanted label or issue type exists, nothing is found rather than everything', async () => {
    const found = await collect(() => refusal('Bug', 'issuetype'), call(), { labels: [], issueTypes: ['Bug'] });
    expect(found).toEqual({ items: [], gaps: [], calls: 1 });
  });
});

describe('paging', () => {
  test('asks for the needed fields, follows the token, and stops at the beginning of the range', async () => {
    const found = await collect((_, count) =>
      count === 1
        ? page([issue('PAY-3', toMs + 1), issue('PAY-2', toMs - 1)], 'next')
        : page([issue('PAY-1', toMs - 86_400_000), issue('PAY-0', toMs - 86_400_001)], 'more'),
    );
    expect(found).toMatchObject({ items: [{ key: 'PAY-1' }, { key: 'PAY-2' }], gaps: [], calls: 2 });
    expect(server?.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /rest/api/3/search/jql',
      'POST /rest/api/3/search/jql',
    ]);
    expect(bodyOf(server?.seen[0])).toMatchObject({ maxResults: 100, fields: expect.arrayContaining(['summary']) });
    expect(bodyOf(server?.seen[0])).not.toHaveProperty('nextPageToken');
    expect(bodyOf(server?.seen[1])).toHaveProperty('nextPageToken', 'next');
  });

  test('a token that repeats ends the reading with a gap', async () => {
    const found = await collect((_, count) => page([issue(`PAY-${count}`, toMs - count)], 'same'));
    expect(found.calls).toBe(2);
    expect(found.gaps).toEqual([expect.stringContaining('twice')]);
  });

  test('endless pages end below 100 calls with a gap', async () => {
    const found = await collect((_, count) => page([issue('PAY-1', toMs - 1)], `page-${count}`));
    expect(found.calls).toBeLessThan(100);
    expect(found.gaps).toEqual([expect.stringContaining('limit of calls')]);
  });

  test('more than wanted: the newest are kept and the rest counted', async () => {
    const found = await collect(
      (request, count) =>
        request.path.endsWith('approximate-count')
          ? { json: { count: 250 } }
          : page(
              Array.from({ length: 100 }, (_, i) => issue(`PAY-${count}${i}`, toMs - count * 1000 - i)),
              `page-${count}`,
            ),
      call(),
      { maxTickets: 150 },
    );
    expect(found.items).toHaveLength(150);
    expect(found.items.every((ticket) => ticket.createdAtMs > toMs - 2050)).toBe(true);
    expect(found.gaps).toEqual([expect.stringContaining('about 100 left out')]);
  });

  test('rows without a key or a time of creation are told, odd fields are not fatal', async () => {
    const odd = {
      key: 'PAY-9',
      fields: {
        summary: null,
        labels: 'x',
        created: '2026-11-20T10:29:00.000+0200',
        status: 5,
        assignee: {},
        priority: null,
      },
    };
    const found = await collect(() => page([odd, { fields: {} }, { key: 'PAY-8', fields: { created: 'yesterday' } }]));
    expect(found.items).toMatchObject([{ key: 'PAY-9', projectKey: 'PAY', labels: [], createdAtMs: toMs - 60_000 }]);
    expect(found.gaps).toEqual([expect.stringContaining('2 Jira issues')]);
  });
});
