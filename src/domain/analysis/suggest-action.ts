import { isBot } from '../correlation/people.ts';
import { isLikely, type Incident } from '../incident.ts';
import type { PullRequest } from '../pull-request.ts';
import type { IncidentEvidence } from './evidence-index.ts';
import { clip, dayTimeOf, listed } from './phrases.ts';
import { redact } from './redact.ts';
import { repairsOf } from './repairs-of.ts';

/** What to do first about an incident, one or two sentences. */
export const suggestAction = (incident: Incident, items: IncidentEvidence, timeZone: string): string => {
  const repairs = repairsOf(incident, items.pullRequests);
  const merged = repairs.find(({ mergedAtMs }) => mergedAtMs !== null);
  const open = repairs.find(({ mergedAtMs }) => mergedAtMs === null);
  const culprit = items.pullRequests.find(({ id }) => id === incident.culpritPullRequestId);
  if (merged !== undefined) return afterRepair(incident, merged, timeZone);
  if (open !== undefined)
    return `Review and merge ${open.id} "${clip(redact(open.title), 90)}"${incident.ongoing ? ' now: errors are still arriving' : ''}.`;
  const suspect = incident.suspects.find(({ pullRequestId }) => pullRequestId === culprit?.id);
  if (culprit !== undefined) return isLikely(suspect) ? undo(incident, culprit) : examine(incident, culprit);
  return investigate(incident, items);
};

const afterRepair = (incident: Incident, repair: PullRequest, timeZone: string): string =>
  incident.ongoing
    ? `${repair.id} was merged ${dayTimeOf(timeZone, repair.mergedAtMs ?? 0)}, but it is still going on: check that the repair is deployed, and that it is enough.`
    : `Confirm that ${repair.id} is deployed everywhere and ${closeTickets(incident)}.`;

const closeTickets = ({ ticketKeys }: Incident): string =>
  ticketKeys.length === 0 ? 'file a ticket for the follow-up' : `close ${listed(ticketKeys)}`;

const undo = (incident: Incident, culprit: PullRequest): string => {
  const service = incident.services[0];
  const what = service === undefined ? 'it' : service;
  const who = isPerson(culprit.author) ? ` with ${culprit.author}` : '';
  const watch = incident.logPatternIds.length > 0 ? 'then watch the errors stop' : 'then ask whether that helped';
  return incident.ongoing
    ? `Revert ${culprit.id} or roll ${what} back to the version before it, ${watch}.`
    : `Check${who} whether ${culprit.id} is still live, and revert or correct it before it strikes again.`;
};

const examine = ({ services, ongoing, logPatternIds }: Incident, culprit: PullRequest): string => {
  const who = isPerson(culprit.author) ? culprit.author : `who knows ${culprit.repository}`;
  const where = services[0] === undefined ? '' : ` in ${services[0]}`;
  const what = logPatternIds.length > 0 ? `the errors${where}` : 'what is reported';
  return ongoing
    ? `Ask ${who} whether ${culprit.id} can explain ${what}, and roll it back if it can.`
    : `Ask ${who} whether ${culprit.id} explains ${what}, before anything is reverted.`;
};

const isPerson = (author: string | null): author is string => author !== null && !isBot(author);

const investigate = (incident: Incident, { logPatterns, tickets }: IncidentEvidence): string => {
  const service = incident.services[0];
  const exception = logPatterns.flatMap(({ exception: found }) => found?.types.at(-1) ?? [])[0];
  const frame = logPatterns.flatMap(({ exception: found }) => found?.frames[0] ?? [])[0];
  const start =
    exception === undefined
      ? 'the leading error'
      : `${exception}${frame === undefined ? '' : ` at ${clip(redact(frame), 100)}`}`;
  if (logPatterns.length > 0)
    return `Have the owners of ${service ?? 'the service'} look at ${start}; check dependencies, capacity and configuration, as no merged change explains it.`;
  const owner = tickets.find(({ assignee }) => assignee !== null)?.assignee ?? null;
  return `No logs show it: ask ${owner ?? tickets[0]?.reporter ?? 'the reporter'} for the time and a failing example.`;
};
