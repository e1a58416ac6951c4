import {
  DescribeLogGroupsCommand,
  DescribeQueriesCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
  type StartQueryCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, test } from 'vitest';
import type { CloudWatchOptions } from '../../sandbox/cloudwatch/cloudwatch-options.ts';
import { query, recordOf, startCloudWatch, type CloudWatchSandbox, type EventSketch } from './cloudwatch-client.ts';

const startMs = Date.UTC(2026, 10, 20, 8, 0);
const range = { startTime: startMs / 1000, endTime: startMs / 1000 + 3_599 };
const ask: StartQueryCommandInput = { ...range, logGroupNames: ['/app/a'], queryString: 'fields @message' };
const numbered = (count: number): EventSketch[] =>
  Array.from({ length: count }, (_, i) => ({ atMs: startMs + i * 100, message: `event ${i}` }));

let cloudwatch: CloudWatchSandbox | undefined;
afterEach(async () => {
  await cloudwatch?.close();
  cloudwatch = undefined;
});
const start = async (count = 3, options: Partial<CloudWatchOptions> = {}): Promise<CloudWatchSandbox> => {
  cloudwatch = await startCloudWatch({ '/app/a': numbered(count), '/app/b': [] }, options);
  return cloudwatch;
};

describe('limits', () => {
  test('10,000 rows without a limit, and never more than 100,000; pages of up to 10,000', async () => {
    const { client } = await start(25_000);
    const aws = client();
    const usual = await query(aws, ask);
    expect([usual.rows.length, usual.nextToken]).toEqual([10_000, undefined]);
    const { queryId } = await aws.send(new StartQueryCommand({ ...ask, limit: 24_000 }));
    await expect
      .poll(async () => (await aws.send(new GetQueryResultsCommand({ queryId }))).status, { timeout: 20_000 })
      .toBe('Complete');
    const seen = new Set<string>();
    const sizes: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await aws.send(new GetQueryResultsCommand({ queryId, nextToken, maxItems: 10_000 }));
      for (const row of page.results ?? []) seen.add(recordOf(row)['@message'] ?? '');
      sizes.push(page.results?.length ?? 0);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect([seen.size, sizes]).toEqual([24_000, [10_000, 10_000, 4_000]]);
  });

  test.each<[string, Partial<StartQueryCommandInput>, string]>([
    ['a limit of 100,001', { limit: 100_001 }, 'InvalidParameterException'],
    ['a limit of none', { limit: 0 }, 'InvalidParameterException'],
    ['no log group', { logGroupNames: undefined }, 'InvalidParameterException'],
    ['names and identifiers', { logGroupIdentifiers: ['/app/a'] }, 'InvalidParameterException'],
    ['51 log groups', { logGroupNames: Array.from({ length: 51 }, (_, i) => `/g/${i}`) }, 'InvalidParameterException'],
    ['an unknown log group', { logGroupNames: ['/app/gone'] }, 'ResourceNotFoundException'],
    [
      'a log group of another account',
      { logGroupNames: undefined, logGroupIdentifiers: ['arn:aws:logs:us-east-1:999999999999:log-group:/app/a'] },
      'ResourceNotFoundException',
    ],
    ['an end before the start', { endTime: range.startTime - 1 }, 'InvalidParameterException'],
    ['times in milliseconds', { endTime: startMs }, 'MalformedQueryException'],
    ['a query of another language', { queryLanguage: 'SQL' }, 'InvalidParameterException'],
    ['too long a query', { queryString: `fields ${'a'.repeat(10_000)}` }, 'InvalidParameterException'],
  ])('%s', async (_, changes, name) => {
    const { client } = await start();
    await expect(client().send(new StartQueryCommand({ ...ask, ...changes }))).rejects.toMatchObject({ name });
  });

  test('as many queries at once as the account may run', async () => {
    const { client } = await start(3, { maxConcurrentQueries: 2, queryDurationMs: 60_000 });
    const aws = client();
    await aws.send(new StartQueryCommand(ask));
    const { queryId } = await aws.send(new StartQueryCommand(ask));
    await expect(aws.send(new StartQueryCommand(ask))).rejects.toMatchObject({ name: 'LimitExceededException' });
    await aws.send(new StopQueryCommand({ queryId }));
    await expect(aws.send(new StartQueryCommand(ask))).resolves.toHaveProperty('queryId');
  });

  test('as many starts a second as allowed', async () => {
    const { client } = await start(3, { maxQueriesPerSecond: 2, clock: () => 0 });
    const aws = client();
    await aws.send(new StartQueryCommand(ask));
    await aws.send(new StartQueryCommand(ask));
    await expect(aws.send(new StartQueryCommand(ask))).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});

describe('the life of a query', () => {
  test('runs, can be stopped once, and keeps what it found', async () => {
    const { client } = await start(3, { queryDurationMs: 60_000 });
    const aws = client();
    const { queryId } = await aws.send(new StartQueryCommand(ask));
    await expect
      .poll(async () => (await aws.send(new GetQueryResultsCommand({ queryId }))).results?.length, { timeout: 10_000 })
      .toBe(3);
    expect((await aws.send(new GetQueryResultsCommand({ queryId }))).status).toBe('Running');
    expect(await aws.send(new StopQueryCommand({ queryId }))).toMatchObject({ success: true });
    const stopped = await aws.send(new GetQueryResultsCommand({ queryId }));
    expect([stopped.status, stopped.results?.length]).toEqual(['Cancelled', 3]);
    await expect(aws.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('is not running'),
    });
  });

  test('one that nobody knows', async () => {
    const { client } = await start();
    const aws = client();
    await expect(aws.send(new GetQueryResultsCommand({ queryId: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(aws.send(new StopQueryCommand({ queryId: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('a page token of another query is refused', async () => {
    const { client } = await start();
    const aws = client();
    const { queryId } = await aws.send(new StartQueryCommand(ask));
    await expect(aws.send(new GetQueryResultsCommand({ queryId, nextToken: 'bm9uZXw1' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('queries are listed, the newest first', async () => {
    const { client } = await start();
    const aws = client();
    await query(aws, ask);
    await query(aws, { ...ask, queryString: 'stats count(*)' });
    const { queries } = await aws.send(new DescribeQueriesCommand({ status: 'Complete' }));
    expect(queries?.map(({ queryString }) => queryString)).toEqual(['stats count(*)', 'fields @message']);
  });
});

describe('other operations', () => {
  test('log groups are listed by name, in pages, and found by a part of it', async () => {
    const { client } = await start();
    const aws = client();
    const first = await aws.send(new DescribeLogGroupsCommand({ limit: 1 }));
    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/app/a']);
    const second = await aws.send(new DescribeLogGroupsCommand({ limit: 1, nextToken: first.nextToken }));
    expect([second.logGroups?.[0]?.logGroupName, second.nextToken]).toEqual(['/app/b', undefined]);
    const found = await aws.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'APP/B' }));
    expect(found.logGroups?.[0]?.arn).toBe('arn:aws:logs:us-east-1:123456789012:log-group:/app/b:*');
    await expect(
      aws.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/a', logGroupNamePattern: 'b' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('events are filtered by pattern and time, oldest first', async () => {
    const { client } = await start(40);
    const input = { logGroupName: '/app/a', filterPattern: '"event 1"', startTime: startMs, endTime: startMs + 1_200 };
    const { events } = await client().send(new FilterLogEventsCommand(input));
    expect(events?.map(({ message }) => message)).toEqual(['event 1', 'event 10', 'event 11', 'event 12']);
  });
});

describe('who may ask', () => {
  test('an unknown access key', async () => {
    const { client } = await start();
    await expect(client('AKIANOBODY').send(new StartQueryCommand(ask))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  test('the secret is checked by the signature where one is set', async () => {
    const { client } = await start(3, { secretAccessKey: 'the right one' });
    await expect(client('AKIASANDBOX', 'the right one').send(new StartQueryCommand(ask))).resolves.toHaveProperty(
      'queryId',
    );
    await expect(client('AKIASANDBOX', 'another').send(new StartQueryCommand(ask))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining('does not match'),
    });
  });

  test('no signature', async () => {
    const { server } = await start();
    const unsigned = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'Logs_20140328.StartQuery', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    });
    expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'MissingAuthenticationTokenException',
    ]);
  });
});

describe('injected faults in AWS’s words', () => {
  test.each<[object, string]>([
    [{ kind: 'rate-limit' }, 'ThrottlingException'],
    [{ kind: 'status', status: 403 }, 'AccessDeniedException'],
    [{ kind: 'status', status: 503 }, 'ServiceUnavailableException'],
    [{ kind: 'status' }, 'InternalServerException'],
  ])('%j', async (rule, name) => {
    const { client, faults } = await start();
    faults.add({ api: 'cloudwatch', match: '^StartQuery$', ...rule });
    await expect(client().send(new StartQueryCommand(ask))).rejects.toMatchObject({ name });
  });
});
