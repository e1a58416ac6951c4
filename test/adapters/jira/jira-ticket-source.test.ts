import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CallLog } from '../../../sandbox/call-log.ts';
import { FaultInjector } from '../../../sandbox/faults.ts';
import { serveFake, type FakeServer } from '../../../sandbox/http-server.ts';
import { createJiraApi } from '../../../sandbox/jira/jira-api.ts';
import type { JiraIssue, World } from '../../../sandbox/world.ts';
import { createJiraTicketSource } from '../../../src/adapters/jira/jira-ticket-source.ts';
import type { TeamScope } from '../../../src/domain/team.ts';
import type { TicketQuery } from '../../../src/ports.ts';

const nowMs = Date.UTC(2026, 10, 20, 8, 30);
const hourMs = 3_600_000;
const query: TicketQuery = {
  range: { fromMs: nowMs - 24 * hourMs, toMs: nowMs },
  projects: ['PAY', 'OPS'],
  labels: ['bug', 'error', 'incident', 'production-issue'],
  issueTypes: ['Bug', 'Incident'],
  maxTickets: 1000,
};
const jiraTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

interface Wanted {
  readonly key: string;
  readonly createdMs: number;
  readonly labels?: readonly string[];
  readonly type?: string;
  readonly category?: string;
}

const issue = ({ key, createdMs, labels = ['bug'], type = 'Bug', category = 'new' }: Wanted, index = 0): JiraIssue => ({
  id: String(10_000 + index),
  key,
  self: `https://acme.example/rest/api/3/issue/${key}`,
  fields: {
    summary: `Summary of ${key}`,
    description: {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: `Description of ${key}` }] }],
    },
    labels: [...labels],
    created: jiraTime(createdMs),
    updated: jiraTime(createdMs + hourMs),
    status: { name: 'Open', statusCategory: { key: category } },
    priority: { name: 'High' },
    assignee: { accountId: 'acc-1', displayName: 'Ana Torres' },
    reporter: null,
    components: [{ name: 'checkout' }],
    issuetype: { name: type },
    project: { key: key.split('-')[0] ?? '' },
  },
});

const worldOf = (issues: readonly JiraIssue[]): World => ({
  dir: '/nowhere',
  name: 'test',
  now: nowMs,
  timeRangeHours: 24,
  jiraProjects: ['PAY', 'OPS'],
  repositories: [],
  logGroups: [],
  services: [],
  people: [],
  issues: [...issues],
  pullRequests: [],
});

const call = () => ({ signal: new AbortController().signal, heartbeat: () => {} });

let faults: FaultInjector;
let calls: CallLog;
let server: FakeServer | undefined;
beforeEach(() => {
  faults = new FaultInjector();
  calls = new CallLog();
});
afterEach(async () => server?.close());

const sourceOf = async (issues: readonly JiraIssue[], token = 'sandbox-jira-token') => {
  const api = createJiraApi(worldOf(issues));
  server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls });
  const auth = { kind: 'basic', email: 'sandbox@acme.example', token } as const;
  return createJiraTicketSource({ baseUrl: server.url, auth, timeoutMs: 1000, clock: () => Date.now() });
};

describe('collectTickets on the sandbox', () => {
  test('maps an issue', async () => {
    const source = await sourceOf([issue({ key: 'PAY-1', createdMs: nowMs - hourMs })]);
    expect(await source.collectTickets(query, call())).toEqual({
      items: [
        {
          key: 'PAY-1',
          projectKey: 'PAY',
          url: `${server?.url}/browse/PAY-1`,
          summary: 'Summary of PAY-1',
          description: 'Description of PAY-1',
          labels: ['bug'],
          issueType: 'Bug',
          priority: 'High',
          status: 'Open',
          statusCategory: 'new',
          assignee: 'Ana Torres',
          reporter: null,
          components: ['checkout'],
          createdAtMs: nowMs - hourMs,
          updatedAtMs: nowMs,
        },
      ],
      gaps: [],
      calls: 1,
    });
  });

  test('takes exactly what is in the range, not done, of the projects, and labelled or typed', async () => {
    const inside = nowMs - hourMs;
    const source = await sourceOf(
      [
        { key: 'PAY-1', createdMs: nowMs - 24 * hourMs },
        { key: 'PAY-2', createdMs: nowMs - 24 * hourMs - 1 },
        { key: 'PAY-3', createdMs: nowMs - 1 },
        { key: 'PAY-4', createdMs: nowMs },
        { key: 'PAY-5', createdMs: inside, category: 'done' },
        { key: 'OPS-6', createdMs: inside, type: 'Task', labels: ['incident'] },
        { key: 'OPS-7', createdMs: inside, type: 'Task', labels: ['chore'] },
        { key: 'OPS-8', createdMs: inside, labels: [] },
        { key: 'WEB-9', createdMs: inside },
        { key: 'OPS-10', createdMs: inside, category: 'indeterminate', type: 'Incident', labels: [] },
      ].map(issue),
    );
    const found = await source.collectTickets(query, call());
    expect(found.items.map(({ key }) => key)).toEqual(['PAY-1', 'OPS-10', 'OPS-6', 'OPS-8', 'PAY-3']);
    expect(found.gaps).toEqual([]);
  });

  test('450 tickets take five pages; an unknown project and issue type do not kill the others', async () => {
    const issues = Array.from({ length: 450 }, (_, i) =>
      issue({ key: `PAY-${i}`, createdMs: nowMs - 1 - i * 60_000 }, i),
    );
    const source = await sourceOf(issues);
    const found = await source.collectTickets({ ...query, projects: ['PAY', 'NOPE', 'GONE'] }, call());
    expect(found.items).toHaveLength(450);
    expect(found.items.map(({ createdAtMs }) => createdAtMs)).toEqual(
      issues.map(({ fields }) => Date.parse(fields.created)).toReversed(),
    );
    expect(found.gaps).toEqual([expect.stringContaining('NOPE'), expect.stringContaining('GONE')]);
    expect(found.calls).toBe(calls.count('jira'));
    expect(found.calls).toBeLessThanOrEqual(7);
  });

  test('beyond maxTickets the newest are kept and the number left out is told', async () => {
    const issues = Array.from({ length: 450 }, (_, i) =>
      issue({ key: `PAY-${i}`, createdMs: nowMs - 1 - i * 60_000 }, i),
    );
    const found = await (await sourceOf(issues)).collectTickets({ ...query, maxTickets: 120 }, call());
    expect(found.items).toHaveLength(120);
    expect(found.items[0]?.key).toBe('PAY-119');
    expect(found.gaps).toEqual([expect.stringContaining('about 330 left out')]);
  });

  test.each(['x") OR project = "SECRET', 'back\\slash', 'new\nline', 'café 🔥', "o'clock", 'AND', ''])(
    'the label %j is a value and nothing else',
    async (label) => {
      const source = await sourceOf([
        issue({ key: 'PAY-1', createdMs: nowMs - hourMs, type: 'Task', labels: label === '' ? [] : [label] }),
        issue({ key: 'PAY-2', createdMs: nowMs - hourMs, type: 'Task', labels: ['other'] }, 1),
      ]);
      const found = await source.collectTickets({ ...query, labels: [label], issueTypes: [] }, call());
      expect(found.items.map(({ key }) => key)).toEqual(label === '' ? [] : ['PAY-1']);
    },
  );

  test('no projects, no calls', async () => {
    const found = await (await sourceOf([])).collectTickets({ ...query, projects: [] }, call());
    expect([found.items.length, calls.count('jira')]).toEqual([0, 0]);
  });
});

describe('trouble on the sandbox', () => {
  test.each([
    [{ kind: 'status', status: 503 }, 'Unavailable'],
    [{ kind: 'status', status: 403 }, 'Forbidden'],
    [{ kind: 'reset' }, 'Unavailable'],
    [{ kind: 'accept-then-cut' }, 'Unavailable'],
    [{ kind: 'hang' }, 'TimedOut'],
    [{ kind: 'malformed' }, 'InvalidResponse'],
    [{ kind: 'malformed', body: '<html>sign in</html>' }, 'InvalidResponse'],
  ])('%j', async (rule, code) => {
    faults.add({ api: 'jira', ...rule });
    const source = await sourceOf([]);
    await expect(source.collectTickets(query, call())).rejects.toMatchObject({ name: 'DaybriefError', code });
  });

  test('a rate limit says how long to wait', async () => {
    faults.add({ api: 'jira', kind: 'rate-limit', retryAfterSeconds: 17 });
    const collecting = (await sourceOf([])).collectTickets(query, call());
    await expect(collecting).rejects.toMatchObject({ code: 'RateLimited', retryAfterMs: 17_000 });
  });

  test('a wrong token', async () => {
    const source = await sourceOf([], 'wrong-token');
    await expect(source.collectTickets(query, call())).rejects.toMatchObject({ code: 'Unauthorized' });
  });
});

test('diagnose and choices on the sandbox', async () => {
  const source = await sourceOf([issue({ key: 'PAY-1', createdMs: Date.now() - hourMs })]);
  const scope: TeamScope = {
    name: 'payments',
    timeZone: 'UTC',
    jiraProjects: ['PAY', 'NOPE'],
    repositories: [],
    logGroups: [],
    services: [],
    people: [],
  };
  const findings = await source.diagnose(scope, call());
  expect(findings.map(({ status }) => status)).toEqual(['ok', 'ok', 'failed', 'ok']);
  expect(findings[1]?.found).toBe('1 issues in the last 24 h');
  expect((await source.choices(call())).map(({ id }) => id).toSorted()).toEqual(['OPS', 'PAY']);
});
