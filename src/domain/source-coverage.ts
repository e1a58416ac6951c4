export type SourceKind = 'tickets' | 'pull-requests' | 'logs';

/**
 * What a run could see of one source.
 * `complete`: everything in the range was read. `partial`: some of it wasn't; `gaps` says what.
 * `failed`: nothing was read. `not-configured`: the team has no such source.
 */
export interface SourceCoverage {
  readonly kind: SourceKind;
  /** The product behind it as people call it: "Jira", "GitHub", "CloudWatch". */
  readonly label: string;
  readonly status: 'complete' | 'partial' | 'failed' | 'not-configured';
  /** Tickets, pull requests or log events read. */
  readonly items: number;
  /** Calls made to the source's API. */
  readonly calls: number;
  /** One short sentence each: "the range 02:00-03:00 of /app/x held more than 100,000 events; 100,000 were read". */
  readonly gaps: readonly string[];
}

/** True when nothing can be concluded from what this source did not say. */
export const isBlind = (coverage: SourceCoverage): boolean =>
  coverage.status === 'failed' || coverage.status === 'partial';
