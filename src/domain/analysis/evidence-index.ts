import type { Evidence } from '../evidence.ts';
import type { Incident } from '../incident.ts';
import type { LogPattern } from '../log-pattern.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Ticket } from '../ticket.ts';

/** The whole items behind an incident's ids, in the incident's order. Ids that the evidence lacks are left out. */
export interface IncidentEvidence {
  readonly tickets: readonly Ticket[];
  readonly pullRequests: readonly PullRequest[];
  /** Suspects by id, those that aren't part of the incident too. */
  readonly suspects: ReadonlyMap<string, PullRequest>;
  readonly logPatterns: readonly LogPattern[];
}

/** Looks up the evidence of incidents; built once for a run. */
export const indexEvidence = (evidence: Evidence): ((incident: Incident) => IncidentEvidence) => {
  const tickets = new Map(evidence.tickets.map((ticket) => [ticket.key, ticket]));
  const pullRequests = new Map(evidence.pullRequests.map((pr) => [pr.id, pr]));
  const logPatterns = new Map(evidence.logPatterns.map((pattern) => [pattern.id, pattern]));
  return (incident) => ({
    tickets: found(incident.ticketKeys, tickets),
    pullRequests: found(incident.pullRequestIds, pullRequests),
    suspects: new Map(
      found(
        incident.suspects.map(({ pullRequestId }) => pullRequestId),
        pullRequests,
      ).map((pr) => [pr.id, pr]),
    ),
    logPatterns: found(incident.logPatternIds, logPatterns),
  });
};

const found = <Item>(ids: readonly string[], items: ReadonlyMap<string, Item>): Item[] =>
  ids.flatMap((id) => {
    const item = items.get(id);
    return item === undefined ? [] : [item];
  });
