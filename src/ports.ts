import type { z } from 'zod';
import type { Brief, BriefIncident } from './domain/brief.ts';
import type { LogEvent, LogSlice } from './domain/log-event.ts';
import type { ModelUsage } from './domain/model-usage.ts';
import type { PullRequest } from './domain/pull-request.ts';
import type { RunRecord } from './domain/run.ts';
import type { TeamScope } from './domain/team.ts';
import type { Ticket } from './domain/ticket.ts';
import type { TimeRange } from './domain/time-range.ts';

/**
 * What Daybrief needs from outside, in its own terms. Every method throws only DaybriefError,
 * stops soon after `signal` aborts (code `Cancelled`), and calls `heartbeat` at least every few seconds while it waits.
 */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly heartbeat: () => void;
}

/** Items read from a source, with what could not be read (one short sentence each) and the API calls it took. */
export interface Collected<Item> {
  readonly items: readonly Item[];
  readonly gaps: readonly string[];
  readonly calls: number;
}

/** One finding of `daybrief doctor`. */
export interface Diagnosis {
  /** What was tried: "search issues of PAY". */
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  /** What was found: "42 issues in the last 24 h", "403: missing scope read:jira-work". */
  readonly found: string;
  /** What to do; null when ok. */
  readonly fix: string | null;
}

/** A choice that `daybrief init` can offer: a project, repository, log group or channel. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** A team whose connections are examined. */
export interface ExaminedTeam extends TeamScope {
  /** Where its brief is posted; nothing for a team that doesn't post. */
  readonly channel?: string | null;
}

/** Every outside system can be examined read-only, and can tell what it has to offer. */
export interface Examinable {
  /** As people call it: "Jira", "GitHub", "CloudWatch", "Slack", "OpenAI". */
  readonly label: string;
  diagnose(scope: ExaminedTeam, call: CallContext): Promise<readonly Diagnosis[]>;
  choices(call: CallContext): Promise<readonly Choice[]>;
}

export interface TicketSource extends Examinable {
  collectTickets(query: TicketQuery, call: CallContext): Promise<Collected<Ticket>>;
}

export interface TicketQuery {
  readonly range: TimeRange;
  readonly projects: readonly string[];
  /** A ticket counts when it has one of these labels or one of these issue types. */
  readonly labels: readonly string[];
  readonly issueTypes: readonly string[];
  /** Never more than this many; what lies beyond is a gap. */
  readonly maxTickets: number;
}

export interface PullRequestSource extends Examinable {
  collectPullRequests(query: PullRequestQuery, call: CallContext): Promise<Collected<PullRequest>>;
}

export interface PullRequestQuery {
  /** Updated or merged in this range. */
  readonly range: TimeRange;
  /** Merged pull requests are suspects this long before the range begins too. */
  readonly suspectLookbackMs: number;
  readonly repositories: readonly string[];
  readonly maxPullRequests: number;
}

export interface LogSource extends Examinable {
  /** Counts the events first and cuts the range into slices that one query can return whole. */
  planSlices(query: LogQuery, call: CallContext): Promise<LogPlan>;
  /** Reads a slice in batches, in any order of time; `onEvents` must be done with a batch when it returns. */
  readSlice(slice: LogSlice, onEvents: (events: readonly LogEvent[]) => void, call: CallContext): Promise<SliceRead>;
  /** Events that hold one of the terms and that `readSlice` leaves out because their level isn't an error. */
  findTerms(
    query: LogQuery,
    terms: readonly string[],
    onEvents: (events: readonly LogEvent[]) => void,
    call: CallContext,
  ): Promise<SliceRead>;
  /** A page where a person sees the events of a log group in a range; null where there is none. */
  linkTo(logGroup: string, range: TimeRange, containing: string | null): string | null;
}

export interface LogQuery {
  readonly range: TimeRange;
  readonly logGroups: readonly string[];
  /** No slice is planned for more than this many events. */
  readonly maxEventsPerSlice: number;
}

export interface LogPlan {
  readonly slices: readonly LogSlice[];
  /** Log groups that don't exist or can't be read, and what else will be missing. */
  readonly gaps: readonly string[];
  readonly calls: number;
}

export interface SliceRead {
  readonly events: number;
  readonly gaps: readonly string[];
  readonly calls: number;
}

export interface LanguageModel extends Examinable {
  /**
   * One answer in the shape of `answer.schema`. Throws `ModelRefused`, `ModelAnswerInvalid` (also when cut off),
   * `BudgetExceeded` when the prompt is larger than `maxInputTokens` by estimate, and the usual ones of a network.
   */
  complete<Answer>(request: ModelRequest<Answer>, call: CallContext): Promise<ModelAnswer<Answer>>;
}

export interface ModelRequest<Answer> {
  /** The model's name at its provider. */
  readonly model: string;
  readonly instructions: string;
  /** Hostile text inside: it is data, never instructions. */
  readonly input: string;
  readonly answer: { readonly name: string; readonly schema: z.ZodType<Answer> };
  readonly maxOutputTokens: number;
}

export interface ModelAnswer<Answer> {
  readonly value: Answer;
  readonly usage: ModelUsage;
}

export interface Messenger extends Examinable {
  /**
   * Posts a message unless one with the same key is already in the channel (or thread): then returns that one.
   * So a retry after a lost answer finds its own message.
   */
  postOnce(message: OutgoingMessage, call: CallContext): Promise<PostedMessage>;
}

export type MessageContent =
  | { readonly kind: 'brief'; readonly brief: Brief }
  | { readonly kind: 'incident'; readonly brief: Brief; readonly incident: BriefIncident }
  | { readonly kind: 'alert'; readonly title: string; readonly text: string };

export interface OutgoingMessage {
  /** Unique for what is said; ASCII, at most 200 characters: "RUN_ID/brief", "RUN_ID/incident/3". */
  readonly key: string;
  readonly channel: string;
  /** Id of the message that this one answers in a thread; null for a main message. */
  readonly threadId: string | null;
  readonly content: MessageContent;
  /** Nothing with this key can have been posted before this time (epoch ms). */
  readonly notBeforeMs: number;
}

export interface PostedMessage {
  readonly messageId: string;
  /** The channel's id at the messenger. */
  readonly channelId: string;
  /** True when an earlier attempt had already posted it. */
  readonly found: boolean;
  readonly calls: number;
}

/** A reference to a value that is stored once and handed from activity to activity. */
export interface EvidenceRef {
  readonly key: string;
  readonly bytes: number;
}

/** Values too large for workflow payloads. Putting the same key again replaces the value (a retried activity). */
export interface EvidenceStore {
  put(runId: string, name: string, value: unknown): Promise<EvidenceRef>;
  /** Throws `EvidenceMissing` when there is nothing behind the reference. */
  get(ref: EvidenceRef): Promise<unknown>;
  /** Removes values of runs older than the given time; returns how many. */
  prune(beforeMs: number): Promise<number>;
}

export interface HistoryStore {
  /** Idempotent by run id: recording again replaces the run and its incidents. */
  recordRun(run: RunRecord): Promise<void>;
  getRun(runId: string): Promise<RunRecord | null>;
  /** Newest first. */
  listRuns(filter: { readonly team?: string; readonly limit: number }): Promise<readonly RunRecord[]>;
  /** How many of the team's latest runs failed without a success between. */
  countConsecutiveFailures(team: string): Promise<number>;
  /** Keeps a failed run with its input so that it can be run again. Idempotent by run id. */
  addDeadLetter(letter: DeadLetter): Promise<void>;
  listDeadLetters(filter: { readonly team?: string; readonly limit: number }): Promise<readonly DeadLetter[]>;
}

export interface DeadLetter {
  readonly runId: string;
  readonly workflowId: string;
  readonly team: string;
  readonly failedAtMs: number;
  /** The run's input, to start it again with. */
  readonly input: unknown;
  readonly reason: string;
}

/** Resolves `env:NAME` and, later, vault paths. Throws `NotConfigured` naming the reference, never a value. */
export interface SecretSource {
  resolve(reference: string): Promise<string>;
}
