import { describe, expect, test } from 'vitest';
import { SANDBOX_GITHUB_TOKEN } from '../../../sandbox/github/github-api.ts';
import { toDaybriefError, type DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { PullRequestSketch } from '../../sandbox/small-world.ts';
import { ago, call, query, startSource, type Setting } from './github-setup.ts';

const merged: readonly PullRequestSketch[] = Array.from({ length: 60 }, (_, i) => ({
  number: i + 1,
  createdAt: ago(20),
  mergedAt: ago(1 + i / 10),
}));

type Started = Awaited<ReturnType<typeof startSource>>;

const errorOf = async ({ source }: Started, signal?: AbortSignal): Promise<DaybriefError> => {
  try {
    await source.collectPullRequests(query, call(signal));
  } catch (thrown) {
    return toDaybriefError(thrown);
  }
  throw new Error('it did not fail');
};

const failureOf = async (setting: Setting = {}, rule?: object): Promise<DaybriefError> => {
  const started = await startSource(merged, setting);
  if (rule !== undefined) started.faults.add({ api: 'github', ...rule });
  return errorOf(started);
};

describe('faults of the sandbox', () => {
  test.each<[object, string]>([
    [{ kind: 'status', status: 401 }, 'Unauthorized'],
    [{ kind: 'status', status: 403 }, 'Forbidden'],
    [{ kind: 'status', status: 503 }, 'Unavailable'],
    [{ kind: 'rate-limit', retryAfterSeconds: 7 }, 'RateLimited'],
    [{ kind: 'reset' }, 'Unavailable'],
    [{ kind: 'accept-then-cut' }, 'Unavailable'],
    [{ kind: 'malformed' }, 'InvalidResponse'],
    [{ kind: 'malformed', body: '<html>Sign in</html>' }, 'InvalidResponse'],
  ])('%j', async (rule, code) => {
    const error = await failureOf({}, rule);
    expect(error.code).toBe(code);
    expect(error.message).not.toContain(SANDBOX_GITHUB_TOKEN);
    if (code === 'RateLimited') expect(error.retryAfterMs).toBe(7_000);
  });

  test('a wrong token', async () => {
    const error = await failureOf({ clientToken: 'github_pat_wrong' });
    expect(error.code).toBe('Unauthorized');
    expect(error.message).toContain('Bad credentials');
    expect(error.message).not.toContain('github_pat_wrong');
  });

  test('an answer that never comes ends at the time limit', async () => {
    expect((await failureOf({ timeoutMs: 200 }, { kind: 'hang' })).code).toBe('TimedOut');
  });

  test('cancelling ends a call that hangs', async () => {
    const started = await startSource(merged);
    started.faults.add({ api: 'github', kind: 'hang' });
    const ending = new AbortController();
    const failing = errorOf(started, ending.signal);
    await expect.poll(() => started.calls.count('github'), { timeout: 5_000 }).toBeGreaterThan(0);
    ending.abort();
    expect((await failing).code).toBe('Cancelled');
  });
});

describe('limits', () => {
  test('the hour’s points used up, told in a 200: wait until GitHub’s reset', async () => {
    const error = await failureOf({ pointsPerHour: 1 });
    expect(error.code).toBe('RateLimited');
    expect(error.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(3_602_000);
  });

  test('a secondary limit: wait as long as it says', async () => {
    const error = await failureOf({ pointsPerMinute: 1 });
    expect([error.code, error.retryAfterMs]).toEqual(['RateLimited', 60_000]);
  });

  test('pages that compute too much are asked for again in smaller ones', async () => {
    // Two connections, files and commits, of 25 pull requests pass, of 50 don't.
    const { source } = await startSource(merged, { maxObjects: 60 });
    const found = await source.collectPullRequests(query, call());
    expect(found.items).toHaveLength(60);
    expect(found.items.every(({ files, checks }) => files.length === 1 && checks === 'success')).toBe(true);
    expect(found.gaps).toEqual([]);
  });

  test('where the smallest page is too much as well, what came is kept and the loss is told', async () => {
    const { source } = await startSource(merged.slice(0, 10), { maxObjects: 12 });
    const found = await source.collectPullRequests(query, call());
    expect(found.items).toHaveLength(6);
    expect(found.gaps).toEqual([
      expect.stringContaining('Resource limits for this query exceeded'),
      '4 pull requests came back unreadable',
    ]);
  });

  test('a gateway that gives up on large pages', async () => {
    const { source, faults } = await startSource(merged);
    faults.add({ api: 'github', kind: 'status', status: 504, times: 2 });
    const found = await source.collectPullRequests(query, call());
    expect(found.items).toHaveLength(60);
    expect(found.gaps).toEqual([]);
  });

  test('a day of 480 pull requests stays far below 500 calls and the points of an hour', async () => {
    const day = Array.from({ length: 480 }, (_, i) => ({
      number: i + 1,
      createdAt: ago(30),
      mergedAt: ago(0.1 + i / 25),
    }));
    const { source, calls } = await startSource(day);
    const found = await source.collectPullRequests(query, call());
    expect(found.items).toHaveLength(480);
    expect(found.calls).toBe(calls.count('github'));
    expect(found.calls).toBeLessThan(25);
  });
});
