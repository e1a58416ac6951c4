import type { Evidence } from '../evidence.ts';
import { logEvidence, ticketEvidence, type EvidenceLink, type Incident } from '../incident.ts';
import type { LogPattern } from '../log-pattern.ts';
import type { Ticket } from '../ticket.ts';
import type { CorrelationSettings } from './settings.ts';

/**
 * Groups a run's evidence into incidents, in order of priority. Pure: the same evidence in any order gives the same
 * incidents; each piece of evidence is in at most one.
 */
export const correlate = (evidence: Evidence, settings: CorrelationSettings): Incident[] => {
  const byService = Map.groupBy(
    evidence.logPatterns.filter(({ trend }) => trend !== 'steady'),
    ({ services, logGroup }) => services[0] ?? logGroup,
  );
  const incidents = [...byService].map(([service, patterns]) => incidentOf(service, patterns, evidence, settings));
  return incidents.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
};

const incidentOf = (
  service: string,
  patterns: readonly LogPattern[],
  evidence: Evidence,
  settings: CorrelationSettings,
): Incident => {
  const sorted = patterns.toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const startedAtMs = Math.min(...patterns.map(({ firstSeenMs }) => firstSeenMs));
  const lastSeenMs = Math.max(...patterns.map(({ lastSeenMs: last }) => last));
  const tickets = evidence.tickets.filter((ticket) => names(ticket, service));
  return {
    id: `incident-${sorted[0]?.id ?? service}`,
    title: `${service}: ${sorted[0]?.template ?? 'errors'}`,
    explanation: `${patterns.length} log patterns of ${service} were seen in the same hours.`,
    severity: tickets.length > 0 ? 'high' : 'medium',
    priority: tickets.length > 0 ? settings.priority.floor.high : settings.priority.floor.medium,
    confidence: 0.5,
    services: [service],
    ticketKeys: tickets.map(({ key }) => key),
    pullRequestIds: [],
    logPatternIds: sorted.map(({ id }) => id),
    links: tickets.flatMap((ticket) => linkOf(ticket, service, sorted[0], settings)),
    suspects: [],
    culpritPullRequestId: null,
    startedAtMs,
    lastSeenMs,
    ongoing: lastSeenMs > evidence.range.toMs - 600_000,
  };
};

const names = (ticket: Ticket, service: string): boolean =>
  ticket.components.includes(service) || `${ticket.summary}\n${ticket.description}`.includes(service);

const linkOf = (
  ticket: Ticket,
  service: string,
  pattern: LogPattern | undefined,
  settings: CorrelationSettings,
): EvidenceLink[] =>
  pattern === undefined
    ? []
    : [
        {
          from: ticketEvidence(ticket.key),
          to: logEvidence(pattern.id),
          score: settings.weights.service,
          signals: [{ kind: 'service', weight: settings.weights.service, strength: 1, detail: `both name ${service}` }],
        },
      ];
