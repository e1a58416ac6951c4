import type { Brief, BriefOutcome } from './brief.ts';
import type { Severity } from './incident.ts';
import type { ModelUsage } from './model-usage.ts';
import type { SourceCoverage } from './source-coverage.ts';
import type { TimeRange } from './time-range.ts';

/** `failed`: every source failed, or the brief couldn't be posted. */
export type RunOutcome = BriefOutcome | 'failed';

/** What failed in a run, for the history and the dead letter. */
export interface RunError {
  /** The step or source: "logs", "analyse". */
  readonly where: string;
  readonly code: string;
  readonly message: string;
}

/** One run as the history keeps it. */
export interface RunRecord {
  readonly runId: string;
  readonly workflowId: string;
  readonly team: string;
  readonly range: TimeRange;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly outcome: RunOutcome;
  /** Of the worst incident; null without incidents. */
  readonly severity: Severity | null;
  readonly coverage: readonly SourceCoverage[];
  readonly errors: readonly RunError[];
  readonly usage: ModelUsage;
  /** Null when the run failed before there was one. */
  readonly brief: Brief | null;
  /** Where the brief was posted; null when it was not. */
  readonly posted: { readonly channel: string; readonly messageId: string } | null;
}
