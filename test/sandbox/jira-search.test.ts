import { createCloudClient } from 'jira.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake, type FakeServer } from '../../sandbox/http-server.ts';
import { createJiraApi } from '../../sandbox/jira/jira-api.ts';
import { smallWorld, type IssueSketch } from './small-world.ts';

const ISSUES: readonly IssueSketch[] = [
  {
    key: 'PAY-1',
    created: '2026-11-20T08:00:30Z',
    summary: 'Payment declined twice',
    labels: ['bug', 'checkout'],
    priority: 'High',
  },
  { key: 'PAY-2', created: '2026-11-19T08:29:00Z', text: 'the ledger is down', labels: ['incident'], assignee: 'Dana' },
  {
    key: 'PAY-10',
    created: '2026-11-19T09:00:00Z',
    labels: [],
    type: 'Incident',
    priority: 'Highest',
    status: 'In Progress',
    category: 'indeterminate',
  },
  { key: 'WEB-7', created: '2026-11-20T01:00:00Z', labels: ['bug'], status: 'Done', category: 'done', priority: 'Low' },
  { key: 'WEB-8', created: '2026-11-20T02:00:00Z', labels: ['error'], type: 'Task', priority: null },
];

let server: FakeServer;
const faults = new FaultInjector();
beforeEach(async () => {
  const api = createJiraApi(smallWorld({ issues: ISSUES }));
  server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls: new CallLog() });
});
afterEach(async () => {
  faults.clear();
  await server.close();
});

const TOKEN = 'sandbox-jira-token';
const connect = (apiToken = TOKEN) =>
  createCloudClient({
    host: server.url,
    auth: { type: 'basic', email: 'sandbox@acme.example', apiToken },
    onSchemaMismatch: 'throw',
  });
const search = async (jql: string): Promise<readonly (string | undefined)[]> => {
  const page = await connect().issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: ['key'] });
  return (page.issues ?? []).map(({ key }) => key);
};
const authorization = `Basic ${Buffer.from(`sandbox@acme.example:${TOKEN}`).toString('base64')}`;
const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const errorsOf = async (jql: string): Promise<unknown> => {
  const response = await post('/rest/api/3/search/jql', { jql });
  expect(response.status).toBe(400);
  const body = (await response.json()) as { errorMessages: unknown; errors: unknown };
  expect(body.errors).toEqual({});
  return body.errorMessages;
};

describe('what a query finds', () => {
  test.each([
    ['project = PAY ORDER BY key ASC', ['PAY-1', 'PAY-2', 'PAY-10']],
    ['project in (pay, "WEB") AND type = Task', ['WEB-8']],
    ['created >= -24h ORDER BY created DESC', ['PAY-1', 'WEB-8', 'WEB-7', 'PAY-10']],
    ['created >= "-1d" and created < "2026-11-20 02:00" order by created', ['WEB-7', 'PAY-10']],
    // Minutes are exact instants: thirty seconds past eight isn't before eight.
    ['created <= "2026/11/20 08:00" AND created >= "2026-11-20"', ['WEB-8', 'WEB-7']],
    ['created > now()', []],
    ['labels in (bug, incident) AND statusCategory != Done ORDER BY key', ['PAY-2', 'PAY-1']],
    ['labels = bug OR issuetype = Incident ORDER BY key ASC', ['PAY-1', 'PAY-10', 'WEB-7']],
    ['project = PAY AND (labels = checkout OR assignee = "dana@acme.example") ORDER BY key ASC', ['PAY-1', 'PAY-2']],
    // Neither != nor NOT finds an empty field.
    ['project = PAY AND labels != bug', ['PAY-2']],
    ['project = PAY AND NOT labels = bug', ['PAY-2']],
    ['project = PAY AND NOT (labels = bug OR labels = incident)', []],
    ['labels is EMPTY', ['PAY-10']],
    ['project = PAY AND assignee is not EMPTY', ['PAY-2']],
    ['priority >= High ORDER BY priority DESC', ['PAY-10', 'PAY-1']],
    ['priority = null', ['WEB-8']],
    ['status = "In Progress"', ['PAY-10']],
    ['resolution = Unresolved and project = web', ['WEB-8']],
    ['key in (PAY-1, WEB-7) ORDER BY key DESC', ['WEB-7', 'PAY-1']],
    ['key > PAY-2', ['PAY-10']],
    ['summary ~ "twice payment"', ['PAY-1']],
    ['summary ~ "\\"twice payment\\""', []],
    ['text ~ "ledg*" and text !~ payment', ['PAY-2']],
    ["project = 'PAY' && !(type = Bug) ", ['PAY-10']],
  ])('%s', async (jql, keys) => {
    expect(await search(jql)).toEqual(keys);
  });
});

describe('what Jira refuses', () => {
  test.each([
    ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['ORDER BY created', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['colour = red', "Field 'colour' does not exist or you do not have permission to view it."],
    ['project ~ PAY', "The operator '~' is not supported by the 'project' field."],
    ['project = PAY ORDER BY Rank', "Not able to sort using field 'Rank'."],
    ['assignee = currentUsr()', "Unable to find JQL function 'currentUsr()'."],
    [
      'project PAY',
      "Error in the JQL Query: Expecting operator but got 'PAY'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 9)",
    ],
    [
      'project = "PAY',
      "Error in the JQL Query: The quoted string 'PAY' has not been completed. (line 1, character 11)",
    ],
    [
      'assignee = dana@acme.example',
      "Error in the JQL Query: The character '@' is a reserved JQL character. You must enclose it in a string or use the escape '\\u0040' instead. (line 1, character 16)",
    ],
    [
      'status = In Progress',
      "Error in the JQL Query: Expecting either a value, list or function but got 'In'. You must surround 'In' in quotation marks to use it as a value. (line 1, character 10)",
    ],
    ['(project = PAY', "Error in the JQL Query: Expecting ')' before the end of the query. (line 1, character 15)"],
    [
      'project = PAY labels = bug',
      "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'labels'. (line 1, character 15)",
    ],
    [
      'labels in ()',
      "Error in the JQL Query: Expecting either a value, list or function but got ')'. (line 1, character 12)",
    ],
    [
      'created > 2026-11-20T08:00:00Z',
      "Date value '2026-11-20T08:00:00Z' for field 'created' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
    ],
  ])('%s', async (jql, message) => {
    expect(await errorsOf(jql)).toEqual([message]);
  });

  test('all that is wrong comes at once', async () => {
    expect(await errorsOf('project in (A, PAY, B) AND created > "2026-02-30" AND foo = 1')).toHaveLength(4);
  });

  test('what the resource does not know', async () => {
    expect((await post('/rest/api/3/search/jql', { jql: 'project = PAY', startAt: 0 })).status).toBe(400);
    expect((await post('/rest/api/3/search/jql', { jql: 'project = PAY', fields: 'summary' })).status).toBe(400);
    expect((await post('/rest/api/3/search/jql', '{')).status).toBe(400);
    expect((await post('/rest/api/3/search/jql', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/rest/api/3/search', { jql: 'project = PAY' })).status).toBe(410);
    expect((await post('/rest/api/3/nothing', {})).status).toBe(404);
  });
});

describe('pages', () => {
  const page = async (options: object) =>
    connect().issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql: 'project in (PAY, WEB)', ...options });

  test('follow each other by token to the last', async () => {
    const keys: unknown[] = [];
    let nextPageToken: string | undefined;
    let pages = 0;
    do {
      const result = await page({ fields: ['summary'], maxResults: 2, ...(nextPageToken && { nextPageToken }) });
      expect(result).not.toHaveProperty('total');
      expect(result.isLast).toBe(result.nextPageToken === undefined);
      keys.push(...(result.issues ?? []).map(({ key }) => key));
      nextPageToken = result.nextPageToken ?? undefined;
      pages++;
    } while (nextPageToken !== undefined);
    expect(pages).toBe(3);
    expect(new Set(keys).size).toBe(5);
  });

  test('a token is good for its own query only', async () => {
    const { nextPageToken = '' } = await page({ maxResults: 1 });
    const other = await post('/rest/api/3/search/jql', { jql: 'project = PAY', nextPageToken });
    expect(other.status).toBe(400);
    expect((await post('/rest/api/3/search/jql', { jql: 'project = PAY', nextPageToken: 'nonsense' })).status).toBe(
      400,
    );
  });

  test('fields are what was asked for, by default the id alone', async () => {
    expect((await page({ maxResults: 1 })).issues).toEqual([{ id: '10004' }]);
    const [named] = (await page({ fields: ['summary', 'labels'] })).issues ?? [];
    expect(Object.keys(named?.fields ?? {})).toEqual(['summary', 'labels']);
    const [all] = (await page({ fields: ['*all', '-comment'] })).issues ?? [];
    expect(all?.fields).toMatchObject({ project: { key: 'WEB' } });
    expect(all?.fields).not.toHaveProperty('comment');
  });

  test('GET answers the same', async () => {
    const found = await connect().issueSearch.searchAndReconsileIssuesUsingJql({
      jql: 'project = WEB',
      fields: ['summary'],
      maxResults: 1,
    });
    expect(found).toMatchObject({ isLast: false, issues: [{ key: 'WEB-8', fields: { summary: 'About WEB-8' } }] });
  });

  test('at most 100 issues with fields, 5,000 ids', async () => {
    const many = Array.from({ length: 250 }, (_, i) => ({ key: `PAY-${i + 1}` }));
    const api = createJiraApi(smallWorld({ issues: many }));
    await server.close();
    server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls: new CallLog() });
    expect((await page({ maxResults: 5_000, fields: ['summary'] })).issues).toHaveLength(100);
    expect((await page({ maxResults: 5_000, fields: ['id'] })).issues).toHaveLength(250);
    expect((await page({})).issues).toHaveLength(50);
  });
});

test('counts, and parses without running', async () => {
  const client = connect();
  expect(await client.issueSearch.countIssues({ jql: 'labels = bug' })).toEqual({ count: 2 });
  const { queries } = await client.jql.parseJqlQueries({
    validation: 'strict',
    queries: ['project = PAY AND labels in (bug, "two words") ORDER BY created DESC', 'project = NOPE', 'project ='],
  });
  expect(queries[0]).toMatchObject({
    structure: {
      where: {
        operator: 'and',
        clauses: [{ operator: '=' }, { operand: { values: [{}, { encodedValue: '"two words"' }] } }],
      },
      orderBy: { fields: [{ direction: 'desc', field: { name: 'created' } }] },
    },
  });
  expect(queries.map(({ errors }) => errors?.length ?? 0)).toEqual([0, 1, 1]);
});

test('wrong credentials are refused, and a rate limit is told as Jira does', async () => {
  await expect(connect('wrong').issueSearch.countIssues({ jql: 'project = PAY' })).rejects.toMatchObject({
    status: 401,
  });
  const anonymous = await fetch(`${server.url}/rest/api/3/myself`);
  expect(anonymous.status).toBe(401);
  faults.add({ api: 'jira', kind: 'rate-limit', retryAfterSeconds: 3, match: 'approximate-count' });
  await expect(connect().issueSearch.countIssues({ jql: 'project = PAY' })).rejects.toMatchObject({
    status: 429,
    retryAfterMs: 3_000,
  });
});
