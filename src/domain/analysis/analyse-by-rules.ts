import type { Evidence } from '../evidence.ts';
import {
  isLikely,
  logEvidence,
  pullRequestEvidence,
  ticketEvidence,
  type EvidenceId,
  type Incident,
  type Suspect,
} from '../incident.ts';
import type { PullRequest } from '../pull-request.ts';
import type { RootCause } from '../root-cause.ts';
import { indexEvidence, type IncidentEvidence } from './evidence-index.ts';
import { clip, counted, dayTimeOf, durationOf, listed, sentence } from './phrases.ts';
import { redact } from './redact.ts';
import { repairsOf } from './repairs-of.ts';
import { suggestAction } from './suggest-action.ts';

const MAX_CITED_PATTERNS = 5;

/** What the engine's findings say about an incident, in words an engineer can act on; cites only what the incident holds. */
export const analyseByRules = (incident: Incident, evidence: Evidence): RootCause => {
  const items = indexEvidence(evidence)(incident);
  return {
    incidentId: incident.id,
    title: redact(incident.title),
    description: redact(describe(incident, items, evidence.scope.timeZone)),
    severity: incident.severity,
    affectedServices: incident.services.map(redact),
    relatedTickets: incident.ticketKeys,
    pullRequestId: incident.culpritPullRequestId,
    suggestedAction: redact(suggestAction(incident, items, evidence.scope.timeZone)),
    evidence: citedBy(incident, items),
    confidence: incident.confidence,
    by: 'rules',
  };
};

const citedBy = (incident: Incident, items: IncidentEvidence): EvidenceId[] => [
  ...(incident.culpritPullRequestId === null ? [] : [pullRequestEvidence(incident.culpritPullRequestId)]),
  ...items.tickets.map(({ key }) => ticketEvidence(key)),
  ...items.logPatterns.slice(0, MAX_CITED_PATTERNS).map(({ id }) => logEvidence(id)),
  ...items.pullRequests
    .filter(({ id }) => id !== incident.culpritPullRequestId)
    .map(({ id }) => pullRequestEvidence(id)),
];

const describe = (incident: Incident, items: IncidentEvidence, timeZone: string): string =>
  [
    whatHappened(incident, items, timeZone),
    whoReported(items),
    likelyCause(incident, items),
    whatRepaired(incident, items, timeZone),
  ]
    .filter((part) => part !== '')
    .join(' ');

const whatHappened = (incident: Incident, { logPatterns }: IncidentEvidence, timeZone: string): string => {
  const leading = logPatterns[0];
  const since = dayTimeOf(timeZone, incident.startedAtMs);
  const span = durationOf(incident.lastSeenMs - incident.startedAtMs);
  if (leading === undefined)
    return incident.ongoing ? `Reported since ${since}, no error logs.` : `Reported from ${since} on, no error logs.`;
  const events = logPatterns.reduce((sum, { count }) => sum + count, 0);
  const when = incident.ongoing ? `since ${since} (${span}), still going on` : `from ${since}, over ${span}`;
  const where = incident.services.length === 0 ? '' : ` in ${listed(incident.services)}`;
  return `${counted(events, 'error event')}${where} ${when}. Leading: "${clip(redact(leading.template), 160)}" (${leading.count.toLocaleString('en-US')}).`;
};

const whoReported = ({ tickets }: IncidentEvidence): string => {
  if (tickets.length === 0) return 'No ticket reports it yet.';
  const named = tickets.map(({ key, summary }) => `${key} "${clip(redact(summary), 90)}"`);
  return `Reported in ${listed(named, 3)}.`;
};

const likelyCause = (incident: Incident, { pullRequests, logPatterns }: IncidentEvidence): string => {
  const culprit = pullRequests.find(({ id }) => id === incident.culpritPullRequestId);
  const suspect = incident.suspects.find(({ pullRequestId }) => pullRequestId === culprit?.id);
  if (culprit !== undefined && isLikely(suspect)) return `Most likely caused by ${named(culprit)}: ${reasons(suspect)}`;
  if (culprit !== undefined) return `${named(culprit)} is suspected${chanceOf(suspect)}: ${reasons(suspect)}`;
  const [best] = incident.suspects.filter(({ ruledOut }) => !ruledOut);
  if (best === undefined)
    return logPatterns.length === 0
      ? 'Which change brought it about, if one did, is not known.'
      : 'No change in the range explains it: look for a cause outside the code (capacity, data, certificate, third party).';
  const doubt = best.reasonsAgainst[0] ?? (best.reasonsFor.length > 0 ? NOT_ENOUGH : 'little ties it to this');
  return `No change is blamed; the nearest is ${best.pullRequestId}, but ${clip(redact(doubt), 160)}.`;
};

const NOT_ENOUGH = 'what speaks for it is not enough to blame it';

const chanceOf = (suspect: Suspect | undefined): string =>
  suspect === undefined ? '' : ` (${Math.round(100 * suspect.score)} % likely)`;

const named = ({ id, title, author }: PullRequest): string =>
  `${id} "${clip(redact(title), 90)}"${author === null ? '' : ` by ${author}`}`;

const reasons = (suspect: Suspect | undefined): string =>
  sentence(listed((suspect?.reasonsFor ?? []).slice(0, 3)) || 'it fits best of all changes in the range');

const whatRepaired = (incident: Incident, items: IncidentEvidence, timeZone: string): string => {
  const [repair] = repairsOf(incident, items.pullRequests).toSorted(
    (a, b) => (a.mergedAtMs ?? Infinity) - (b.mergedAtMs ?? Infinity),
  );
  if (repair === undefined) return '';
  return repair.mergedAtMs === null
    ? `A repair is open: ${named(repair)}.`
    : `Repaired by ${named(repair)}, merged ${dayTimeOf(timeZone, repair.mergedAtMs)}.`;
};
