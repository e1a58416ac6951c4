import { expect, test } from 'vitest';
import { call, collector, failureOf, HOUR_MS, logQuery, startSource, toMs } from './cloudwatch-setup.ts';

const at = toMs - HOUR_MS;

test('finds events of any of the terms that no level lets through, in every group', async () => {
  const setup = await startSource({
    '/app/a': [
      { atMs: at, message: 'info order A-17 is on its way' },
      { atMs: at + 1, message: 'ERROR order A-17 lost' },
      { atMs: at + 2, message: 'info order B-9' },
    ],
    '/app/b': [
      { atMs: at + 3, message: 'debug ORDER a-17 seen', stream: 's' },
      { atMs: toMs, message: 'info A-17 after the end' },
    ],
  });
  const { events, take } = collector();
  const read = await setup.source.findTerms(logQuery(['/app/a', '/app/b', '/app/gone']), ['A-17', 'Z-1'], take, call());
  expect(read).toMatchObject({ events: 2, gaps: [] });
  expect(events.toSorted((a, b) => a.atMs - b.atMs)).toEqual([
    { atMs: at, logGroup: '/app/a', logStream: 'stream-1', message: 'info order A-17 is on its way' },
    { atMs: at + 3, logGroup: '/app/b', logStream: 's', message: 'debug ORDER a-17 seen' },
  ]);
});

test('terms are text, whatever they hold, and cannot change the query', async () => {
  const hostile = ['a.c', '/) or 1=1 | limit 1 #', String.raw`\d`, '(?i)x', '[z]', 'quote"', 'two\nlines', '  '];
  const events = ['abc', 'a.c', '/) or 1=1 | limit 1 #', String.raw`\d`, '7', '(?i)x', 'x', '[z]', 'z', 'quote"'];
  const setup = await startSource({ '/app/a': events.map((message, i) => ({ atMs: at + i, message })) });
  const found = collector();
  await setup.source.findTerms(logQuery(['/app/a']), hostile, found.take, call());
  expect(found.events.map(({ message }) => message)).toEqual([
    'a.c',
    '/) or 1=1 | limit 1 #',
    String.raw`\d`,
    '(?i)x',
    '[z]',
    'quote"',
  ]);
});

test('nothing to search for costs no call', async () => {
  const setup = await startSource({ '/app/a': [] });
  expect(await setup.source.findTerms(logQuery(['/app/a']), ['', '\u0000'], () => {}, call())).toEqual({
    events: 0,
    gaps: [],
    calls: 0,
  });
});

test('more than 50 log groups take more than one query', async () => {
  const groups = Array.from({ length: 60 }, (_, i) => `/app/service-${String(i).padStart(2, '0')}`);
  const setup = await startSource(
    Object.fromEntries(groups.map((group) => [group, [{ atMs: at, message: 'info A-17' }]])),
  );
  const read = await setup.source.findTerms(logQuery(groups), ['A-17'], () => {}, call());
  expect(read.events).toBe(60);
  expect(setup.cloudwatch.calls.count('cloudwatch', 'StartQuery')).toBe(2);
});

test('a look-up that fails is told', async () => {
  const setup = await startSource({ '/app/a': [] });
  setup.cloudwatch.faults.add({ api: 'cloudwatch', kind: 'status', status: 503 });
  const error = await failureOf(setup.source.findTerms(logQuery(['/app/a']), ['A-17'], () => {}, call()));
  expect(error.code).toBe('Unavailable');
  expect(error.message).toContain('look up terms');
});
