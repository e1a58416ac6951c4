import { listed } from '../analysis/phrases.ts';
import { causeReasons } from './cause-reasons.ts';
import type { Group } from './group.ts';
import type { Answer, ReportMatch } from './report-match.ts';
import { answerReasons, repeatReasons, type Reason } from './report-reasons.ts';
import type { Scene, TicketNode } from './scene.ts';

/** A reason of less than this, in log-odds, is left to the links. */
const WORTH_SAYING = 0.5;
const MAX_REASONS = 4;

/** One sentence: why these reports and changes, which no log shows, were put together; or why a report stands alone. */
export const explainReport = ({ tickets }: Group, match: ReportMatch, scene: Scene): string => {
  const [answer, ...further] = match.answers;
  const keys = tickets.length === 1 ? (tickets[0]?.ticket.key ?? 'the report') : 'them';
  const parts = [
    ...repeated(tickets, match, scene),
    answer === undefined ? alone(keys, match) : answered(keys, answer, match, scene),
    ...further.map((next) => `${next.change.change.id} too: it ${said(answerReasons(next, match.style, scene), 2)}`),
    ...caused(match, tickets[0], scene),
  ];
  return `${parts.join('; ').replace(/^no /, 'No ')}.`;
};

const said = (reasons: readonly Reason[], most: number): string => {
  const worth = reasons.filter(({ logOdds }, at) => at === 0 || logOdds >= WORTH_SAYING).slice(0, most);
  const texts = worth.map(({ text }) => text);
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')}, and ${texts.at(-1) ?? ''}`;
};

const answered = (keys: string, answer: Answer, { style }: ReportMatch, scene: Scene): string => {
  const reasons = said(answerReasons(answer, style, scene), MAX_REASONS);
  return `${answer.change.change.id} answers ${keys}${reasons === '' ? '' : `: it ${reasons}`}`;
};

/** About the two that are most alike; the others follow them. */
const repeated = (tickets: readonly TicketNode[], { repeats, style }: ReportMatch, scene: Scene): string[] => {
  const [closest] = repeats
    .map((repeat) => ({ repeat, reasons: repeatReasons(repeat, style, scene) }))
    .toSorted((a, b) => strengthOf(b.reasons) - strengthOf(a.reasons));
  if (closest === undefined) return [];
  const { ticket, other } = closest.repeat;
  const rest = tickets.filter((node) => node !== ticket && node !== other).map((node) => node.ticket.key);
  const pair = `${other.ticket.key} and ${ticket.ticket.key} tell of one fault: they ${said(closest.reasons, 3)}`;
  return [rest.length === 0 ? pair : `${pair}; ${listed(rest)} with them`];
};

const strengthOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, { logOdds }) => sum + logOdds, 0);

const alone = (keys: string, { nearest, style }: ReportMatch): string => {
  if (nearest === null) return `no change of the range answers ${keys}`;
  const { id } = nearest.change.change;
  return nearest.share > style.thresholds.answer
    ? `no change is left that answers ${keys}: the likeliest, ${id}, answers another report`
    : `no change surely answers ${keys}: ${id} comes nearest, but may be of something else`;
};

const caused = (match: ReportMatch, first: TicketNode | undefined, scene: Scene): string[] => {
  if (match.cause === null || first === undefined) return [];
  const reasons = said(causeReasons(match.cause, match, first, scene), 2);
  return [`${match.cause.change.change.id} may have caused it: it ${reasons}`];
};
