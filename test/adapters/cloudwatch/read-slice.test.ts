import { describe, expect, test } from 'vitest';
import type { LogSlice } from '../../../src/domain/log-event.ts';
import {
  call,
  collector,
  errors,
  failureOf,
  HOUR_MS,
  range,
  startSource,
  toMs,
  type Setup,
} from './cloudwatch-setup.ts';

const whole: LogSlice = { logGroup: '/app/a', ...range, expectedEvents: null };
const count = ({ cloudwatch }: Setup, operation?: string): number => cloudwatch.calls.count('cloudwatch', operation);

test('reads every error of the slice once, in pages, with all that belongs to it', async () => {
  const stack = 'java.lang.IllegalStateException: "no" \u00e4\n\tat com.acme.Main.run(Main.java:7)';
  const extra = { atMs: toMs - HOUR_MS, message: stack, stream: 'i-0abc' };
  const setup = await startSource({ '/app/a': [...errors(950, toMs - 3 * HOUR_MS, 2_000), extra] }, { pageSize: 100 });
  const { events, batches, take } = collector();
  const read = await setup.source.readSlice(whole, take, call());
  expect(read).toEqual({ events: 951, gaps: [], calls: count(setup) });
  expect(new Set(events.map(({ message }) => message)).size).toBe(951);
  expect(events).toContainEqual({ atMs: extra.atMs, logGroup: '/app/a', logStream: 'i-0abc', message: stack });
  expect(batches.length).toBeGreaterThanOrEqual(9);
});

test('a slice ends before its end, to the millisecond', async () => {
  const at = [0, 999, 1_000, 1_001, 1_999, 2_000].map((ms) => ({ atMs: toMs - HOUR_MS + ms, message: `ERROR ${ms}` }));
  const setup = await startSource({ '/app/a': at });
  const { events, take } = collector();
  const slice = { ...whole, fromMs: toMs - HOUR_MS + 999, toMs: toMs - HOUR_MS + 2_000 };
  await setup.source.readSlice(slice, take, call());
  expect(events.map(({ message }) => message)).toEqual(['ERROR 999', 'ERROR 1000', 'ERROR 1001', 'ERROR 1999']);
});

test('more than one query may return is read by further ones, none lost or doubled', async () => {
  // Five a second: every cut falls into the middle of one.
  const setup = await startSource(
    { '/app/a': errors(1_003, toMs - HOUR_MS, 200) },
    { maxRowsPerQuery: 98, pageSize: 40 },
  );
  const { events, take } = collector();
  const read = await setup.source.readSlice(whole, take, call());
  expect(read).toMatchObject({ events: 1_003, gaps: [] });
  expect(new Set(events.map(({ message }) => message)).size).toBe(1_003);
  expect(count(setup, 'StartQuery')).toBeGreaterThan(10);
});

test('a second with more events than a query returns is told', async () => {
  const setup = await startSource(
    { '/app/a': [...errors(150, toMs - HOUR_MS, 1), ...errors(10, toMs - HOUR_MS + 5_000, 1_000)] },
    { maxRowsPerQuery: 100 },
  );
  const { events, take } = collector();
  const { gaps } = await setup.source.readSlice(whole, take, call());
  expect(events).toHaveLength(110);
  expect(gaps).toEqual([expect.stringContaining('more than 100 events in the second 2026-11-20T07:30:00.000Z')]);
});

describe('trouble', () => {
  test('throttling and a full account are waited out', async () => {
    const setup = await startSource({ '/app/a': errors(3, toMs - HOUR_MS, 1_000) });
    setup.cloudwatch.faults.add({ api: 'cloudwatch', match: '^StartQuery$', kind: 'rate-limit', times: 3 });
    const { take } = collector();
    expect(await setup.source.readSlice(whole, take, call())).toMatchObject({ events: 3, gaps: [] });
    expect(count(setup, 'StartQuery')).toBe(4);
  });

  test('LimitExceeded passes when another’s query ends', async () => {
    const setup = await startSource(
      { '/app/a': errors(3, toMs - HOUR_MS, 1_000) },
      {},
      { maxConcurrentQueries: 1, queryDurationMs: 400 },
    );
    const { source } = setup;
    const reads = await Promise.all([1, 2].map(async () => source.readSlice(whole, () => {}, call())));
    expect(reads.map(({ events }) => events)).toEqual([3, 3]);
    expect(count(setup, 'StartQuery')).toBeGreaterThan(2);
  });

  test('a connection that breaks is tried again', async () => {
    const setup = await startSource({ '/app/a': errors(3, toMs - HOUR_MS, 1_000) });
    setup.cloudwatch.faults.add({ api: 'cloudwatch', kind: 'reset', times: 1 });
    setup.cloudwatch.faults.add({
      api: 'cloudwatch',
      match: '^GetQueryResults$',
      kind: 'status',
      status: 503,
      times: 1,
    });
    expect(await setup.source.readSlice(whole, () => {}, call())).toMatchObject({ events: 3, gaps: [] });
  });

  test.each<[object, string]>([
    [{ kind: 'status', status: 503 }, 'Unavailable'],
    [{ kind: 'status', status: 403 }, 'Forbidden'],
    [{ kind: 'reset' }, 'Unavailable'],
    [{ kind: 'malformed' }, 'InvalidResponse'],
    [{ kind: 'malformed', body: '<html>Sign in</html>' }, 'InvalidResponse'],
  ])('%j for good', async (rule, code) => {
    const setup = await startSource({ '/app/a': errors(3, toMs - HOUR_MS, 1_000) });
    setup.cloudwatch.faults.add({ api: 'cloudwatch', ...rule });
    expect((await failureOf(setup.source.readSlice(whole, () => {}, call()))).code).toBe(code);
  });

  test('wrong credentials, an unknown group', async () => {
    const setup = await startSource(
      { '/app/a': [] },
      { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'verysecretaccesskey' } },
    );
    expect((await failureOf(setup.source.readSlice(whole, () => {}, call()))).code).toBe('Unauthorized');
    const known = await startSource({ '/app/a': [] });
    const gone = known.source.readSlice({ ...whole, logGroup: '/app/gone' }, () => {}, call());
    expect((await failureOf(gone)).code).toBe('NotFound');
  });

  test('a level filter that CloudWatch cannot compile is told as a wrong request', async () => {
    // JavaScript reads \p without its flag as a plain letter; a query engine need not.
    const setup = await startSource({ '/app/a': [] }, { levelFilter: 'error' });
    setup.cloudwatch.faults.add({
      api: 'cloudwatch',
      match: '^StartQuery$',
      kind: 'status',
      status: 400,
      body: { __type: 'MalformedQueryException', message: 'unexpected symbol found ( at line 2' },
    });
    const error = await failureOf(setup.source.readSlice(whole, () => {}, call()));
    expect(error.code).toBe('InvalidRequest');
    expect(error.message).toContain('level filter');
  });

  test('what was read before a failure stays, and the rest is a gap', async () => {
    const setup = await startSource({ '/app/a': errors(1_000, toMs - HOUR_MS, 200) }, { maxRowsPerQuery: 300 });
    setup.cloudwatch.faults.add({
      api: 'cloudwatch',
      match: '^StartQuery$',
      kind: 'status',
      status: 403,
      afterCalls: 1,
    });
    const { events, take } = collector();
    const read = await setup.source.readSlice(whole, take, call());
    expect(read.events).toBe(events.length);
    expect(read.events).toBeGreaterThan(200);
    expect(read.events).toBeLessThan(1_000);
    expect(read.gaps).toEqual([expect.stringContaining('not read whole')]);
  });
});

describe('time', () => {
  test('a query that does not end within its budget is stopped', async () => {
    const setup = await startSource(
      { '/app/a': errors(3, toMs - HOUR_MS, 1_000) },
      { queryBudgetMs: 600 },
      { queryDurationMs: 60_000 },
    );
    const error = await failureOf(setup.source.readSlice(whole, () => {}, call()));
    expect(error.code).toBe('TimedOut');
    expect(count(setup, 'StopQuery')).toBe(1);
  });

  test('cancelling stops the query at CloudWatch too', async () => {
    const setup = await startSource({ '/app/a': errors(3, toMs - HOUR_MS, 1_000) }, {}, { queryDurationMs: 60_000 });
    const ending = new AbortController();
    const failing = failureOf(setup.source.readSlice(whole, () => {}, call(ending.signal)));
    await expect.poll(() => count(setup, 'GetQueryResults'), { timeout: 10_000 }).toBeGreaterThan(0);
    ending.abort();
    expect((await failing).code).toBe('Cancelled');
    expect(count(setup, 'StopQuery')).toBe(1);
    const stopped = setup.cloudwatch.calls.list().find(({ operation }) => operation === 'StopQuery');
    expect(stopped?.status).toBe(200);
  });

  test('heartbeats go on while a query runs', async () => {
    let beats = 0;
    const setup = await startSource({ '/app/a': errors(3, toMs - HOUR_MS, 1_000) }, {}, { queryDurationMs: 1_500 });
    await setup.source.readSlice(
      whole,
      () => {},
      call(undefined, () => void beats++),
    );
    expect(beats).toBeGreaterThan(3);
  });

  test('an answer that hangs ends, and the query is stopped', async () => {
    const setup = await startSource(
      { '/app/a': errors(3, toMs - HOUR_MS, 1_000) },
      { queryBudgetMs: 900, requestTimeoutMs: 300 },
    );
    setup.cloudwatch.faults.add({ api: 'cloudwatch', match: '^GetQueryResults$', kind: 'hang' });
    const error = await failureOf(setup.source.readSlice(whole, () => {}, call()));
    expect(['TimedOut', 'Unavailable']).toContain(error.code);
    expect(count(setup, 'StopQuery')).toBe(1);
  });
});

test('120,000 events of one group are planned and read whole', async () => {
  const setup = await startSource({ '/app/a': errors(120_000, toMs - 20 * HOUR_MS, 500) });
  const { source } = setup;
  const plan = await source.planSlices({ range, logGroups: ['/app/a'], maxEventsPerSlice: 50_000 }, call());
  const seen = new Set<number>();
  const reads = await Promise.all(
    plan.slices.map(async (slice) =>
      source.readSlice(
        slice,
        (batch) => {
          for (const { message } of batch) seen.add(Number(message.slice('ERROR number '.length)));
        },
        call(),
      ),
    ),
  );
  expect(seen.size).toBe(120_000);
  expect(reads.reduce((sum, { events }) => sum + events, 0)).toBe(120_000);
  expect(reads.flatMap(({ gaps }) => gaps)).toEqual([]);
});
