import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query, startCloudWatch, type CloudWatchSandbox } from './cloudwatch-client.ts';

const startMs = Date.UTC(2026, 10, 20, 8, 0);
const startSeconds = startMs / 1000;
const MINUTE_MS = 60_000;

const json = (fields: object): string => JSON.stringify(fields);
const messages = [
  json({ level: 'info', ms: 10, path: '/a', user: { name: 'ana' } }),
  json({ level: 'error', ms: 200, path: '/a', user: { name: 'bo' } }),
  json({ level: 'error', ms: 30, path: '/b', ok: false }),
  'ERROR payment 17 of user 4 failed after 120 ms',
  'ERROR payment 18 of user 5 failed after 80 ms',
  'warn: disk 91% full',
];

let cloudwatch: CloudWatchSandbox;
beforeAll(async () => {
  cloudwatch = await startCloudWatch({
    '/app/a': messages.map((message, i) => ({ atMs: startMs + i * MINUTE_MS, message, stream: `host-${i % 2}` })),
    '/app/b': [{ atMs: startMs + 30_000, message: 'error from b' }],
  });
});
afterAll(async () => cloudwatch.close());

const ask = async (queryString: string, logGroupNames = ['/app/a']) =>
  query(cloudwatch.client(), { queryString, logGroupNames, startTime: startSeconds, endTime: startSeconds + 3_600 });
const rows = async (queryString: string, logGroupNames?: string[]) => (await ask(queryString, logGroupNames)).rows;
const column = async (queryString: string, field: string) => (await rows(queryString)).map((row) => row[field]);

describe('fields and order', () => {
  test('the newest come first, with time and message, unless the query says otherwise', async () => {
    const found = await rows('fields @timestamp, @message, @logStream | limit 2');
    expect(found).toEqual([
      { '@timestamp': '2026-11-20 08:05:00.000', '@message': messages[5], '@logStream': 'host-1' },
      { '@timestamp': '2026-11-20 08:04:00.000', '@message': messages[4], '@logStream': 'host-0' },
    ]);
  });

  test('sorted, renamed and computed', async () => {
    expect(await rows('fields ms * 2 as twice, toupper(level) as loud | filter ispresent(ms) | sort ms desc')).toEqual([
      { twice: '400', loud: 'ERROR' },
      { twice: '60', loud: 'ERROR' },
      { twice: '20', loud: 'INFO' },
    ]);
  });

  test('display shows only its columns; a missing field has no cell', async () => {
    const found = await rows('fields @timestamp, level, ok | display level, ok | sort @timestamp asc | limit 3');
    expect(found).toEqual([{ level: 'info' }, { level: 'error' }, { level: 'error', ok: '0' }]);
  });

  test('@log names account and group, over several groups', async () => {
    const found = await rows('fields @log | filter @message like /error/ | sort @timestamp asc', ['/app/a', '/app/b']);
    expect(found.map((row) => row['@log'])).toEqual([
      '123456789012:/app/b',
      '123456789012:/app/a',
      '123456789012:/app/a',
    ]);
  });
});

describe('filter', () => {
  test.each<[string, number[]]>([
    ['level = "error"', [1, 2]],
    ["level = 'error' and ms > 100", [1]],
    ['ms >= 10 and ms <= 30', [0, 2]],
    ['level = "info" or path = "/b"', [0, 2]],
    ['not ispresent(level)', [3, 4, 5]],
    ['level in ["info", "warn"]', [0]],
    ['level not in ["info"] and ispresent(level)', [1, 2]],
    ['@message like "payment"', [3, 4]],
    ['@message like "error"', [1, 2]],
    ['@message like /(?i)error/', [1, 2, 3, 4]],
    ['@message not like /(?i)error/', [0, 5]],
    ['@message =~ /user [45]/', [3, 4]],
    [String.raw`@message like /91%|\/b"/`, [2, 5]],
    ['user.name = "bo"', [1]],
    ['strcontains(@message, "disk")', [5]],
    ['strlen(path) = 2 and (ms < 20 or ms > 100)', [0, 1]],
    ['@logStream = "host-1"', [1, 3, 5]],
    ['level != "info"', [1, 2, 3, 4, 5]],
  ])('%s', async (condition, expected) => {
    const found = await column(`fields @message | filter ${condition} | sort @timestamp asc`, '@message');
    expect(found).toEqual(expected.map((index) => messages[index]));
  });
});

describe('parse', () => {
  test('by a glob', async () => {
    const text = 'parse @message "ERROR payment * of user * failed after * ms" as payment, who, took';
    expect(await rows(`fields payment, who, took | ${text} | filter ispresent(took) | sort took asc`)).toEqual([
      { payment: '18', who: '5', took: '80' },
      { payment: '17', who: '4', took: '120' },
    ]);
  });

  test('by an expression with named groups, to be counted', async () => {
    const text = String.raw`parse @message /user (?<who>\d+) failed after (?<took>\d+)/ | filter ispresent(who)`;
    expect(await rows(`${text} | stats max(took) as worst, count(*) as n`)).toEqual([{ worst: '120', n: '2' }]);
  });
});

describe('stats', () => {
  test('aggregates over all, and one row also where nothing matches', async () => {
    const all =
      'stats count(*) as n, sum(ms) as total, avg(ms) as mean, min(ms) as least, max(ms) as most, pct(ms, 50) as half, count_distinct(path) as paths';
    expect(await rows(all)).toEqual([
      { n: '6', total: '240', mean: '80', least: '10', most: '200', half: '30', paths: '2' },
    ]);
    expect(await rows('filter level = "none" | stats count(*) as n')).toEqual([{ n: '0' }]);
  });

  test('by field and by time', async () => {
    expect(await rows('filter ispresent(level) | stats count(*) as n by level | sort n desc')).toEqual([
      { level: 'error', n: '2' },
      { level: 'info', n: '1' },
    ]);
    const byTime = await rows('stats count(*) as events by bin(5m) | sort events desc');
    expect(byTime).toEqual([
      { 'bin(5m)': '2026-11-20 08:00:00.000', events: '5' },
      { 'bin(5m)': '2026-11-20 08:05:00.000', events: '1' },
    ]);
  });

  test('of an aggregation', async () => {
    const text = 'filter ispresent(path) | stats count(*) as n by path | stats max(n) as most';
    expect(await rows(text)).toEqual([{ most: '2' }]);
  });
});

describe('dedup, limit, pattern', () => {
  test('dedup keeps the newest of each', async () => {
    const found = await column('fields ms, path | filter ispresent(path) | sort @timestamp desc | dedup path', 'ms');
    expect(found).toEqual(['30', '200']);
  });

  test('limit after sort takes from the sorted rows', async () => {
    expect(await column('fields ms | filter ispresent(ms) | sort ms asc | limit 1', 'ms')).toEqual(['10']);
  });

  test('pattern groups what differs by numbers only', async () => {
    const [first] = await rows('filter @message like /payment/ | pattern @message');
    expect(first).toMatchObject({ '@sampleCount': '2', '@severityLabel': 'Error', '@ratio': '1' });
    expect(first?.['@pattern']).toContain('ERROR payment <*> of user <*> failed after <*> ms');
  });
});

test('times are whole seconds, both ends included, and comments are none of the query', async () => {
  const client = cloudwatch.client();
  const base = { logGroupNames: ['/app/a'], queryString: 'fields @message # all of them\n| sort @timestamp asc' };
  const found = await query(client, { ...base, startTime: startSeconds + 60, endTime: startSeconds + 120 });
  expect(found.rows.map((row) => row['@message'])).toEqual([messages[1], messages[2]]);
});

test('statistics tell matched and scanned whatever the limit', async () => {
  const { statistics } = await ask('filter @message like /(?i)error/ | limit 1');
  expect(statistics).toMatchObject({ recordsMatched: 4, recordsScanned: 6 });
  expect(statistics?.bytesScanned).toBeGreaterThan(100);
});

describe('queries that do not compile', () => {
  test.each<[string, number]>([
    ['fields @message | bake 3', 18],
    ['filter @message like', 20],
    ['filter @message like /(/', 21],
    ['stats mean(ms)', 6],
    ['limit 0', 6],
    ['limit 100001', 6],
    ['fields unknown(ms)', 7],
    ['parse @message "a * b *" as one', 15],
    ['stats count(*) | stats count(*) | stats count(*)', 0],
    ['stats count(*) by bin(often)', 0],
  ])('%s', async (text, offset) => {
    await expect(ask(text)).rejects.toMatchObject({
      name: 'MalformedQueryException',
      queryCompileError: { location: { startCharOffset: offset } },
    });
  });
});
