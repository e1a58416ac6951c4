import type { BriefOutcome } from './brief.ts';
import type { Severity } from './incident.ts';
import type { ModelUsage } from './model-usage.ts';
import type { Analyst } from './root-cause.ts';
import type { RunError, RunOutcome } from './run.ts';
import type { SourceCoverage, SourceKind } from './source-coverage.ts';
import type { TimeRange } from './time-range.ts';

/** The plain JSON a run is started with; everything has a default, so `{}` will do. */
export interface AnalyzeIncidentsInput {
  /** A team of the configuration; default: its first one. */
  readonly team?: string;
  /** Length of the range that is looked at, 1 to 168; default 24. */
  readonly timeRangeHours?: number;
  /** End of the range as ISO 8601 with an offset; default: when the run starts. */
  readonly until?: string;
  /** False analyses without posting; default true. */
  readonly post?: boolean;
}

/** A value in the evidence store. */
export interface StoredRef {
  readonly key: string;
  readonly bytes: number;
}

/** What a run is going to do: its input, checked, with the team's configuration frozen behind `contextRef`. */
export interface RunPlan {
  readonly runId: string;
  readonly workflowId: string;
  readonly startedAtMs: number;
  readonly team: string;
  readonly range: TimeRange;
  readonly contextRef: StoredRef;
  readonly sources: Readonly<Record<SourceKind, { readonly label: string; readonly configured: boolean }>>;
  /** The channel to post to; null for a run that doesn't post. */
  readonly channel: string | null;
  readonly alerts: { readonly channel: string; readonly afterFailures: number } | null;
  /** Why no model will be asked, for people; null when one is configured. */
  readonly noModelReason: string | null;
  /** Whether the namespace knows Daybrief's search attributes: setting unknown ones would block the workflow. */
  readonly searchAttributes: boolean;
}

/** A source's items, stored once, and how much of the source could be read. */
export interface CollectedSource {
  readonly ref: StoredRef;
  readonly coverage: SourceCoverage;
}

/** Where a run's evidence is; null for a source that failed or isn't configured. */
export interface EvidenceRefs {
  readonly tickets: StoredRef | null;
  readonly pullRequests: StoredRef | null;
  readonly logPatterns: StoredRef | null;
}

export interface CorrelatedEvidence {
  readonly ref: StoredRef;
  /** Without those judged harmless. */
  readonly incidents: number;
}

/** Root causes with their author and their price. */
export interface AnalysisResult {
  readonly ref: StoredRef;
  readonly by: Analyst;
  /** What the brief's reader must know about how they came about. */
  readonly notes: readonly string[];
  readonly usage: ModelUsage;
}

export interface SummaryResult {
  readonly text: string;
  readonly usage: ModelUsage;
}

export interface ComposedBrief {
  readonly ref: StoredRef;
  readonly reportRef: StoredRef;
  readonly outcome: BriefOutcome;
  readonly summary: string;
  /** Of the worst incident; null without incidents. */
  readonly severity: Severity | null;
  /** Each gets a thread reply, in the brief's order; those judged harmless are not among them. */
  readonly incidentIds: readonly string[];
}

export interface PostedBrief {
  readonly channelId: string;
  readonly messageId: string;
  /** When the main message was out; the replies follow. */
  readonly postedAtMs: number;
  readonly replies: number;
  readonly calls: number;
}

/** What a run returns; small, as the brief and the report are in the evidence store. */
export interface RunResult {
  readonly runId: string;
  readonly workflowId: string;
  readonly team: string;
  readonly range: TimeRange;
  readonly outcome: RunOutcome;
  readonly severity: Severity | null;
  readonly incidents: number;
  readonly summary: string;
  readonly coverage: readonly SourceCoverage[];
  readonly posted: PostedBrief | null;
  readonly briefRef: StoredRef;
  readonly reportRef: StoredRef;
  readonly usage: ModelUsage;
  readonly errors: readonly RunError[];
  readonly notes: readonly string[];
  /** Milliseconds from the run's start to the main message; null when nothing was posted. */
  readonly postedAfterMs: number | null;
}
