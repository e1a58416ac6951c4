export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `ticket:KEY`, `pr:owner/name#number` or `log:PATTERN_ID`. */
export type EvidenceId = `ticket:${string}` | `pr:${string}` | `log:${string}`;

export const ticketEvidence = (key: string): EvidenceId => `ticket:${key}`;
export const pullRequestEvidence = (id: string): EvidenceId => `pr:${id}`;
export const logEvidence = (id: string): EvidenceId => `log:${id}`;

export type SignalKind = 'keyword' | 'service' | 'time' | 'person' | 'file-path' | 'reference' | 'exception';

/** One reason why two pieces of evidence belong together. */
export interface LinkSignal {
  readonly kind: SignalKind;
  /** How much this kind counts, from the settings. */
  readonly weight: number;
  /** How strongly it was seen here, 0 to 1; the link's score is the sum of weight × strength. */
  readonly strength: number;
  /** For people: "both name HikariPool and checkout-db". */
  readonly detail: string;
}

export interface EvidenceLink {
  readonly from: EvidenceId;
  readonly to: EvidenceId;
  readonly score: number;
  readonly signals: readonly LinkSignal[];
}

/** A pull request that may have caused an incident, with the reasons for and against. */
export interface Suspect {
  readonly pullRequestId: string;
  /** How likely it is guilty, 0 to 1. */
  readonly score: number;
  readonly reasonsFor: readonly string[];
  readonly reasonsAgainst: readonly string[];
  readonly ruledOut: boolean;
}

const LIKELY_SCORE = 0.6;

/** Whether a culprit may be called the cause; a less sure one is suspected. One that only a model named counts as likely. */
export const isLikely = (culprit: Pick<Suspect, 'score'> | undefined): boolean =>
  culprit === undefined || culprit.score >= LIKELY_SCORE;

/** Less sure than this that it is an incident at all, the engine lists it low, and the brief in one line. */
export const DOUBTFUL_CONFIDENCE = 0.5;

/** Evidence that belongs together, and what the engine concludes from it. */
export interface Incident {
  /** Stable within a run: the same evidence gives the same id. */
  readonly id: string;
  readonly title: string;
  /** One sentence: why this evidence was put together. */
  readonly explanation: string;
  readonly severity: Severity;
  /** 0 to 100, by severity and frequency; the order of the brief. */
  readonly priority: number;
  /** 0 to 1: how sure the engine is that this is one incident. */
  readonly confidence: number;
  /** Most likely cause first. */
  readonly services: readonly string[];
  readonly ticketKeys: readonly string[];
  readonly pullRequestIds: readonly string[];
  readonly logPatternIds: readonly string[];
  readonly links: readonly EvidenceLink[];
  /** Best first. */
  readonly suspects: readonly Suspect[];
  /** The pull request to blame; null where no change is. */
  readonly culpritPullRequestId: string | null;
  readonly startedAtMs: number;
  readonly lastSeenMs: number;
  /** Errors still arrived, or tickets were still open, at the end of the range. */
  readonly ongoing: boolean;
}
