import { counted } from '../../domain/analysis/phrases.ts';
import type { Brief, BriefIncident, BriefLogPattern, BriefPullRequest, BriefTicket } from '../../domain/brief.ts';
import { causeLabel } from '../../domain/brief/cause-label.ts';
import { composeMessage, context, header, HEADER_MAX, section } from './block-kit.ts';
import type { Block, RenderedMessage } from './block-kit.ts';
import { analystName, dayTimeIn, howSure, SEVERITY_MARK, spanIn, whenOf } from './brief-words.ts';
import { code, codeBlock, inline, joinWithin, link, paragraphs, plain } from './mrkdwn.ts';

const MAX_TICKETS = 8;
const MAX_PULL_REQUESTS = 8;
const MAX_PATTERNS = 6;
const MAX_REASONS = 4;

/** The thread reply about one incident: what happened, why we think so, where to look, what to do. */
export const renderIncident = (brief: Brief, incident: BriefIncident): RenderedMessage => {
  const patterns = incident.logPatterns.slice(0, MAX_PATTERNS);
  const others = incident.pullRequests.filter((pull) => pull !== culpritOf(incident));
  return composeMessage({
    text: `${SEVERITY_MARK[incident.severity]} ${inline(incident.title, 300)}`,
    head: [
      header(plain(`${SEVERITY_MARK[incident.severity]} ${rankOf(brief, incident)}${incident.title}`, HEADER_MAX)),
      context(facts(brief, incident)),
      ...textBlocks('', incident.description, 1_200),
      ...textBlocks('*Next*\n', incident.suggestedAction, 800),
      section(causeText(brief, incident)),
      ...listBlocks('Tickets', incident.tickets.map(ticketLine), MAX_TICKETS),
      ...listBlocks(
        culpritOf(incident) === undefined ? 'Pull requests' : 'Other pull requests',
        others.map((pull) => pullRequestLine(brief, pull)),
        MAX_PULL_REQUESTS,
      ),
    ],
    items: patterns.map((pattern) => patternBlock(brief, pattern)),
    more: (hidden) => context(`and ${counted(hidden, 'more log pattern')}`),
    alreadyHidden: incident.logPatterns.length - patterns.length,
    tail: [context(footer(incident))],
  });
};

const rankOf = (brief: Brief, { id }: BriefIncident): string => {
  const index = brief.incidents.findIndex((candidate) => candidate.id === id);
  return index < 0 ? '' : `${index + 1}. `;
};

const facts = (brief: Brief, incident: BriefIncident): string =>
  joinWithin(
    [
      `*${incident.severity}*`,
      inline(incident.services.slice(0, 5).join(', '), 150),
      whenOf(brief.timeZone, incident),
      howSure(incident.confidence),
      `analysed by ${analystName(incident.analysedBy)}`,
    ],
    ' · ',
    500,
  );

const textBlocks = (title: string, text: string, max: number): Block[] =>
  paragraphs(text, max) === '' ? [] : [section(`${title}${paragraphs(text, max)}`)];

const culpritOf = (incident: BriefIncident): BriefPullRequest | undefined =>
  incident.pullRequests.find(({ role }) => role === 'culprit');

const causeText = (brief: Brief, incident: BriefIncident): string => {
  const culprit = culpritOf(incident);
  const suspect = incident.pullRequests.find(({ role }) => role === 'suspect');
  const isWeighed = incident.reasonsFor.length + incident.reasonsAgainst.length > 0;
  const closest = suspect === undefined ? 'The closest one:' : `The closest one: ${named(brief, suspect)}`;
  const cause =
    culprit === undefined
      ? joinWithin(['No change in the range is to blame by the evidence.', isWeighed ? closest : ''], '\n', 1_800)
      : named(brief, culprit);
  return joinWithin(
    [
      `*${causeLabel(incident, 'Likely cause')}*\n${cause}`,
      ...incident.reasonsFor.slice(0, MAX_REASONS).map((reason) => `+ ${inline(reason, 200)}`),
      ...incident.reasonsAgainst.slice(0, MAX_REASONS).map((reason) => `− ${inline(reason, 200)}`),
    ],
    '\n',
    2_600,
  );
};

const named = (brief: Brief, pull: BriefPullRequest): string =>
  joinWithin([link(pull.url, pull.id, 120), inline(pull.title, 150), byWhom(brief, pull)], ' ', 1_700);

const byWhom = (brief: Brief, { author, mergedAtMs }: BriefPullRequest): string => {
  const who = author === null ? '' : `by ${inline(author, 60)}`;
  const when = mergedAtMs === null ? 'not merged' : `merged ${dayTimeIn(brief.timeZone, mergedAtMs)}`;
  return `(${[who, when].filter((part) => part !== '').join(', ')})`;
};

const listBlocks = (title: string, lines: readonly string[], max: number): Block[] => {
  if (lines.length === 0) return [];
  const more = lines.length > max ? [`and ${lines.length - max} more`] : [];
  return [section(joinWithin([`*${title}*`, ...lines.slice(0, max).map((line) => `• ${line}`), ...more], '\n', 1_900))];
};

const ticketLine = (ticket: BriefTicket): string => {
  const details = [ticket.priority, ticket.assignee ?? 'unassigned'].filter((detail) => detail !== null).join(', ');
  return `${link(ticket.url, ticket.key, 60)} ${inline(ticket.summary, 140)} (${inline(details, 80)})`;
};

const ROLE_WORDS: Readonly<Record<BriefPullRequest['role'], string>> = {
  culprit: 'culprit',
  suspect: 'possible cause',
  repair: 'repairs it',
  related: '',
};

const pullRequestLine = (brief: Brief, pull: BriefPullRequest): string =>
  joinWithin(
    [
      `${link(pull.url, pull.id, 100)} ${inline(pull.title, 120)} ${byWhom(brief, pull)}`,
      ROLE_WORDS[pull.role] === '' ? '' : `_${ROLE_WORDS[pull.role]}_`,
    ],
    ' ',
    1_800,
  );

const patternBlock = (brief: Brief, pattern: BriefLogPattern): Block => {
  const details = [
    `*${pattern.count.toLocaleString('en-US')} ×*`,
    inline(pattern.service, 60),
    spanIn(brief.timeZone, pattern.firstSeenMs, pattern.lastSeenMs),
    link(pattern.url, pattern.logGroup, 100),
  ];
  const [sample] = pattern.samples;
  const shown = sample === undefined ? code(pattern.template, 400) : codeBlock(sample, 700);
  return section(joinWithin([joinWithin(details, ' · ', 1_700), shown], '\n', 2_900));
};

const footer = (incident: BriefIncident): string =>
  joinWithin([`Put together because: ${inline(incident.explanation, 400) || 'no reason was given'}`], '\n', 600);
