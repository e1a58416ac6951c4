import { fitOf } from './place-evidence.ts';
import type { ReportMatch } from './report-match.ts';
import type { TicketNode } from './scene.ts';

/** A share nearer to 0 or 1 than this says no more. */
const MIN_SHARE = 0.001;

/**
 * What makes a report without a change an incident of its own: what its tickets say, and how likely somebody answered it,
 * though it isn't clear by what. Fitted (logistic regression, ridge 20) on whether such a report is of a true incident.
 */
const ALONE = {
  ...{ bias: -1.4, answered: 0.25, several: 0.4 },
  ...{ acute: 1, fresh: 2, broad: 1.1, urgency: 1, old: -1, trivial: -1 },
};

/**
 * 0 to 1. Of reports with a change: how likely these are the ones of one incident, by the share that the change has of
 * all that may answer. Of reports without, and where logs were read and showed nothing: how likely this is an incident at all.
 */
export const reportConfidence = (match: ReportMatch, tickets: readonly TicketNode[], hasLogs: boolean): number => {
  const [first] = match.answers;
  return first === undefined || hasLogs
    ? fitOf(aloneScore(match.unanswered, tickets))
    : fitOf(answeredScore(first.share, match, tickets));
};

const answeredScore = (share: number, { style }: ReportMatch, tickets: readonly TicketNode[]): number => {
  const { sure } = style;
  return (
    sure.bias +
    sure.share * logOdds(share) +
    sure.several * (tickets.length > 1 ? 1 : 0) +
    sure.trivial * least(tickets, ({ trivial }) => trivial) +
    sure.urgency * most(tickets, ({ urgency }) => urgency)
  );
};

const aloneScore = (unanswered: number, tickets: readonly TicketNode[]): number =>
  ALONE.bias +
  ALONE.answered * logOdds(1 - unanswered) +
  ALONE.several * (tickets.length > 1 ? 1 : 0) +
  ALONE.acute * most(tickets, ({ acute }) => acute) +
  ALONE.fresh * most(tickets, ({ fresh }) => fresh) +
  ALONE.broad * most(tickets, ({ broad }) => broad) +
  ALONE.urgency * most(tickets, ({ urgency }) => urgency) +
  ALONE.old * most(tickets, ({ old }) => old) +
  ALONE.trivial * least(tickets, ({ trivial }) => trivial);

const logOdds = (share: number): number => {
  const held = Math.min(1 - MIN_SHARE, Math.max(MIN_SHARE, share));
  return Math.log(held / (1 - held));
};

const most = (tickets: readonly TicketNode[], of: (ticket: TicketNode) => number): number =>
  Math.max(0, ...tickets.map(of));

const least = (tickets: readonly TicketNode[], of: (ticket: TicketNode) => number): number =>
  tickets.length === 0 ? 0 : Math.min(...tickets.map(of));
