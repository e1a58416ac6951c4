import { afterEach, describe, expect, test } from 'vitest';
import { createJiraTicketSource } from '../../../src/adapters/jira/jira-ticket-source.ts';
import type { TeamScope } from '../../../src/domain/team.ts';
import { startScriptedServer, type Reply, type ScriptedServer, type SeenRequest } from '../scripted-server.ts';

const scope: TeamScope = {
  name: 'payments',
  timeZone: 'UTC',
  jiraProjects: ['PAY', 'NOPE'],
  repositories: [],
  logGroups: [],
  services: [],
  people: [],
};
const call = () => ({ signal: new AbortController().signal, heartbeat: () => {} });
const nowMs = Date.UTC(2026, 10, 20, 8, 30);
const date = new Date(nowMs - 10_000).toUTCString();

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const sourceFor = async (reply: (request: SeenRequest) => Reply) => {
  server = await startScriptedServer(reply);
  const auth = { kind: 'bearer', token: 'secret-token' } as const;
  return createJiraTicketSource({ baseUrl: `${server.url}/proxy`, auth, timeoutMs: 500, clock: () => nowMs });
};

const wellBehaved = (request: SeenRequest): Reply => {
  if (request.path.endsWith('/serverInfo')) return { status: 401, headers: { date }, json: {} };
  if (request.path.endsWith('/myself')) return { json: { displayName: 'Daybrief Bot', accountId: '1' } };
  if (JSON.stringify(request.body).includes('NOPE')) {
    return { status: 400, json: { errorMessages: ["The value 'NOPE' does not exist for the field 'project'."] } };
  }
  const fields = { created: new Date(nowMs - 1000).toISOString(), status: { statusCategory: { key: 'done' } } };
  return { json: { issues: [{ key: 'PAY-1', fields }], isLast: true } };
};

describe('diagnose', () => {
  test('says who, how many issues of the last day (done ones too), which project is missing, and the clock', async () => {
    const source = await sourceFor(wellBehaved);
    expect(await source.diagnose(scope, call())).toEqual([
      { check: 'sign in', status: 'ok', found: 'signed in as Daybrief Bot', fix: null },
      { check: 'search issues of PAY', status: 'ok', found: '1 issues in the last 24 h', fix: null },
      {
        check: 'search issues of NOPE',
        status: 'failed',
        found: expect.stringContaining('none of the projects NOPE'),
        fix: expect.stringContaining('Browse projects'),
      },
      { check: 'compare clocks', status: 'ok', found: expect.stringContaining('10 s'), fix: null },
    ]);
    const clockRequest = server?.seen.find(({ path }) => path.endsWith('/serverInfo'));
    expect(clockRequest?.headers.authorization).toBeUndefined();
    expect(server?.seen[0]).toMatchObject({
      path: '/proxy/rest/api/3/myself',
      headers: { authorization: 'Bearer secret-token' },
    });
  });

  test('refused credentials are told once, and a server that is away fails nothing but the checks', async () => {
    const refusing = await sourceFor(() => ({ status: 401, json: {} }));
    const findings = await refusing.diagnose(scope, call());
    expect(findings.map(({ check, status }) => `${check}: ${status}`)).toEqual([
      'sign in: failed',
      'compare clocks: warning',
    ]);
    await server?.close();
    expect((await refusing.diagnose(scope, call()))[0]).toMatchObject({
      status: 'failed',
      found: expect.stringContaining('no answer'),
    });
    server = undefined;
  });
});

test('choices lists projects by pages', async () => {
  const source = await sourceFor((request) => {
    const isFirst = new URL(request.path, 'http://x').searchParams.get('startAt') === '0';
    return { json: { values: isFirst ? [{ key: 'PAY', name: 'Payments' }] : [{ key: 'WEB' }], isLast: !isFirst } };
  });
  expect(await source.choices(call())).toEqual([
    { id: 'PAY', label: 'PAY: Payments' },
    { id: 'WEB', label: 'WEB' },
  ]);
});
