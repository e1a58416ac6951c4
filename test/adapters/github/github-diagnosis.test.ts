import { afterEach, describe, expect, test } from 'vitest';
import { createGitHubPullRequestSource } from '../../../src/adapters/github/github-pull-request-source.ts';
import type { TeamScope } from '../../../src/domain/team.ts';
import { startScriptedServer, type Reply, type ScriptedServer, type SeenRequest } from '../scripted-server.ts';

const scope: TeamScope = {
  name: 'payments',
  timeZone: 'UTC',
  jiraProjects: [],
  repositories: ['acme/web', 'acme/gone'],
  logGroups: [],
  services: [],
  people: [],
};
const call = () => ({ signal: new AbortController().signal, heartbeat: () => {} });
const nowMs = Date.UTC(2026, 10, 20, 8, 30);

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const sourceFor = async (reply: (request: SeenRequest) => Reply, path = '') => {
  server = await startScriptedServer(reply);
  return createGitHubPullRequestSource({ baseUrl: server.url + path, token: 'secret-token', clock: () => nowMs });
};

const wellBehaved =
  (headers: Readonly<Record<string, string>>) =>
  (request: SeenRequest): Reply => {
    const text = JSON.stringify(request.body);
    if (text.includes('DaybriefViewer')) {
      const rateLimit = { cost: 1, remaining: 4990, resetAt: '2026-11-20T09:00:00Z' };
      return { headers, json: { data: { viewer: { login: 'bot' }, rateLimit } } };
    }
    if (text.includes('DaybriefCount')) return { headers, json: { data: { search: { issueCount: 7 } } } };
    const isGone = text.includes('"gone"');
    const errors = isGone
      ? [{ type: 'NOT_FOUND', path: ['r0'], message: 'Could not resolve to a Repository' }]
      : undefined;
    return { headers, json: { data: { r0: isGone ? null : { nameWithOwner: 'acme/web' } }, errors } };
  };

describe('diagnose', () => {
  test('says who, how much, what is missing, and what to do', async () => {
    const date = new Date(nowMs - 10_000).toUTCString();
    const source = await sourceFor(wellBehaved({ date, 'x-oauth-scopes': 'repo, read:org' }));
    expect(await source.diagnose(scope, call())).toEqual([
      { check: 'sign in', status: 'ok', found: 'signed in as bot, 4990 points left this hour', fix: null },
      {
        check: 'search pull requests of acme/web',
        status: 'ok',
        found: '7 merged and 7 open pull requests updated in the last 24 h',
        fix: null,
      },
      {
        check: 'search pull requests of acme/gone',
        status: 'failed',
        found: expect.stringContaining("doesn't exist or isn't visible"),
        fix: expect.stringContaining('owner/name'),
      },
      { check: 'compare clocks', status: 'ok', found: expect.stringContaining('10 s'), fix: null },
    ]);
  });

  test('a missing scope and a wrong clock are warnings', async () => {
    const date = new Date(nowMs - 600_000).toUTCString();
    const source = await sourceFor(wellBehaved({ date, 'x-oauth-scopes': 'read:org' }));
    const findings = await source.diagnose(scope, call());
    expect(findings[0]).toMatchObject({ status: 'warning', found: expect.stringContaining('scope "repo"') });
    expect(findings.at(-1)).toMatchObject({ status: 'warning', found: expect.stringContaining('600 s') });
  });

  test('a refused token is the only finding besides the clock, and is never shown', async () => {
    const source = await sourceFor(() => ({ status: 401, json: { message: 'Bad credentials' } }));
    const findings = await source.diagnose(scope, call());
    expect(findings.map(({ check, status }) => `${check}: ${status}`)).toEqual([
      'sign in: failed',
      'compare clocks: warning',
    ]);
    expect(JSON.stringify(findings)).not.toContain('secret-token');
  });
});

describe('choices', () => {
  test('lists repositories by pages, without archived ones', async () => {
    const source = await sourceFor((request) => {
      const isFirst = JSON.stringify(request.body).includes('"after":null');
      const nodes = isFirst
        ? [{ nameWithOwner: 'acme/web', isArchived: false }, null, { nameWithOwner: 'acme/dead', isArchived: true }]
        : [{ nameWithOwner: 'acme/api', isArchived: false }];
      const repositories = { pageInfo: { hasNextPage: isFirst, endCursor: 'x' }, nodes };
      return { json: { data: { viewer: { repositories } } } };
    }, '/api/v3');
    expect((await source.choices(call())).map(({ id }) => id)).toEqual(['acme/web', 'acme/api']);
    expect(server?.seen.every(({ path }) => path === '/api/graphql')).toBe(true);
    expect(server?.seen[0]?.headers.authorization).toBe('bearer secret-token');
  });
});
