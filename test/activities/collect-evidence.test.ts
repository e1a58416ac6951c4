import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/domain/log-event.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import type { CallContext, LogQuery, PullRequestQuery, TicketQuery } from '../../src/ports.ts';
import { evidenceOf, SAMPLE_NOW_MS, ticketOf } from '../domain/evidence-samples.ts';
import {
  benchOf,
  bytesOf,
  dependenciesOf,
  errorOf,
  logSource,
  memoryEvidence,
  planFor,
  pullRequestSource,
  RUN_ID,
  ticketSource,
} from './fake-dependencies.ts';

const eventsOf = (count: number): LogEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    atMs: SAMPLE_NOW_MS - 3_600_000 + at,
    logGroup: '/prod/pass-printer',
    logStream: 's',
    message: `ERROR pass ${at} refused: printer ${at % 7} offline`,
  }));

const slice = {
  logGroup: '/prod/pass-printer',
  fromMs: SAMPLE_NOW_MS - 3_600_000,
  toMs: SAMPLE_NOW_MS,
  expectedEvents: 100,
};

describe('collecting tickets and pull requests', () => {
  it('asks for what the team looks at, stores the items and returns where they are', async () => {
    const asked: (TicketQuery | PullRequestQuery)[] = [];
    const deps = dependenciesOf({
      tickets: ticketSource(async (query) => {
        asked.push(query);
        return { items: evidenceOf().tickets, gaps: [], calls: 3 };
      }),
      pullRequests: pullRequestSource(async (query) => {
        asked.push(query);
        return { items: evidenceOf().pullRequests, gaps: ['gate/web: only 100 files of #9'], calls: 4 };
      }),
    });
    const bench = benchOf(deps);
    const plan = await planFor(bench);
    const tickets = await bench.run(bench.activities.collectTickets, plan);
    const pullRequests = await bench.run(bench.activities.collectPullRequests, plan);
    expect(asked).toMatchObject([
      { range: plan.range, projects: ['AIR'], labels: ['incident'], issueTypes: ['Bug'], maxTickets: 200 },
      { range: plan.range, repositories: ['gate/printer', 'gate/web'], suspectLookbackMs: 86_400_000 },
    ]);
    expect(tickets.coverage).toEqual({
      kind: 'tickets',
      label: 'Jira',
      status: 'complete',
      items: 2,
      calls: 3,
      gaps: [],
    });
    expect(pullRequests.coverage).toMatchObject({ status: 'partial', gaps: ['gate/web: only 100 files of #9'] });
    expect(await deps.evidence.get(tickets.ref)).toEqual(evidenceOf().tickets);
    const again = await bench.run(bench.activities.collectTickets, plan);
    expect(again.ref.key).toBe(tickets.ref.key);
  });

  it('returns little, however much there is to say', async () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const deps = dependenciesOf({
      tickets: ticketSource(async () => ({
        items: Array.from({ length: 200 }, (_, at) => ticketOf(`AIR-${at}`, { description: 'long '.repeat(2_000) })),
        gaps: Array.from({ length: 5_000 }, (_, at) => `gap ${at} ${secret} ${'x'.repeat(2_000)}`),
        calls: 9,
      })),
    });
    const bench = benchOf(deps);
    const collected = await bench.run(bench.activities.collectTickets, await planFor(bench));
    expect(bytesOf(collected)).toBeLessThan(10_000);
    expect(collected.coverage.gaps.at(-1)).toBe('and 4980 more gaps');
    expect(JSON.stringify(collected)).not.toContain('ghp_');
  });

  it('says what this worker lacks', async () => {
    const bench = benchOf(dependenciesOf());
    const plan = await planFor(bench);
    const { collectTickets, collectPullRequests, planLogSlices, mineLogSlice, analyseWithModel, postBriefMessage } =
      bench.activities;
    const ref = await dependenciesOf().evidence.put(RUN_ID, 'x', []);
    const refs = { tickets: null, pullRequests: null, logPatterns: null };
    const incidents = await bench.run(bench.activities.correlateEvidence, plan, refs);
    const brief = await bench.run(bench.activities.composeBrief, plan, {
      ...{ evidence: refs, correlated: incidents, analysis: null, summary: null, coverage: [], notes: [] },
    });
    const calls = [
      () => bench.run(collectTickets, plan),
      () => bench.run(collectPullRequests, plan),
      () => bench.run(planLogSlices, plan),
      () => bench.run(mineLogSlice, plan, slice),
      () => bench.run(analyseWithModel, plan, refs, incidents),
      () =>
        bench.run(postBriefMessage, plan, {
          briefRef: brief.ref,
          channel: '#x',
          incidentId: null,
          threadId: null,
        }),
    ];
    for (const call of calls) {
      const error = await errorOf(call());
      expect([error.code, ref.bytes]).toEqual(['NotConfigured', 2]);
      expect(error.message).toContain('give every worker of the task queue the same configuration');
    }
  });

  it('fails as its source does, and as the store does', async () => {
    const refused = new DaybriefError('RateLimited', 'Jira: 429', { retryAfterMs: 30_000 });
    const bench = benchOf(dependenciesOf({ tickets: ticketSource(() => Promise.reject(refused)) }));
    const plan = await planFor(bench);
    expect(await errorOf(bench.run(bench.activities.collectTickets, plan))).toBe(refused);
    const lost = { ...plan, contextRef: { key: 'gone', bytes: 1 } };
    expect((await errorOf(bench.run(bench.activities.collectTickets, lost))).code).toBe('EvidenceMissing');
  });

  it('hands heartbeats and cancellation to the source', async () => {
    const waitForCancel = async ({ signal, heartbeat }: CallContext): Promise<never> => {
      for (;;) {
        heartbeat();
        if (signal.aborted) throw new DaybriefError('Cancelled', 'stopped');
        await sleep(5);
      }
    };
    const bench = benchOf(dependenciesOf({ tickets: ticketSource((_, call) => waitForCancel(call)) }));
    const plan = await planFor(bench);
    const running = errorOf(bench.run(bench.activities.collectTickets, plan));
    while (bench.heartbeats() < 2) await sleep(5);
    bench.cancel();
    expect((await running).code).toBe('Cancelled');
  });
});

describe('mining logs', () => {
  const planned = { slices: [slice], gaps: ['/prod/gone does not exist'], calls: 2 };
  const source = (asked: LogQuery[] = []) =>
    logSource({
      planSlices: async (query) => {
        asked.push(query);
        return planned;
      },
      readSlice: async (_, onEvents) => {
        for (let batch = 0; batch < 10; batch++) onEvents(eventsOf(100));
        return { events: 1_000, gaps: [], calls: 1 };
      },
      findTerms: async (_, terms, onEvents) => {
        onEvents([{ ...eventsOf(1)[0]!, message: `INFO retry after ${terms[0] ?? ''}` }]);
        return { events: 1, gaps: [], calls: 1 };
      },
    });

  it('plans, mines apart and merges: the same keys at each attempt, small results', async () => {
    const asked: LogQuery[] = [];
    const deps = dependenciesOf({ logs: source(asked) });
    const bench = benchOf(deps);
    const plan = await planFor(bench);
    const { planLogSlices, mineLogSlice, mergeLogPatterns } = bench.activities;
    expect(await bench.run(planLogSlices, plan)).toEqual(planned);
    expect(asked).toEqual([{ range: plan.range, logGroups: ['/prod/pass-printer'], maxEventsPerSlice: 10_000 }]);
    const first = await bench.run(mineLogSlice, plan, slice);
    const second = await bench.run(mineLogSlice, plan, slice);
    expect(second).toEqual(first);
    expect(first).toMatchObject({
      events: 1_000,
      calls: 1,
      ref: { key: `${RUN_ID}/slice//prod/pass-printer/${slice.fromMs}` },
    });
    expect(bytesOf(first)).toBeLessThan(500);
    const merged = await bench.run(mergeLogPatterns, plan, [first.ref]);
    expect(merged.patterns).toBe(1);
    expect(await deps.evidence.get(merged.ref)).toMatchObject([{ count: 1_000, logGroup: '/prod/pass-printer' }]);
  });

  it('merges no slices into no patterns', async () => {
    const bench = benchOf(dependenciesOf({ logs: source() }));
    expect((await bench.run(bench.activities.mergeLogPatterns, await planFor(bench), [])).patterns).toBe(0);
  });

  it('shows that it is alive with each slice that it merges', async () => {
    const evidence = memoryEvidence();
    const bench = benchOf(dependenciesOf({ logs: source(), evidence }));
    const plan = await planFor(bench);
    const mined = await bench.run(bench.activities.mineLogSlice, plan, slice);
    const before = bench.heartbeats();
    await bench.run(bench.activities.mergeLogPatterns, plan, [mined.ref, mined.ref, mined.ref]);
    expect(bench.heartbeats() - before).toBe(3);
  });

  it('looks up what tickets name exactly, and nothing where they name nothing', async () => {
    const deps = dependenciesOf({ logs: source() });
    const bench = benchOf(deps);
    const plan = await planFor(bench);
    const named = await deps.evidence.put(RUN_ID, 'tickets', evidenceOf().tickets);
    const found = await bench.run(bench.activities.lookUpTicketTerms, plan, named);
    expect(found).toMatchObject({ events: 1, ref: { key: `${RUN_ID}/slice/ticket-terms` } });
    const plain = await deps.evidence.put(RUN_ID, 'plain', [ticketOf('AIR-1', { summary: 'slow', description: '' })]);
    expect(await bench.run(bench.activities.lookUpTicketTerms, plan, plain)).toBeNull();
  });
});
