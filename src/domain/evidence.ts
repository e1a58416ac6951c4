import type { LogPattern } from './log-pattern.ts';
import type { PullRequest } from './pull-request.ts';
import type { TeamScope } from './team.ts';
import type { Ticket } from './ticket.ts';
import type { TimeRange } from './time-range.ts';

/** Everything that a run collected; what correlation works on. */
export interface Evidence {
  readonly range: TimeRange;
  readonly scope: TeamScope;
  readonly tickets: readonly Ticket[];
  readonly pullRequests: readonly PullRequest[];
  readonly logPatterns: readonly LogPattern[];
}
