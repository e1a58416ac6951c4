import { describe, expect, test } from 'vitest';
import type { TeamScope } from '../../../src/domain/team.ts';
import { ago, call, hourMs, nowMs, query, startSource } from './github-setup.ts';

describe('collectPullRequests on the sandbox', () => {
  test('maps a pull request', async () => {
    const { source } = await startSource([
      {
        number: 7,
        mergedAt: ago(2),
        createdAt: ago(5),
        labels: ['hotfix'],
        files: ['a.ts', 'b.ts'],
        checks: 'FAILURE',
      },
    ]);
    const found = await source.collectPullRequests({ ...query, repositories: ['acme/ledger'] }, call());
    expect(found).toEqual({
      items: [
        {
          id: 'acme/ledger#7',
          repository: 'acme/ledger',
          number: 7,
          url: 'https://github.example/acme/ledger/pull/7',
          title: 'Change 7',
          body: 'Why it changes.',
          author: 'dwhitfield',
          state: 'merged',
          createdAtMs: nowMs - 5 * hourMs,
          updatedAtMs: nowMs - 2 * hourMs,
          mergedAtMs: nowMs - 2 * hourMs,
          headRef: 'feature/7',
          baseRef: 'main',
          labels: ['hotfix'],
          files: ['a.ts', 'b.ts'],
          fileCount: 2,
          checks: 'failure',
        },
      ],
      gaps: [],
      calls: 2,
    });
  });

  test('takes what was merged since the look-back and what is open and was touched in the range', async () => {
    const { source } = await startSource([
      { number: 1, mergedAt: ago(36) },
      { number: 2, mergedAt: ago(36.001) },
      { number: 3, mergedAt: ago(0.001) },
      { number: 4, mergedAt: ago(0) },
      { number: 5, createdAt: ago(50), updatedAt: ago(23) },
      { number: 6, createdAt: ago(50), updatedAt: ago(25) },
      { number: 7, createdAt: ago(3), state: 'CLOSED' },
      { number: 8, createdAt: ago(3), author: null, checks: null, repository: 'acme/web-app' },
      { number: 9, createdAt: ago(3), repository: 'acme/other' },
    ]);
    const found = await source.collectPullRequests(query, call());
    expect(found.items.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'acme/ledger#1 merged',
      'acme/ledger#5 open',
      'acme/web-app#8 open',
      'acme/ledger#3 merged',
    ]);
    expect(found.items[2]).toMatchObject({ author: null, checks: 'none' });
    expect(found.gaps).toEqual([]);
  });

  test('2,300 merged in a day are read in time slices, each in pages', async () => {
    const { source, calls } = await startSource(
      Array.from({ length: 2300 }, (_, i) => ({ number: i + 1, createdAt: ago(40), mergedAt: ago(0.01 + i / 100) })),
    );
    const found = await source.collectPullRequests(query, call());
    expect(found.items).toHaveLength(2300);
    expect(found.gaps).toEqual([]);
    expect(found.calls).toBe(calls.count('github'));
    expect(found.calls).toBeLessThan(100);
  });

  test('an unknown repository is named, the others are read', async () => {
    const { source } = await startSource([{ number: 1, mergedAt: ago(1) }]);
    const found = await source.collectPullRequests({ ...query, repositories: ['acme/ledger', 'acme/nowhere'] }, call());
    expect(found.items).toHaveLength(1);
    expect(found.gaps).toEqual([expect.stringContaining('acme/nowhere')]);
  });
});

test('of many files the first 100 and their number', async () => {
  const files = Array.from({ length: 140 }, (_, i) => `src/part-${i}.ts`);
  const { source } = await startSource([{ number: 1, mergedAt: ago(1), files }]);
  const { items } = await source.collectPullRequests(query, call());
  expect(items[0]?.files).toEqual(files.slice(0, 100));
  expect(items[0]?.fileCount).toBe(140);
});

test('checks, reverts and hotfixes keep what tells them apart', async () => {
  const { source } = await startSource([
    { number: 1, createdAt: ago(5), checks: 'FAILURE' },
    { number: 2, createdAt: ago(4), checks: 'ERROR', labels: ['hotfix'], headRefName: 'hotfix/charges' },
    { number: 3, createdAt: ago(3), checks: 'EXPECTED', title: 'Revert "Retry charges"' },
    { number: 4, createdAt: ago(2), checks: 'PENDING' },
    { number: 5, createdAt: ago(1), checks: null },
  ]);
  const { items } = await source.collectPullRequests(query, call());
  expect(items.map(({ checks }) => checks)).toEqual(['failure', 'failure', 'pending', 'pending', 'none']);
  expect(items[1]).toMatchObject({ labels: ['hotfix'], headRef: 'hotfix/charges', state: 'open' });
  expect(items[2]).toMatchObject({ title: 'Revert "Retry charges"' });
});

test('60 repositories are read in few searches, each below 256 characters', async () => {
  const repositories = Array.from({ length: 60 }, (_, i) => `acme/service-${i}`);
  const { source } = await startSource(
    repositories.map((repository, i) => ({ number: i + 1, repository, mergedAt: ago(2) })),
  );
  const found = await source.collectPullRequests({ ...query, repositories }, call());
  expect(found.items).toHaveLength(60);
  expect(found.gaps).toEqual([]);
  expect(found.calls).toBeLessThan(30);
});

test('a server whose search wants one repository at a time is read whole too', async () => {
  const repositories = ['acme/ledger', 'acme/web-app', 'acme/api'];
  const pullRequests = repositories.map((repository, i) => ({ number: i + 1, repository, mergedAt: ago(2) }));
  const { source } = await startSource(pullRequests, { searchDialect: 'advanced' });
  const found = await source.collectPullRequests({ ...query, repositories }, call());
  expect(found.items.map(({ repository }) => repository).toSorted()).toEqual(repositories.toSorted());
  expect(found.gaps).toEqual([]);
});

test('a renamed repository is told by its new name', async () => {
  const { source } = await startSource([{ number: 1, mergedAt: ago(1) }], { renamed: { 'acme/old': 'acme/ledger' } });
  const found = await source.collectPullRequests({ ...query, repositories: ['acme/ledger', 'acme/old'] }, call());
  expect(found.items).toHaveLength(1);
  expect(found.gaps).toEqual([expect.stringContaining('now called acme/ledger')]);
});

test('a GitHub Enterprise Server is asked at its own address', async () => {
  const { source, calls } = await startSource([{ number: 1, mergedAt: ago(1) }], { path: '/api/v3' });
  expect((await source.collectPullRequests(query, call())).items).toHaveLength(1);
  expect(calls.counts()['github']?.operations).toHaveProperty('DaybriefPullRequests');
});

test('choices are the repositories that the account works in', async () => {
  const { source } = await startSource([{ number: 1, repository: 'acme/api' }]);
  expect((await source.choices(call())).map(({ id }) => id).toSorted()).toEqual([
    'acme/api',
    'acme/ledger',
    'acme/web-app',
  ]);
});

test('diagnose on the sandbox', async () => {
  const { source } = await startSource([{ number: 1, mergedAt: ago(1) }]);
  const scope: TeamScope = {
    name: 'payments',
    timeZone: 'UTC',
    jiraProjects: [],
    repositories: ['acme/ledger', 'acme/nowhere'],
    logGroups: [],
    services: [],
    people: [],
  };
  const findings = await source.diagnose(scope, call());
  expect(findings.map(({ status }) => status).slice(0, 3)).toEqual(['ok', 'ok', 'failed']);
  expect(findings[1]?.found).toContain('1 merged and 0 open');
});
