import type { Brief, BriefIncident, BriefLogPattern, BriefPullRequest, BriefTicket } from '../../domain/brief.ts';
import { composeMessage, context, section, type Block, type RenderedMessage } from './block-kit.ts';
import { analystName, counted, dayTimeIn, SEVERITY_MARK, spanIn } from './brief-words.ts';
import { bold, code, codeBlock, inline, joinWithin, link, paragraphs } from './mrkdwn.ts';

const MAX_TICKETS = 8;
const MAX_PULL_REQUESTS = 8;
const MAX_PATTERNS = 6;

/** The thread reply about one incident: what happened, why we think so, where to look, what to do. */
export const renderIncident = (brief: Brief, incident: BriefIncident): RenderedMessage => {
  const patterns = incident.logPatterns.slice(0, MAX_PATTERNS);
  return composeMessage({
    text: `${SEVERITY_MARK[incident.severity]} ${inline(incident.title, 300)}`,
    head: [
      section(heading(brief, incident)),
      ...(incident.suggestedAction.trim() === ''
        ? []
        : [section(`*Suggested action*\n${paragraphs(incident.suggestedAction, 800)}`)]),
      section(causeText(brief, incident)),
      ...listBlocks('Tickets', incident.tickets.map(ticketLine), MAX_TICKETS),
      ...listBlocks(
        'Pull requests',
        otherPullRequests(incident).map((pull) => pullRequestLine(brief, pull)),
        MAX_PULL_REQUESTS,
      ),
    ],
    items: patterns.map((pattern) => patternBlock(brief, pattern)),
    more: (hidden) => context(`and ${counted(hidden, 'more log pattern')}`),
    alreadyHidden: incident.logPatterns.length - patterns.length,
    tail: [context(footer(incident))],
  });
};

const heading = (brief: Brief, incident: BriefIncident): string =>
  joinWithin(
    [
      `${SEVERITY_MARK[incident.severity]} ${bold(incident.title, 200)}`,
      joinWithin(
        [
          incident.severity,
          inline(incident.services.slice(0, 5).join(', '), 150),
          incident.ongoing
            ? `ongoing since ${dayTimeIn(brief.timeZone, incident.startedAtMs)}`
            : spanIn(brief.timeZone, incident.startedAtMs, incident.lastSeenMs),
        ],
        ' · ',
        300,
      ),
      paragraphs(incident.description, 1_200),
    ],
    '\n',
    2_000,
  );

const culpritOf = (incident: BriefIncident): BriefPullRequest | undefined =>
  incident.pullRequests.find(({ role }) => role === 'culprit');

const otherPullRequests = (incident: BriefIncident): readonly BriefPullRequest[] =>
  incident.pullRequests.filter((pull) => pull !== culpritOf(incident));

const causeText = (brief: Brief, incident: BriefIncident): string => {
  const culprit = culpritOf(incident);
  const cause =
    culprit === undefined
      ? 'No change in the range is to blame by the evidence.'
      : joinWithin(
          [link(culprit.url, culprit.id, 120), inline(culprit.title, 150), byWhom(brief, culprit)],
          ' ',
          1_800,
        );
  return joinWithin(
    [
      `*Likely cause*\n${cause}`,
      ...incident.reasonsFor.slice(0, 4).map((reason) => `＋ ${inline(reason, 200)}`),
      ...incident.reasonsAgainst.slice(0, 4).map((reason) => `－ ${inline(reason, 200)}`),
    ],
    '\n',
    2_600,
  );
};

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
  const facts = [ticket.priority, ticket.assignee].filter((fact) => fact !== null).join(', ');
  return `${link(ticket.url, ticket.key, 60)} ${inline(ticket.summary, 140)}${facts === '' ? '' : ` (${inline(facts, 80)})`}`;
};

const pullRequestLine = (brief: Brief, pull: BriefPullRequest): string =>
  `${link(pull.url, pull.id, 100)} ${inline(pull.title, 120)} ${byWhom(brief, pull)}${pull.role === 'related' ? '' : `, ${pull.role}`}`;

const patternBlock = (brief: Brief, pattern: BriefLogPattern): Block => {
  const facts = [
    `*${pattern.count.toLocaleString('en-US')} ×*`,
    inline(pattern.service, 60),
    spanIn(brief.timeZone, pattern.firstSeenMs, pattern.lastSeenMs),
    link(pattern.url, pattern.logGroup, 100),
  ];
  const sample = pattern.samples[0];
  return section(
    joinWithin(
      [joinWithin(facts, ' · ', 1_700), sample === undefined ? code(pattern.template, 400) : codeBlock(sample, 600)],
      '\n',
      2_800,
    ),
  );
};

const footer = (incident: BriefIncident): string =>
  joinWithin(
    [
      `Confidence ${Math.round(incident.confidence * 100)} % · analysed by ${analystName(incident.analysedBy)}`,
      inline(incident.explanation, 400),
    ],
    '\n',
    600,
  );
