import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import { HOUR_MS } from '../../src/domain/time-range.ts';
import { SAMPLE_NOW_MS } from '../domain/evidence-samples.ts';
import {
  benchOf,
  bytesOf,
  dependenciesOf,
  errorOf,
  languageModel,
  logSource,
  messenger,
  planFor,
  teamOf,
  ticketSource,
} from './fake-dependencies.ts';

describe('a run that is prepared', () => {
  it.each([{}, null, undefined])('begins with defaults for %j', async (input) => {
    const plan = await planFor(benchOf(dependenciesOf()), input);
    expect(plan).toMatchObject({
      team: 'gates',
      range: { fromMs: SAMPLE_NOW_MS - 24 * HOUR_MS, toMs: SAMPLE_NOW_MS },
      channel: null,
      alerts: null,
      noModelReason: 'no language model is configured',
    });
    expect(bytesOf(plan)).toBeLessThan(2_000);
  });

  it('takes team, range and end from its input', async () => {
    const input = { team: 'belts', timeRangeHours: 1.5, until: '2026-03-10T09:00:00+02:00', post: true };
    const deps = dependenciesOf({
      messenger: messenger(),
      model: languageModel({}),
      alerts: { channel: '#a', afterFailures: 3 },
    });
    expect(await planFor(benchOf(deps), input)).toMatchObject({
      team: 'belts',
      range: { fromMs: Date.parse('2026-03-10T05:30:00Z'), toMs: Date.parse('2026-03-10T07:00:00Z') },
      channel: '#gates',
      alerts: { channel: '#a', afterFailures: 3 },
      noModelReason: null,
    });
  });

  it('does not post when it is told not to', async () => {
    expect((await planFor(benchOf(dependenciesOf({ messenger: messenger() })), { post: false })).channel).toBeNull();
  });

  it('knows a source as configured only with something to read', async () => {
    const tickets = ticketSource(async () => ({ items: [], gaps: [], calls: 0 }));
    const scope = { ...teamOf('gates').scope, logGroups: [] };
    const deps = dependenciesOf({ tickets, logs: logSource({}), teams: [teamOf('gates', { scope })] });
    expect((await planFor(benchOf(deps))).sources).toEqual({
      tickets: { label: 'Jira', configured: true },
      'pull-requests': { label: 'GitHub', configured: false },
      logs: { label: 'CloudWatch', configured: false },
    });
  });

  it('freezes the team: a repeated attempt writes the same key', async () => {
    const deps = dependenciesOf();
    const bench = benchOf(deps);
    const [first, second] = [await planFor(bench), await planFor(bench)];
    expect(second.contextRef).toEqual(first.contextRef);
  });

  it('finds a team whose name is written with other code points', async () => {
    const deps = dependenciesOf({ teams: [teamOf('a'), teamOf('Gepäck')] });
    expect((await planFor(benchOf(deps), { team: 'Gepa\u0308ck' })).team).toBe('Gepäck');
  });
});

describe('an input that cannot be used', () => {
  it.each([
    ['a text', 'payments', 'expected object'],
    ['a list', [{}], 'expected object'],
    ['an unknown field', { tem: 'x' }, 'tem'],
    ['a number as text', { timeRangeHours: '24' }, 'timeRangeHours: '],
    ['NaN', { timeRangeHours: NaN }, 'timeRangeHours: '],
    ['Infinity', { timeRangeHours: Infinity }, 'timeRangeHours: '],
    ['a huge number', { timeRangeHours: 1e308 }, 'timeRangeHours: '],
    ['no time', { timeRangeHours: 0 }, 'timeRangeHours: '],
    ['a date without an offset', { until: '2026-03-12T08:30:00' }, 'until: '],
    ['a day that does not exist', { until: '2026-02-30T08:30:00Z' }, 'until: '],
    ['a time before there were services', { until: '1970-01-01T00:00:00Z' }, 'allowed: from 2000-01-01'],
    ['year 0', { until: '0000-01-01T00:00:00Z' }, 'allowed: from 2000-01-01'],
    ['a time far ahead', { until: '2062-03-12T08:30:00Z' }, 'to a year from now'],
    ['a team that is not there', { team: 'payroll' }, 'names team "payroll"; allowed: gates, belts'],
    ['an empty team', { team: '' }, 'names team ""; allowed: gates, belts'],
    ['a property of Object', { team: 'constructor' }, 'allowed: gates, belts'],
    ['no boolean', { post: 'no' }, 'post: '],
  ])('%s', async (_, input, found) => {
    const error = await errorOf(planFor(benchOf(dependenciesOf()), input));
    expect([error.code, error.retryable]).toEqual(['InvalidInput', false]);
    expect(error.message).toContain(found);
  });

  it('names every fault at once', async () => {
    const error = await errorOf(planFor(benchOf(dependenciesOf()), { timeRangeHours: 0, until: 'now', post: 1 }));
    for (const field of ['timeRangeHours', 'until', 'post', 'Allowed: ']) expect(error.message).toContain(field);
  });

  it('takes no team from a prototype', async () => {
    const input = JSON.parse('{"__proto__":{"team":"belts"}}') as unknown;
    const plan = await planFor(benchOf(dependenciesOf()), input).catch((error: unknown) => error);
    if (plan instanceof DaybriefError) expect(plan.code).toBe('InvalidInput');
    else expect(plan).toMatchObject({ team: 'gates' });
  });

  it('is quoted neither at length nor with its secrets', async () => {
    const long = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field${at}`, at]));
    expect((await errorOf(planFor(benchOf(dependenciesOf()), long))).message.length).toBeLessThan(2_000);
    const secret = { password: 'hunter22', team: `ghp_${'a1B2'.repeat(9)}` };
    const { message } = await errorOf(planFor(benchOf(dependenciesOf()), secret));
    expect(message).not.toMatch(/hunter22|ghp_/);
  });

  it('is never anything else than refused or planned', async () => {
    const bench = benchOf(dependenciesOf());
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (input) => {
        const result = await planFor(bench, input).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toMatchObject({ name: 'DaybriefError', code: 'InvalidInput' });
        else expect(result).toHaveProperty('range');
      }),
      { numRuns: 200 },
    );
  });
});
