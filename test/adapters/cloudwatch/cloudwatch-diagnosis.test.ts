import { describe, expect, test } from 'vitest';
import { createCloudWatchLogSource } from '../../../src/adapters/cloudwatch/cloudwatch-log-source.ts';
import type { TeamScope } from '../../../src/domain/team.ts';
import { call, errors, HOUR_MS, range, startSource, toMs } from './cloudwatch-setup.ts';

const scopeOf = (...logGroups: string[]): TeamScope => ({
  name: 'payments',
  timeZone: 'UTC',
  jiraProjects: [],
  repositories: [],
  logGroups,
  services: [],
  people: [],
});

describe('diagnose', () => {
  test('names the key, the groups with what was found in them, and the clock', async () => {
    const quiet = [{ atMs: toMs - HOUR_MS, message: 'all is well' }];
    const setup = await startSource(
      { '/app/a': [...errors(5, toMs - 2 * HOUR_MS, 1_000), ...quiet], '/app/empty': [] },
      { clock: () => toMs },
    );
    const findings = await setup.source.diagnose(scopeOf('/app/a', '/app/empty', '/app/gone'), call());
    expect(findings.map(({ check, status }) => [check, status])).toEqual([
      ['find AWS credentials', 'ok'],
      ['list log groups', 'ok'],
      ['query /app/a', 'ok'],
      ['query /app/empty', 'warning'],
      ['query /app/gone', 'failed'],
      ['compare clocks', expect.any(String)],
    ]);
    expect(findings[0]?.found).toBe('access key AKIA…DBOX');
    expect(findings[2]?.found).toBe('5 events that the level filter lets through, of 6, in the last 24 h');
    expect(findings[4]?.fix).toContain('us-east-1');
  });

  test('a clock that is right is found so, a wrong one is a warning', async () => {
    const setup = await startSource({ '/app/a': [] }, { clock: () => Date.now() });
    expect((await setup.source.diagnose(scopeOf(), call())).at(-1)).toMatchObject({
      check: 'compare clocks',
      status: 'ok',
    });
    const wrong = await startSource({ '/app/a': [] }, { clock: () => Date.now() + 600_000 });
    expect((await wrong.source.diagnose(scopeOf(), call())).at(-1)).toMatchObject({ status: 'warning' });
  });

  test('rights that are missing are named', async () => {
    const setup = await startSource({ '/app/a': [] });
    const denied = {
      api: 'cloudwatch',
      match: '^DescribeLogGroups$',
      kind: 'status',
      status: 400,
      body: {
        __type: 'AccessDeniedException',
        message:
          'User: arn:aws:iam::123456789012:user/x is not authorized to perform: logs:DescribeLogGroups on resource: *',
      },
    };
    setup.cloudwatch.faults.add(denied);
    const findings = await setup.source.diagnose(scopeOf('/app/a'), call());
    expect(findings[1]).toMatchObject({
      check: 'list log groups',
      fix: expect.stringContaining('logs:DescribeLogGroups'),
    });
    expect(findings[2]?.check).toBe('query /app/a');
  });

  test('credentials that are refused fail every check, and are never shown', async () => {
    const setup = await startSource(
      { '/app/a': [] },
      { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'verysecretaccesskey' } },
    );
    const findings = await setup.source.diagnose(scopeOf('/app/a'), call());
    expect(findings.filter(({ status }) => status === 'failed').map(({ check }) => check)).toEqual([
      'list log groups',
      'query /app/a',
    ]);
    expect(JSON.stringify(findings)).not.toContain('verysecretaccesskey');
  });
});

test('choices are all log groups, over several pages', async () => {
  const groups = Array.from({ length: 120 }, (_, i) => `/app/service-${String(i).padStart(3, '0')}`);
  const setup = await startSource(Object.fromEntries(groups.map((group) => [group, []])));
  expect((await setup.source.choices(call())).map(({ id }) => id)).toEqual(groups);
});

describe('links to the console', () => {
  test('hold the query, the range and the group in the form that the console reads', async () => {
    const setup = await startSource({ '/app/a': [] });
    const link = setup.source.linkTo('/app/a', range, 'charge/17 "failed"\nsecond line');
    expect(link).toMatch(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\/cloudwatch\/home\?region=us-east-1#logsV2:/);
    expect(link).toContain("end~'2026-11-20T08*3a30*3a00.000Z");
    expect(link).toContain("source~(~'*2fapp*2fa)");
    expect(link).toContain('charge*5c*2f17');
    expect(link).not.toContain('second');
    expect(link).not.toMatch(/[\s"<>]/);
  });
});

describe('what is no configuration', () => {
  test.each<[string, object]>([
    ['a region', { region: 'Frankfurt' }],
    ['an endpoint', { endpoint: 'localhost:4566' }],
    ['an endpoint with credentials', { endpoint: 'http://a:b@localhost' }],
    ['a level filter with a bare slash', { levelFilter: 'error/' }],
    ['a level filter that does not compile', { levelFilter: 'error(' }],
    ['an empty level filter', { levelFilter: ' ' }],
  ])('%s', (_, changes) => {
    const create = () => createCloudWatchLogSource({ region: 'eu-central-1', clock: () => 0, ...changes });
    expect(create).toThrow(expect.objectContaining({ code: 'InvalidConfig' }));
  });
});
