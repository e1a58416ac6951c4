import { clip, counted, dayTimeOf, durationOf, listed } from '../analysis/phrases.ts';
import type { BriefIncident, BriefLogPattern, BriefPullRequest, BriefTicket } from '../brief.ts';
import { MINUTE_MS } from '../time-range.ts';
import type { TextOptions } from './brief-as-text.ts';
import { isOnlySuspected } from './cause-label.ts';
import { plainLine, wrap } from './wrap-text.ts';

const INDENT = '     ';
const LABEL_WIDTH = 9;
const MAX_EVIDENCE = 3;
const TICKET_LENGTH = 90;
const TEMPLATE_LENGTH = 160;
const URL_LENGTH = 200;

type Line = (label: string, text: string) => string;

/** An incident with its evidence, for a terminal. */
export const incidentAsText = (
  incident: BriefIncident,
  number: number,
  timeZone: string,
  options: TextOptions,
): string => {
  const { colour, width } = options;
  const line: Line = (label, text) => {
    const first = `${INDENT}${label.padEnd(LABEL_WIDTH)}`;
    return dimmed(wrap(text, width, first, ' '.repeat(first.length)), label, colour);
  };
  const badge = colour(incident.severity, ` ${incident.severity.toUpperCase()} `);
  const title = wrap(incident.title, width - INDENT.length, '', INDENT);
  return [
    `${`${number}.`.padStart(3)}  ${badge} ${colour('dim', factsOf(incident, timeZone))}`,
    `${INDENT}${colour('bold', title)}`,
    wrap(incident.description, width, INDENT),
    line('Next', incident.suggestedAction),
    ...incident.pullRequests
      .filter(({ role }) => role === 'culprit' || role === 'repair')
      .slice(0, MAX_EVIDENCE)
      .map((pullRequest) => changeLine(line, pullRequest, incident, timeZone)),
    ...evidence(line, 'Ticket', incident.tickets, ticketText),
    ...evidence(line, 'Log', incident.logPatterns, patternText),
    ...(incident.explanation === '' ? [] : [line('Why', incident.explanation)]),
  ].join('\n');
};

const dimmed = (text: string, label: string, colour: TextOptions['colour']): string =>
  text.replace(`${INDENT}${label}`, () => `${INDENT}${colour('dim', label)}`);

const evidence = <Item>(
  line: Line,
  label: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
): string[] => {
  const shown = items.slice(0, MAX_EVIDENCE).map((item, index) => line(index === 0 ? label : '', textOf(item)));
  const more = items.length - shown.length;
  return more > 0 ? [...shown, line('', `… and ${more} more`)] : shown;
};

/** "payment-service, web · since Thu 08:30, still going on · 82 % sure" */
const factsOf = (
  { services, startedAtMs, lastSeenMs, ongoing, confidence }: BriefIncident,
  timeZone: string,
): string => {
  const lastedMs = lastSeenMs - startedAtMs;
  const lasted = lastedMs < MINUTE_MS ? '' : `, for ${durationOf(lastedMs)}`;
  const since = dayTimeOf(timeZone, startedAtMs);
  return [
    ...(services.length === 0 ? [] : [plainLine(listed(services, 3))]),
    ongoing ? `since ${since}, still going on` : `${since}${lasted}`,
    `${Math.round(confidence * 100)} % sure`,
  ].join(' · ');
};

const changeLine = (line: Line, change: BriefPullRequest, incident: BriefIncident, timeZone: string): string => {
  const text = changeText(change, timeZone);
  if (change.role !== 'culprit') return line('Repair', text);
  return isOnlySuspected(incident)
    ? line('Suspect', `${Math.round(100 * incident.suspicion)} % likely: ${text}`)
    : line('Cause', text);
};

const changeText = ({ id, title, author, mergedAtMs, url }: BriefPullRequest, timeZone: string): string => {
  const by = author === null ? '' : ` by ${author}`;
  const merged = mergedAtMs === null ? ', open' : `, merged ${dayTimeOf(timeZone, mergedAtMs)}`;
  return `${id} “${clip(title, TICKET_LENGTH)}”${by}${merged}  ${shownUrl(url)}`;
};

const ticketText = ({ key, summary, priority, assignee, url }: BriefTicket): string => {
  const facts = [...(priority === null ? [] : [priority]), assignee ?? 'nobody assigned'].join(', ');
  return `${key} ${clip(summary, TICKET_LENGTH)} (${facts})  ${shownUrl(url)}`;
};

const patternText = ({ template, count, logGroup }: BriefLogPattern): string =>
  `${counted(count, 'event')} in ${logGroup}: ${clip(template, TEMPLATE_LENGTH)}`;

const shownUrl = (url: string): string => (url.length > URL_LENGTH ? '' : url);

/** One line for what is only mentioned. */
export const incidentAsLine = (
  { title, services, logPatterns, tickets }: BriefIncident,
  { width }: TextOptions,
): string => {
  const events = logPatterns.reduce((sum, { count }) => sum + count, 0);
  const facts = [
    ...(services.length === 0 ? [] : [listed(services, 2)]),
    ...(events === 0 ? [] : [counted(events, 'event')]),
    ...(tickets.length === 0
      ? []
      : [
          listed(
            tickets.map(({ key }) => key),
            2,
          ),
        ]),
  ].join(', ');
  const tail = facts === '' ? '' : ` (${clip(plainLine(facts), 60)})`;
  return `     ${clip(plainLine(title), Math.max(20, width - 5 - tail.length))}${tail}`;
};
