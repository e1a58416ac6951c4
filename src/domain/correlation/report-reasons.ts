import { clip, counted, durationOf } from '../analysis/phrases.ts';
import type { SignalKind } from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import type { AnswerFeature } from './answer-features.ts';
import { repairCue } from './cues.ts';
import type { LinearModel } from './linear-score.ts';
import { MIN_STRENGTH, quoted, type Details } from './link-of.ts';
import { fileNamedBy } from './named-files.ts';
import type { Answer, Repeat } from './report-match.ts';
import type { ReportStyle } from './report-weights.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import { sharedWords } from './shared-words.ts';

/** What speaks for a match, as the end of a sentence about it, and how much in log-odds. */
export interface Reason {
  readonly kind: SignalKind;
  readonly logOdds: number;
  readonly text: string;
}

const MAX_WORDS = 3;
const MAX_PATH = 100;

/** What some features of a model say together: what they add to its score. */
export const weightOf =
  <Name extends string>({ features: weights }: LinearModel<Name>, features: Readonly<Record<Name, number>>) =>
  (...names: readonly Name[]): number =>
    names.reduce((sum, name) => sum + weights[name].weight * features[name], 0);

/** Those that count, the strongest first. */
export const strongestFirst = (reasons: readonly Reason[]): Reason[] =>
  reasons.filter(({ logOdds }) => logOdds > MIN_STRENGTH).toSorted((a, b) => b.logOdds - a.logOdds);

export const detailsOf = (reasons: readonly Reason[]): Details =>
  Object.fromEntries(
    [...Map.groupBy(reasons, ({ kind }) => kind)].map(([kind, own]) => [kind, own.map(({ text }) => text).join('; ')]),
  );

/** Why a change answers a report: "says “tare” as the report does", "is by Nils Aaberg, who has the ticket". */
export const answerReasons = (answer: Answer, { answer: model }: ReportStyle, scene: Scene): Reason[] => {
  const { ticket, change, features } = answer;
  const weigh = weightOf<AnswerFeature>(model, features);
  return strongestFirst([
    {
      ...{ kind: 'keyword', logOdds: weigh('near', 'lead', 'changeLead', 'rare') },
      text: wordsText(ticket, change, scene, features.lead > 0),
    },
    { kind: 'keyword', logOdds: weigh('repair'), text: `says “${repairCue(change.text).quote ?? 'fix'}”` },
    {
      ...{ kind: 'file-path', logOdds: weigh('files') },
      text: `changes ${clip(fileNamedBy(ticket, change) ?? 'a file', MAX_PATH)}, which the report names`,
    },
    {
      ...{ kind: 'reference', logOdds: weigh('cited') },
      text: change.keys.has(ticket.ticket.key) ? `names ${ticket.ticket.key}` : `is named by ${ticket.ticket.key}`,
    },
    { kind: 'reference', logOdds: weigh('closes'), text: 'closes an issue of the report’s number' },
    { kind: 'time', logOdds: weigh('soon', 'withinHour', 'withinHours'), text: begunAfter(ticket, change, scene) },
    { kind: 'person', logOdds: weigh('author', 'reporter'), text: byWhom(answer) },
    { kind: 'service', logOdds: weigh('service'), text: inService(ticket, change, scene) },
  ]);
};

export const wordsText = (ticket: TicketNode, change: ChangeNode, scene: Scene, isNearest: boolean): string => {
  const words = sharedWords(ticket, change, scene, MAX_WORDS);
  const said = words.length === 0 ? 'has words of the report' : `says ${quoted(words)} as the report does`;
  return isNearest ? `${said}, nearer to it than any other change since` : said;
};

const begunAfter = (ticket: TicketNode, change: ChangeNode, scene: Scene): string => {
  const between = scene.changes.filter(({ created }) => created >= ticket.at && created < change.created).length;
  const later = durationOf((change.created - ticket.at) * MINUTE_MS);
  return between === 0
    ? `was begun ${later} after it as the next change`
    : `was begun ${later} and ${counted(between, 'change')} after it`;
};

const byWhom = ({ ticket: { ticket }, change, features }: Answer): string => {
  const name = (features.author > 0 ? ticket.assignee : ticket.reporter) ?? change.change.author ?? 'somebody';
  const part =
    features.author === 0
      ? 'reported it'
      : features.reporter === 0
        ? 'has the ticket'
        : 'reported it and has the ticket';
  return `is by ${name}, who ${part}`;
};

/** The service that a report speaks of and whose repository the change is in. */
const inService = (ticket: TicketNode, { change }: ChangeNode, { services }: Scene): string => {
  const fit = (name: string): number =>
    services.match(name, ticket.terms) * services.ofRepository(name, change.repository);
  const [best] = services.names.toSorted((a, b) => fit(b) - fit(a) || (a < b ? -1 : 1));
  return `is in ${change.repository}, and the report speaks of ${best ?? 'it'}`;
};

/** Why two reports tell of one fault: "both say “tare”", "were written within 12 minutes of each other". */
export const repeatReasons = ({ ticket, other, features }: Repeat, { same }: ReportStyle, scene: Scene): Reason[] => {
  const weigh = weightOf(same, features);
  const words = sharedWords(ticket, other, scene, MAX_WORDS);
  const [component] = ticket.ticket.components.filter((name) => other.ticket.components.includes(name));
  return strongestFirst([
    {
      ...{ kind: 'keyword', logOdds: weigh('near') },
      text: words.length === 0 ? 'have words in common' : `both say ${quoted(words)}`,
    },
    { kind: 'keyword', logOdds: weigh('acute'), text: 'both say that something fails' },
    { kind: 'reference', logOdds: weigh('answer'), text: 'may be answered by one change' },
    {
      ...{ kind: 'time', logOdds: weigh('withinHour', 'withinHours') },
      text: `were written within ${durationOf((ticket.at - other.at) * MINUTE_MS)} of each other`,
    },
    {
      ...{ kind: 'person', logOdds: weigh('assignee', 'people') },
      text: features.assignee > 0 ? `are both ${ticket.ticket.assignee ?? 'somebody'}’s` : 'have people in common',
    },
    { kind: 'service', logOdds: weigh('service'), text: 'speak of the same service' },
    {
      ...{ kind: 'service', logOdds: weigh('component', 'project') },
      text: `are both of ${component ?? ticket.ticket.projectKey}`,
    },
  ]);
};
