import type { Brief, BriefIncident, BriefLogPattern } from '../../domain/brief.ts';
import { SEVERITIES } from '../../domain/incident.ts';
import { isBlind, type SourceKind } from '../../domain/source-coverage.ts';
import { HOUR_MS } from '../../domain/time-range.ts';
import {
  composeMessage,
  context,
  divider,
  fields,
  header,
  HEADER_MAX,
  section,
  type Block,
  type RenderedMessage,
} from './block-kit.ts';
import { analystName, clockIn, counted, dateIn, dayTimeIn, SEVERITY_MARK } from './brief-words.ts';
import { bold, code, inline, joinWithin, link, paragraphs, plain } from './mrkdwn.ts';
import { renderCoverage } from './render-coverage.ts';

const MAX_INCIDENTS = 10;
const MAX_PATTERNS = 5;

/** The main message of a run: figures, summary, the ranked incidents, what was noticed in the logs, what was read. */
export const renderBrief = (brief: Brief): RenderedMessage => {
  const shown = brief.incidents.slice(0, MAX_INCIDENTS);
  return composeMessage({
    text: fallback(brief),
    head: [
      header(plain(`Daybrief · ${plain(brief.team, 80)} · ${dateIn(brief.timeZone, brief.range.toMs)}`, HEADER_MAX)),
      fields(figures(brief)),
      section(joinWithin([verdict(brief), paragraphs(brief.summary, 1_500)], '\n', 2_000)),
      ...(shown.length > 0 ? [divider] : []),
    ],
    items: shown.map((incident, index) => incidentBlock(brief, incident, index + 1)),
    more: (hidden) => context(`and ${counted(hidden, 'more incident')}, each with a reply in the thread`),
    alreadyHidden: brief.incidents.length - shown.length,
    tail: [...patternsBlocks(brief), context(footer(brief))],
  });
};

const fallback = (brief: Brief): string =>
  joinWithin([`Daybrief for ${inline(brief.team, 60)}:`, inline(brief.summary, 400)], ' ', 500);

const verdict = (brief: Brief): string => {
  const hours = Math.round((brief.range.toMs - brief.range.fromMs) / HOUR_MS);
  const range = `the ${hours} h to ${clockIn(brief.timeZone, brief.range.toMs)} (${inline(brief.timeZone, 40)})`;
  switch (brief.outcome) {
    case 'all-quiet':
      return `✅ *All quiet* in ${range}: every configured source was read whole, and nothing was found.`;
    case 'blind':
      return `⚠️ *Blind* in ${range}: nothing was found, but not everything could be read. This is no all-clear.`;
    default:
      return `*${counted(brief.incidents.length, 'incident')}* in ${range}`;
  }
};

const figures = (brief: Brief): string[] => {
  const { tickets, pullRequests, failedChecks, logEvents, logPatterns } = brief.figures;
  const whenRead = (kind: SourceKind, text: string): string => {
    const source = brief.coverage.find((coverage) => coverage.kind === kind);
    if (source?.status === 'failed') return 'not read';
    return source?.status === 'not-configured'
      ? '–'
      : `${text}${source !== undefined && isBlind(source) ? ' or more' : ''}`;
  };
  const severities = SEVERITIES.map((severity) => ({
    severity,
    count: brief.incidents.filter((incident) => incident.severity === severity).length,
  })).filter(({ count }) => count > 0);
  return [
    `*Tickets*\n${whenRead('tickets', tickets.toLocaleString('en-US'))}`,
    `*Pull requests*\n${whenRead('pull-requests', pullRequests.toLocaleString('en-US'))}`,
    `*Failed CI*\n${whenRead('pull-requests', failedChecks.toLocaleString('en-US'))}`,
    `*Log events*\n${whenRead('logs', `${logEvents.toLocaleString('en-US')} in ${counted(logPatterns, 'pattern')}`)}`,
    `*Incidents*\n${severities.length === 0 ? 'none' : severities.map(({ severity, count }) => `${SEVERITY_MARK[severity]} ${count} ${severity}`).join(' · ')}`,
  ];
};

const incidentBlock = (brief: Brief, incident: BriefIncident, rank: number): Block => {
  const events = incident.logPatterns.reduce((sum, pattern) => sum + pattern.count, 0);
  const counts = [
    incident.tickets.length > 0 ? counted(incident.tickets.length, 'ticket') : '',
    incident.pullRequests.length > 0 ? counted(incident.pullRequests.length, 'pull request') : '',
    events > 0 ? counted(events, 'log event') : '',
    `${incident.ongoing ? 'ongoing since' : 'began'} ${dayTimeIn(brief.timeZone, incident.startedAtMs)}`,
  ];
  const culprit = incident.pullRequests.find(({ role }) => role === 'culprit');
  return section(
    joinWithin(
      [
        `${SEVERITY_MARK[incident.severity]} *${rank}.* ${bold(incident.title, 160)}`,
        joinWithin([inline(incident.services.slice(0, 3).join(', '), 100), ...counts], ' · ', 260),
        culprit === undefined
          ? ''
          : `Likely cause: ${link(culprit.url, culprit.id, 100)} ${inline(culprit.title, 100)}`,
        incident.suggestedAction.trim() === '' ? '' : `→ ${inline(incident.suggestedAction, 220)}`,
      ],
      '\n',
      2_000,
    ),
  );
};

/** The loudest patterns of the day's incidents, where to look at them, and whose they are. */
const patternsBlocks = (brief: Brief): Block[] => {
  const ranked = brief.incidents
    .flatMap((incident, index) => incident.logPatterns.map((pattern) => ({ pattern, rank: index + 1 })))
    .toSorted((a, b) => b.pattern.count - a.pattern.count)
    .slice(0, MAX_PATTERNS);
  if (ranked.length === 0) return [];
  const list = ranked.map(({ pattern, rank }) => `• ${patternLine(pattern)} (#${rank})`);
  return [divider, section(joinWithin(['*Log patterns*', ...list], '\n', 1_500))];
};

const patternLine = (pattern: BriefLogPattern): string =>
  `${pattern.count.toLocaleString('en-US')} × ${code(pattern.template, 120)} ${inline(pattern.service, 40)}`;

const footer = (brief: Brief): string =>
  joinWithin(
    [
      renderCoverage(brief.coverage, 1_200),
      ...brief.notes.slice(0, 5).map((note) => `ℹ️ ${inline(note, 250)}`),
      `Summarised by ${analystName(brief.summarisedBy)}${brief.incidents.length > 0 ? ' · details in the thread' : ''} · run ${inline(brief.runId, 80)}`,
    ],
    '\n',
    2_400,
  );
