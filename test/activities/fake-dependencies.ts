import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities, type Activities } from '../../src/activities/index.ts';
import type { ActivityDependencies, TeamSettings } from '../../src/activities/dependencies.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import type { RunPlan } from '../../src/domain/run-plan.ts';
import type { RunRecord } from '../../src/domain/run.ts';
import type {
  DeadLetter,
  EvidenceStore,
  HistoryStore,
  LanguageModel,
  LogSource,
  Messenger,
  ModelRequest,
  OutgoingMessage,
  PullRequestSource,
  TicketSource,
} from '../../src/ports.ts';
import { evidenceOf, SAMPLE_NOW_MS } from '../domain/evidence-samples.ts';

export const RUN_ID = '0195-run';

export const teamOf = (name: string, changes: Partial<TeamSettings> = {}): TeamSettings => ({
  scope: { ...evidenceOf().scope, name },
  channel: '#gates',
  tickets: { labels: ['incident'], issueTypes: ['Bug'], maxTickets: 200 },
  pullRequests: { suspectLookbackMs: 86_400_000, maxPullRequests: 500 },
  logs: { maxEventsPerSlice: 10_000, maxTicketTerms: 5 },
  models: { analysis: 'large', summary: 'small', promptTokens: 6_000, maxOutputTokens: 2_000, alertTokens: 20_000 },
  correlation: DEFAULT_CORRELATION_SETTINGS,
  ...changes,
});

/** Values go through JSON, as they do in a real store. */
export const memoryEvidence = (): EvidenceStore & {
  readonly values: Map<string, string>;
  readonly pruned: number[];
} => {
  const values = new Map<string, string>();
  const pruned: number[] = [];
  return {
    ...{ values, pruned },
    put: async (runId, name, value) => {
      const text = JSON.stringify(value);
      values.set(`${runId}/${name}`, text);
      return { key: `${runId}/${name}`, bytes: text.length };
    },
    get: async ({ key }) => {
      const text = values.get(key);
      if (text === undefined) throw new DaybriefError('EvidenceMissing', `nothing is stored as ${key}`);
      return JSON.parse(text) as unknown;
    },
    prune: async (beforeMs) => {
      pruned.push(beforeMs);
      return 0;
    },
  };
};

export const memoryHistory = (): HistoryStore & {
  readonly runs: Map<string, RunRecord>;
  readonly letters: Map<string, DeadLetter>;
} => {
  const runs = new Map<string, RunRecord>();
  const letters = new Map<string, DeadLetter>();
  return {
    ...{ runs, letters },
    recordRun: async (run) => void runs.set(run.runId, run),
    getRun: async (runId) => runs.get(runId) ?? null,
    listRuns: async () => [...runs.values()],
    countConsecutiveFailures: async () => [...runs.values()].filter(({ outcome }) => outcome === 'failed').length,
    addDeadLetter: async (letter) => void letters.set(letter.runId, letter),
    listDeadLetters: async () => [...letters.values()],
  };
};

const examinable = (label: string) => ({ label, diagnose: async () => [], choices: async () => [] });

export const ticketSource = (collectTickets: TicketSource['collectTickets']): TicketSource => ({
  ...examinable('Jira'),
  collectTickets,
});

export const pullRequestSource = (
  collectPullRequests: PullRequestSource['collectPullRequests'],
): PullRequestSource => ({
  ...examinable('GitHub'),
  collectPullRequests,
});

export const logSource = (changes: Partial<LogSource>): LogSource => ({
  ...examinable('CloudWatch'),
  planSlices: async () => ({ slices: [], gaps: [], calls: 0 }),
  readSlice: async () => ({ events: 0, gaps: [], calls: 0 }),
  findTerms: async () => ({ events: 0, gaps: [], calls: 0 }),
  linkTo: (logGroup, range, containing) => `https://logs.example${logGroup}?from=${range.fromMs}&q=${containing ?? ''}`,
  ...changes,
});

/** Answers with the value, checked by the request's own schema as a real adapter does. */
export const languageModel = (
  answer: unknown,
): LanguageModel & { readonly asked: Omit<ModelRequest<unknown>, 'answer'>[] } => {
  const asked: Omit<ModelRequest<unknown>, 'answer'>[] = [];
  return {
    ...{ ...examinable('OpenAI'), asked },
    complete: async ({ answer: format, ...request }) => {
      asked.push(request);
      return { value: format.schema.parse(answer), usage: { calls: 1, inputTokens: 900, outputTokens: 100 } };
    },
  };
};

export const messenger = (): Messenger & { readonly sent: OutgoingMessage[] } => {
  const sent: OutgoingMessage[] = [];
  return {
    ...{ ...examinable('Slack'), sent },
    postOnce: async (message) => {
      const found = sent.some(({ key }) => key === message.key);
      if (!found) sent.push(message);
      return { messageId: `ts-${message.key}`, channelId: 'C1', found, calls: 1 };
    },
  };
};

export const dependenciesOf = (changes: Partial<ActivityDependencies> = {}): ActivityDependencies => ({
  ...{ tickets: null, pullRequests: null, logs: null, model: null, messenger: null, alerts: null },
  history: memoryHistory(),
  evidence: memoryEvidence(),
  teams: [teamOf('gates'), teamOf('belts')],
  searchAttributes: true,
  evidenceRetentionMs: 1_000,
  clock: () => SAMPLE_NOW_MS + 60_000,
  ...changes,
});

export interface ActivityBench {
  readonly activities: Activities;
  run<Args extends unknown[], Result>(activity: (...args: Args) => Promise<Result>, ...args: Args): Promise<Result>;
  /** Cancels what runs, and all that is run afterwards. */
  cancel(): void;
  /** How often the activities reported that they are alive. */
  heartbeats(): number;
}

export const benchOf = (deps: ActivityDependencies): ActivityBench => {
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  let beats = 0;
  environment.on('heartbeat', () => beats++);
  return {
    activities: createActivities(deps),
    run: (activity, ...args) => environment.run(activity, ...args),
    cancel: () => environment.cancel('CANCELLED'),
    heartbeats: () => beats,
  };
};

export const requestOf = (input: unknown) => ({
  input,
  runId: RUN_ID,
  workflowId: 'workflow-1',
  startedAtMs: SAMPLE_NOW_MS,
});

/** A plan as `prepareRun` makes it, with the team stored. */
export const planFor = ({ activities, run }: ActivityBench, input: unknown = {}): Promise<RunPlan> =>
  run(activities.prepareRun, requestOf(input));

/** Temporal keeps payloads beyond this out of the way; everything that activities return is to stay far below. */
export const bytesOf = (value: unknown): number => JSON.stringify(value).length;

export const errorOf = async (work: Promise<unknown>): Promise<DaybriefError> => {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof DaybriefError) return thrown;
  throw new Error('no DaybriefError was thrown', { cause: thrown });
};
