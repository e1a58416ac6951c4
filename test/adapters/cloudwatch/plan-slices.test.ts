import { describe, expect, test } from 'vitest';
import type { LogSlice } from '../../../src/domain/log-event.ts';
import { call, errors, failureOf, HOUR_MS, logQuery, range, startSource, toMs } from './cloudwatch-setup.ts';

const total = (slices: readonly LogSlice[]): number =>
  slices.reduce((sum, { expectedEvents }) => sum + (expectedEvents ?? 0), 0);

test('counts what the level filter lets through, and cuts at the largest slice allowed', async () => {
  const noise = Array.from({ length: 500 }, (_, i) => ({ atMs: toMs - 1_000 * (i + 1), message: `GET /page ${i}` }));
  const setup = await startSource({ '/app/a': [...errors(3_000, toMs - 5 * HOUR_MS, 5_000), ...noise] });
  const plan = await setup.source.planSlices(logQuery(['/app/a'], 1_000), call());
  expect(total(plan.slices)).toBe(3_000);
  expect(plan.slices.length).toBeGreaterThanOrEqual(3);
  expect(plan.slices.length).toBeLessThan(8);
  for (const { expectedEvents, fromMs, toMs: endMs } of plan.slices) {
    expect(expectedEvents).toBeLessThanOrEqual(1_000);
    expect(fromMs).toBeGreaterThanOrEqual(range.fromMs);
    expect(endMs).toBeLessThanOrEqual(range.toMs);
  }
  const ascending = plan.slices.toSorted((a, b) => a.fromMs - b.fromMs);
  ascending.forEach(({ fromMs }, i) => expect(fromMs).toBeGreaterThanOrEqual(ascending[i - 1]?.toMs ?? 0));
  expect(plan.gaps).toEqual([]);
  expect(plan.calls).toBe(setup.cloudwatch.calls.count('cloudwatch'));
});

test('a burst within five minutes is cut by the second', async () => {
  const setup = await startSource({ '/app/a': errors(4_000, toMs - HOUR_MS, 50) });
  const plan = await setup.source.planSlices(logQuery(['/app/a'], 500), call());
  expect(total(plan.slices)).toBe(4_000);
  for (const { expectedEvents } of plan.slices) expect(expectedEvents).toBeLessThanOrEqual(500);
});

test('a quiet log group has no slice', async () => {
  const setup = await startSource({ '/app/a': [{ atMs: toMs - 1_000, message: 'all is well' }], '/app/b': [] });
  expect(await setup.source.planSlices(logQuery(['/app/a', '/app/b', '/app/a']), call())).toMatchObject({
    slices: [],
    gaps: [],
  });
});

describe('log groups that cannot be queried', () => {
  test('one that does not exist is a gap, the others are planned', async () => {
    const setup = await startSource({ '/app/a': errors(5, toMs - HOUR_MS, 1_000) });
    const plan = await setup.source.planSlices(logQuery(['/app/gone', '/app/a']), call());
    expect(plan.slices.map(({ logGroup, expectedEvents }) => [logGroup, expectedEvents])).toEqual([['/app/a', 5]]);
    expect(plan.gaps).toEqual(["log group /app/gone doesn't exist in us-east-1"]);
  });

  test('none that exists is a failure', async () => {
    const setup = await startSource({ '/app/a': [] });
    const error = await failureOf(setup.source.planSlices(logQuery(['/app/gone', '/app/lost']), call()));
    expect(error.code).toBe('NotFound');
  });

  test('none that may be queried is a failure that names the missing action', async () => {
    const setup = await startSource({ '/app/a': [] });
    setup.cloudwatch.faults.add({ api: 'cloudwatch', kind: 'status', status: 403 });
    const error = await failureOf(setup.source.planSlices(logQuery(['/app/a']), call()));
    expect(error.code).toBe('Forbidden');
    expect(error.message).toContain('logs:StartQuery');
  });

  test('one that cannot be counted becomes one slice of unknown size', async () => {
    const setup = await startSource({ '/app/a': errors(5, toMs - HOUR_MS, 1_000) });
    setup.cloudwatch.faults.add({ api: 'cloudwatch', match: '^GetQueryResults$', kind: 'malformed', times: 1 });
    const plan = await setup.source.planSlices(logQuery(['/app/a']), call());
    expect(plan.slices).toEqual([{ logGroup: '/app/a', ...range, expectedEvents: null }]);
    expect(plan.gaps).toEqual([]);
  });
});

test('60 log groups are counted with no more than eight queries at once', async () => {
  const groups = Array.from({ length: 60 }, (_, i) => `/app/service-${i}`);
  const setup = await startSource(
    Object.fromEntries(groups.map((group) => [group, errors(3, toMs - HOUR_MS, 1_000)])),
    {},
    { maxConcurrentQueries: 8 },
  );
  const plan = await setup.source.planSlices(logQuery(groups), call());
  expect(plan.slices).toHaveLength(60);
  expect(plan.gaps).toEqual([]);
});
