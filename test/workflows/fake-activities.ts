import type { Activities } from '../../src/activities/index.ts';
import type { RunPlan, StoredRef } from '../../src/domain/run-plan.ts';
import { NO_USAGE } from '../../src/domain/model-usage.ts';
import type { SourceCoverage, SourceKind } from '../../src/domain/source-coverage.ts';

const ref = (key: string): StoredRef => ({ key, bytes: 100 });

export const planOf = (change: Partial<RunPlan> = {}): RunPlan => ({
  runId: 'run-1',
  workflowId: 'workflow-1',
  startedAtMs: Date.parse('2026-11-20T08:30:00Z'),
  team: 'payments',
  range: { fromMs: Date.parse('2026-11-19T08:30:00Z'), toMs: Date.parse('2026-11-20T08:30:00Z') },
  contextRef: ref('team'),
  sources: {
    tickets: { label: 'Jira', configured: true },
    'pull-requests': { label: 'GitHub', configured: true },
    logs: { label: 'CloudWatch', configured: true },
  },
  channel: '#incidents',
  alerts: { channel: '#alerts', afterFailures: 3 },
  noModelReason: null,
  searchAttributes: true,
  ...change,
});

const coverageOf = (kind: SourceKind, label: string, items: number): SourceCoverage => ({
  kind,
  label,
  items,
  status: 'complete',
  calls: 1,
  gaps: [],
});

/** Activities that answer as those of a good day do, with what a test changes; `called` lists the calls in order. */
export const fakeActivities = (
  change: Partial<Activities> = {},
  plan: RunPlan = planOf(),
): { activities: Activities; called: string[] } => {
  const called: string[] = [];
  const goodDay: Activities = {
    prepareRun: async () => plan,
    collectTickets: async () => ({ ref: ref('tickets'), coverage: coverageOf('tickets', 'Jira', 4) }),
    collectPullRequests: async () => ({ ref: ref('prs'), coverage: coverageOf('pull-requests', 'GitHub', 9) }),
    planLogSlices: async () => ({ slices: [sliceOf('/app/a'), sliceOf('/app/b')], gaps: [], calls: 2 }),
    mineLogSlice: async (_plan, slice) => ({ ref: ref(slice.logGroup), events: 50, gaps: [], calls: 3 }),
    lookUpTicketTerms: async () => null,
    mergeLogPatterns: async () => ({ ref: ref('patterns'), patterns: 7 }),
    correlateEvidence: async () => ({ ref: ref('incidents'), incidents: 2 }),
    analyseWithModel: async () => ({ ref: ref('causes'), by: 'model', notes: [], usage: usageOf(1_000) }),
    analyseByRules: async () => ({ ref: ref('causes'), by: 'rules', notes: [], usage: NO_USAGE }),
    summariseWithModel: async () => ({ text: 'Two incidents.', usage: usageOf(200) }),
    composeBrief: async () => ({
      ...{ ref: ref('brief'), reportRef: ref('report'), outcome: 'incidents', summary: 'Two incidents.' },
      ...{ severity: 'high', incidentIds: ['i1', 'i2'] },
    }),
    postBriefMessage: async (_plan, { incidentId }) => ({
      ...{ messageId: `ts-${incidentId ?? 'main'}`, channelId: 'C1', found: false, calls: 1 },
    }),
    postAlert: async () => ({ messageId: 'ts-alert', channelId: 'C2', found: false, calls: 1 }),
    recordRun: async () => ({ consecutiveFailures: 0 }),
  };
  const all = { ...goodDay, ...change };
  const counted = Object.entries(all).map(([name, activity]) => [
    name,
    (...args: unknown[]) => {
      called.push(name);
      return (activity as (...given: unknown[]) => unknown)(...args);
    },
  ]);
  return { activities: Object.fromEntries(counted) as Activities, called };
};

export const sliceOf = (logGroup: string) => ({ logGroup, fromMs: 0, toMs: 1_000, expectedEvents: 50 });

const usageOf = (inputTokens: number) => ({ calls: 1, inputTokens, outputTokens: 10 });
