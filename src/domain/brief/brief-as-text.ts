import { counted, dayTimeOf } from '../analysis/phrases.ts';
import type { Brief, BriefIncident } from '../brief.ts';
import { SEVERITIES } from '../incident.ts';
import { coverageLine } from './coverage-line.ts';
import { incidentAsLine, incidentAsText } from './incident-as-text.ts';
import { isHarmlessInBrief } from './is-harmless.ts';
import { plainLine, wrap } from './wrap-text.ts';

export type TextStyle = 'title' | 'bold' | 'dim' | 'critical' | 'high' | 'medium' | 'low' | 'good' | 'warning';

export interface TextOptions {
  /** Dresses a text for the terminal; return it as it is for plain text. */
  readonly colour: (style: TextStyle, text: string) => string;
  /** Columns of the terminal. */
  readonly width: number;
}

/** At most so many are told with their evidence. */
const MAX_TOLD = 20;
/** At most so many are mentioned by a line. */
const MAX_MENTIONED = 8;

/** The brief for a terminal: what matters with its evidence, the rest by a line. */
export const briefAsText = (brief: Brief, options: TextOptions): string => {
  const { incidents, timeZone } = brief;
  const told = incidents.filter(({ severity }) => severity !== 'low').slice(0, MAX_TOLD);
  const isTold = new Set(told);
  const harmless = incidents.filter(isHarmlessInBrief);
  const others = incidents.filter((incident) => !isTold.has(incident) && !isHarmlessInBrief(incident));
  return [
    headText(brief, options),
    figuresText(brief, options),
    ...told.map((incident, index) => incidentAsText(incident, index + 1, timeZone, options)),
    ...mentionedText(others, told.length === 0 ? 'Of low severity' : 'Less urgent', options),
    ...mentionedText(harmless, 'Seen, not counted as incidents', options),
    footText(brief, options),
  ].join('\n\n');
};

const OUTCOMES = { incidents: null, 'all-quiet': 'All quiet', blind: 'Blind' } as const;

const headText = ({ team, range, timeZone, outcome, summary }: Brief, { colour, width }: TextOptions): string => {
  const span = `${dayTimeOf(timeZone, range.fromMs)} to ${dayTimeOf(timeZone, range.toMs)} ${timeZone}`;
  const mark = OUTCOMES[outcome];
  return [
    `${colour('title', `Brief for ${plainLine(team)}`)}  ${colour('dim', span)}`,
    ...(mark === null ? [] : [colour(outcome === 'blind' ? 'warning' : 'good', mark)]),
    wrap(summary, width),
  ].join('\n');
};

const figuresText = ({ figures, incidents }: Brief, { colour, width }: TextOptions): string => {
  const failed = figures.failedChecks === 0 ? '' : ` (${figures.failedChecks} with failed checks)`;
  const read = [
    counted(figures.tickets, 'ticket'),
    `${counted(figures.pullRequests, 'pull request')}${failed}`,
    `${counted(figures.logEvents, 'log event')} in ${counted(figures.logPatterns, 'pattern')}`,
  ].join(' · ');
  const bySeverity = SEVERITIES.flatMap((severity) => {
    const count = incidents.filter((one) => one.severity === severity && !isHarmlessInBrief(one)).length;
    return count === 0 ? [] : [colour(severity, ` ${count} ${severity} `)];
  });
  return [colour('dim', wrap(read, width)), ...(bySeverity.length === 0 ? [] : [bySeverity.join(' ')])].join('\n');
};

const mentionedText = (incidents: readonly BriefIncident[], head: string, options: TextOptions): readonly string[] => {
  if (incidents.length === 0) return [];
  const more = incidents.length - MAX_MENTIONED;
  const lines = incidents.slice(0, MAX_MENTIONED).map((incident) => incidentAsLine(incident, options));
  return [
    [
      options.colour('bold', head),
      ...lines,
      ...(more > 0 ? [options.colour('dim', `     … and ${more} more`)] : []),
    ].join('\n'),
  ];
};

const footText = ({ coverage, notes }: Brief, { colour, width }: TextOptions): string =>
  [
    wrap(coverageLine(coverage), width, 'Sources: ', '         '),
    ...notes.map((note) => colour('dim', wrap(note, width, 'Note: ', '      '))),
  ].join('\n');
