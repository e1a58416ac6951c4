import type { Severity } from './incident.ts';
import type { Analyst } from './root-cause.ts';
import type { SourceCoverage } from './source-coverage.ts';
import type { TimeRange } from './time-range.ts';

/**
 * `incidents`: something was found. `all-quiet`: nothing was found and every configured source was read whole.
 * `blind`: nothing was found, but a source failed or was read in part, so nothing can be concluded.
 */
export type BriefOutcome = 'incidents' | 'all-quiet' | 'blind';

export interface BriefTicket {
  readonly key: string;
  readonly url: string;
  readonly summary: string;
  readonly priority: string | null;
  readonly assignee: string | null;
}

export interface BriefPullRequest {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly author: string | null;
  /** culprit: blamed; suspect: possible cause; repair: fix, revert or hotfix; related: belongs to it otherwise. */
  readonly role: 'culprit' | 'suspect' | 'repair' | 'related';
  /** Epoch ms; null while open. */
  readonly mergedAtMs: number | null;
}

export interface BriefLogPattern {
  readonly id: string;
  readonly template: string;
  readonly service: string;
  readonly logGroup: string;
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly samples: readonly string[];
  /** Where a person can see these events; null where the source has no such page. */
  readonly url: string | null;
}

export interface BriefIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly priority: number;
  readonly confidence: number;
  readonly services: readonly string[];
  readonly description: string;
  readonly suggestedAction: string;
  /** Why this evidence was put together, in one sentence. */
  readonly explanation: string;
  readonly analysedBy: Analyst;
  readonly startedAtMs: number;
  readonly lastSeenMs: number;
  readonly ongoing: boolean;
  readonly tickets: readonly BriefTicket[];
  readonly pullRequests: readonly BriefPullRequest[];
  readonly logPatterns: readonly BriefLogPattern[];
  /** How likely the culprit is guilty, 0 to 1; null without one, or where the model that named it tells no chance. */
  readonly suspicion: number | null;
  readonly reasonsFor: readonly string[];
  readonly reasonsAgainst: readonly string[];
}

/** The finished brief, independent of where it is shown. Incidents are in order of priority. */
export interface Brief {
  readonly runId: string;
  readonly team: string;
  readonly timeZone: string;
  readonly range: TimeRange;
  readonly outcome: BriefOutcome;
  /** Under 500 characters. */
  readonly summary: string;
  readonly summarisedBy: Analyst;
  readonly coverage: readonly SourceCoverage[];
  readonly incidents: readonly BriefIncident[];
  /** What the reader must know about how this came about: "no model answered (timed out): rules filled in". */
  readonly notes: readonly string[];
  readonly figures: BriefFigures;
}

export interface BriefFigures {
  readonly tickets: number;
  readonly pullRequests: number;
  readonly failedChecks: number;
  readonly reverts: number;
  readonly hotfixes: number;
  readonly logEvents: number;
  readonly logPatterns: number;
}
