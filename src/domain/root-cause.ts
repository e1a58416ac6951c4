import type { EvidenceId, Severity } from './incident.ts';

/** Who reached a conclusion: a language model, or the rules that need none. */
export type Analyst = 'model' | 'rules';

/** What the brief says about one incident. Every claim rests on `evidence`, whose ids all exist in the run. */
export interface RootCause {
  readonly incidentId: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly affectedServices: readonly string[];
  readonly relatedTickets: readonly string[];
  /** `owner/name#number`, or null where no change is to blame. */
  readonly pullRequestId: string | null;
  readonly suggestedAction: string;
  readonly evidence: readonly EvidenceId[];
  /** 0 to 1. */
  readonly confidence: number;
  readonly by: Analyst;
}
