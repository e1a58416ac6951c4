import { listed } from '../analysis/phrases.ts';
import { causeReasons } from './cause-reasons.ts';
import type { Group } from './group.ts';
import type { ReportCause, ReportMatch } from './report-match.ts';
import { answerReasons, repeatReasons, type Reason } from './report-reasons.ts';
import type { ReportStyle } from './report-weights.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import type { CorrelationSettings } from './settings.ts';

/** A reason of less than this, in log-odds, is left to the links. */
const WORTH_SAYING = 0.5;
const MAX_REASONS = 4;
const MAX_OF_SEVERAL = 2;

/** One sentence: why these reports and changes, which no log shows, were put together; or why a report stands alone. */
export const explainReport = (
  { tickets }: Group,
  match: ReportMatch,
  scene: Scene,
  settings: CorrelationSettings,
): string => {
  const { style, answers, cause } = match;
  const [answer, ...further] = answers;
  const [first] = tickets;
  const keys = tickets.length === 1 ? (first?.ticket.key ?? 'the report') : 'them';
  const said = saying(settings);
  const parts = [
    ...repeated(tickets, match, scene, said),
    answer === undefined
      ? alone(keys, match)
      : `${idOf(answer)} answers ${keys}${said('it', answerReasons(answer, style, scene), MAX_REASONS)}`,
    ...further.map((next) => `${idOf(next)} too${said('it', answerReasons(next, style, scene), 1)}`),
    ...(cause === null || first === undefined
      ? []
      : [`${causing(cause, style)}${said('it', causeReasons(cause, match, first, scene), MAX_OF_SEVERAL)}`]),
  ];
  return `${parts.join('; ').replace(/^no /, 'No ')}.`;
};

const idOf = ({ change: { change } }: { readonly change: ChangeNode }): string => change.id;

const causing = (cause: ReportCause, { thresholds }: ReportStyle): string =>
  `${idOf(cause)} ${cause.share > thresholds.blame ? 'likely' : 'may have'} caused it`;

/** ": it does this, and that": the strongest reasons of kinds that the team lets count; nothing where there are none. */
type Saying = (who: 'it' | 'they', reasons: readonly Reason[], most: number) => string;

const saying =
  ({ weights }: CorrelationSettings): Saying =>
  (who, reasons, most) => {
    const texts = reasons
      .filter(({ kind }) => weights[kind] > 0)
      .filter(({ logOdds }, at) => at === 0 || logOdds >= WORTH_SAYING)
      .slice(0, most)
      .map(({ text }) => text);
    const last = texts.at(-1);
    if (last === undefined) return '';
    return `: ${who} ${texts.length === 1 ? last : `${texts.slice(0, -1).join(', ')}, and ${last}`}`;
  };

/** About the two that are most alike; the others follow them. */
const repeated = (
  tickets: readonly TicketNode[],
  { repeats, style }: ReportMatch,
  scene: Scene,
  said: Saying,
): string[] => {
  const [closest] = repeats
    .map((repeat) => ({ repeat, reasons: repeatReasons(repeat, style, scene) }))
    .toSorted((a, b) => strengthOf(b.reasons) - strengthOf(a.reasons));
  if (closest === undefined) return [];
  const { ticket, other } = closest.repeat;
  const rest = tickets.filter((node) => node !== ticket && node !== other).map((node) => node.ticket.key);
  const why = said('they', closest.reasons, MAX_OF_SEVERAL);
  return [
    `${other.ticket.key} and ${ticket.ticket.key} tell of one fault${why}`,
    ...(rest.length === 0 ? [] : [`${listed(rest)} with them`]),
  ];
};

const strengthOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, { logOdds }) => sum + logOdds, 0);

const alone = (keys: string, { nearest, style }: ReportMatch): string => {
  if (nearest === null) return `no change of the range answers ${keys}`;
  return nearest.share > style.thresholds.answer
    ? `no change is left that answers ${keys}: the likeliest, ${idOf(nearest)}, answers another report`
    : `no change surely answers ${keys}: ${idOf(nearest)} comes nearest, but may be of something else`;
};
