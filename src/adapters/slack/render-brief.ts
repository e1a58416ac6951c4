import { counted } from '../../domain/analysis/phrases.ts';
import type { Brief, BriefIncident, BriefLogPattern } from '../../domain/brief.ts';
import { causeLabel } from '../../domain/brief/cause-label.ts';
import { isHarmlessInBrief } from '../../domain/brief/is-harmless.ts';
import { SEVERITIES } from '../../domain/incident.ts';
import { isBlind, type SourceKind } from '../../domain/source-coverage.ts';
import { HOUR_MS } from '../../domain/time-range.ts';
import { composeMessage, context, divider, fields, header, HEADER_MAX, section } from './block-kit.ts';
import type { Block, RenderedMessage } from './block-kit.ts';
import { analystName, clockIn, dateIn, howSure, SEVERITY_MARK, whenOf, whoIsOn } from './brief-words.ts';
import { bold, code, inline, joinWithin, link, paragraphs, plain } from './mrkdwn.ts';
import { renderCoverage } from './render-coverage.ts';

const MAX_INCIDENTS = 10;
const MAX_PATTERNS = 5;
const MAX_LOW = 8;

/** The main message of a run: figures, summary, the ranked incidents, what was noticed in the logs, what was read. */
export const renderBrief = (brief: Brief): RenderedMessage => {
  const ranked = brief.incidents.map((incident, index) => ({ incident, rank: index + 1 }));
  const serious = ranked.filter(({ incident }) => !isHarmlessInBrief(incident));
  const low = ranked.filter(({ incident }) => isHarmlessInBrief(incident));
  const shown = serious.slice(0, MAX_INCIDENTS);
  return composeMessage({
    text: fallback(brief),
    head: [
      header(plain(`Daybrief · ${plain(brief.team, 80)} · ${dateIn(brief.timeZone, brief.range.toMs)}`, HEADER_MAX)),
      context(rangeText(brief)),
      fields(figures(brief)),
      ...summaryBlocks(brief),
      ...(shown.length > 0 ? [divider] : []),
    ],
    items: shown.map(({ incident, rank }) => incidentBlock(brief, incident, rank)),
    more: (hidden) => context(`and ${counted(hidden, 'more incident')}, each with a reply in the thread`),
    alreadyHidden: serious.length - shown.length,
    tail: [...lowBlocks(low), ...patternsBlocks(brief), context(footer(brief))],
  });
};

const severitiesOf = (brief: Brief, withMarks: boolean): string =>
  SEVERITIES.map((severity) => ({
    severity,
    count: brief.incidents.filter((incident) => incident.severity === severity && !isHarmlessInBrief(incident)).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${withMarks ? `${SEVERITY_MARK[severity]} ` : ''}${count} ${severity}`)
    .join(withMarks ? ' · ' : ', ');

const fallback = (brief: Brief): string => {
  const severities = severitiesOf(brief, false);
  const incidents = severities === '' ? '' : `${severities}.`;
  return joinWithin([`Daybrief for ${inline(brief.team, 60)}:`, incidents, inline(brief.summary, 400)], ' ', 600);
};

const rangeText = ({ range, timeZone }: Brief): string => {
  const hours = Math.round((range.toMs - range.fromMs) / HOUR_MS);
  return `The ${hours} h to ${clockIn(timeZone, range.toMs)} (${inline(timeZone, 40)})`;
};

const summaryBlocks = (brief: Brief): Block[] => {
  const text = joinWithin([verdict(brief), paragraphs(brief.summary, 1_500)], '\n', 2_000);
  return text === '' ? [] : [section(text)];
};

/** What the figures can't say; nothing where incidents speak for themselves. */
const verdict = ({ outcome }: Brief): string => {
  if (outcome === 'all-quiet')
    return '✅ *All quiet*: every configured source was read whole, and nothing that needs you was found.';
  if (outcome === 'incidents') return '';
  return '⚠️ *Blind*: nothing was found, but not everything could be read. This is no all-clear.';
};

const figures = (brief: Brief): string[] => {
  const { tickets, pullRequests, failedChecks, reverts, hotfixes, logEvents, logPatterns } = brief.figures;
  const whenRead = (kind: SourceKind, text: string): string => {
    const source = brief.coverage.find((coverage) => coverage.kind === kind);
    if (source?.status === 'failed') return 'not read';
    if (source?.status === 'not-configured') return '–';
    return `${text}${source !== undefined && isBlind(source) ? ' or more' : ''}`;
  };
  const changes = [
    `${pullRequests.toLocaleString('en-US')}, ${failedChecks.toLocaleString('en-US')} with failed CI`,
    ...(reverts > 0 ? [counted(reverts, 'revert')] : []),
    ...(hotfixes > 0 ? [hotfixes === 1 ? '1 hotfix' : `${hotfixes.toLocaleString('en-US')} hotfixes`] : []),
  ].join(', ');
  const events = `${logEvents.toLocaleString('en-US')} in ${counted(logPatterns, 'pattern')}`;
  return [
    `*Incidents*\n${severitiesOf(brief, true) || 'none'}`,
    `*Tickets*\n${whenRead('tickets', tickets.toLocaleString('en-US'))}`,
    `*Pull requests*\n${whenRead('pull-requests', changes)}`,
    `*Log events*\n${whenRead('logs', events)}`,
  ];
};

const incidentBlock = (brief: Brief, incident: BriefIncident, rank: number): Block =>
  section(
    joinWithin(
      [
        `${SEVERITY_MARK[incident.severity]} *${rank}.* ${bold(incident.title, 160)}`,
        joinWithin(
          [
            inline(incident.services.slice(0, 3).join(', '), 100),
            whenOf(brief.timeZone, incident),
            howSure(incident.confidence),
            inline(whoIsOn(incident), 100),
          ],
          ' · ',
          320,
        ),
        whyLine(incident),
        incident.suggestedAction.trim() === '' ? '' : `*Next:* ${inline(incident.suggestedAction, 220)}`,
        evidenceOf(incident),
      ],
      '\n',
      2_400,
    ),
  );

/** The change to blame; without one, what happened. */
const whyLine = (incident: BriefIncident): string => {
  const culprit = incident.pullRequests.find(({ role }) => role === 'culprit');
  if (culprit !== undefined)
    return `*${causeLabel(incident, 'Cause')}:* ${link(culprit.url, culprit.id, 100)} ${inline(culprit.title, 100)}`;
  const what = inline(firstSentences(incident.description, MAX_WHAT), MAX_WHAT);
  return what === '' ? '' : `*What:* ${what}`;
};

const MAX_WHAT = 280;

/** As many whole sentences as fit, at least one. */
const firstSentences = (text: string, max: number): string => {
  let shown = '';
  for (const sentence of text.slice(0, 2_000).split(/(?<=[.!?])\s+/)) {
    if (shown !== '' && shown.length + sentence.length >= max) break;
    shown = shown === '' ? sentence : `${shown} ${sentence}`;
  }
  return shown;
};

const MAX_LINKS = 4;

const evidenceOf = ({ tickets, pullRequests, logPatterns }: BriefIncident): string => {
  const events = logPatterns.reduce((sum, { count }) => sum + count, 0);
  const repairs = pullRequests.filter(({ role }) => role === 'repair');
  const links = [
    ...tickets.map(({ url, key }) => link(url, key, 40)),
    ...repairs.map(
      ({ url, id, mergedAtMs }) => `${mergedAtMs === null ? 'fix open' : 'fix merged'}: ${link(url, id, 80)}`,
    ),
  ];
  const more = links.length > MAX_LINKS ? [`${links.length - MAX_LINKS} more`] : [];
  const logs = events === 0 ? [] : [counted(events, 'log event')];
  return joinWithin([...links.slice(0, MAX_LINKS), ...more, ...logs], ' · ', 1_100);
};

interface RankedIncident {
  readonly incident: BriefIncident;
  readonly rank: number;
}

/** What was seen and judged harmless, a line each. */
const lowBlocks = (low: readonly RankedIncident[]): Block[] => {
  if (low.length === 0) return [];
  const lines = low
    .slice(0, MAX_LOW)
    .map(({ incident, rank }) =>
      [
        `${SEVERITY_MARK.low} ${rank}. ${inline(incident.title, 120)}`,
        inline(incident.services.slice(0, 2).join(', '), 60),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    );
  const more = low.length > MAX_LOW ? [`and ${low.length - MAX_LOW} more`] : [];
  return [context(joinWithin(['*Seen, not counted as incidents*', ...lines, ...more], '\n', 1_800))];
};

/** The loudest patterns of the day's incidents, where to look at them, and whose they are. */
const patternsBlocks = (brief: Brief): Block[] => {
  const ranked = brief.incidents
    .flatMap((incident, index) => incident.logPatterns.map((pattern) => ({ pattern, rank: index + 1 })))
    .toSorted((a, b) => b.pattern.count - a.pattern.count)
    .slice(0, MAX_PATTERNS);
  if (ranked.length === 0) return [];
  const list = ranked.map(({ pattern, rank }) => `• ${patternLine(pattern)} · incident ${rank}`);
  return [divider, section(joinWithin(['*Loudest log patterns*', ...list], '\n', 2_400))];
};

const patternLine = (pattern: BriefLogPattern): string => {
  const times = `${pattern.count.toLocaleString('en-US')} ×`;
  // Long addresses would take the room of the patterns themselves.
  const count = pattern.url !== null && pattern.url.length <= 300 ? link(pattern.url, times, 20) : times;
  return `${count} ${code(pattern.template, 120)} ${inline(pattern.service, 40)}`;
};

const footer = (brief: Brief): string =>
  joinWithin(
    [
      renderCoverage(brief.coverage, 1_200),
      ...brief.notes.slice(0, 5).map((note) => `ℹ️ ${inline(note, 250)}`),
      `Summarised by ${analystName(brief.summarisedBy)}${brief.outcome === 'incidents' ? ' · details in the thread' : ''} · run ${inline(brief.runId, 80)}`,
    ],
    '\n',
    2_400,
  );
