import type { CaseNotes, Exhibit, SuspectNotes } from './case-notes.ts';

/** What the analyst concludes about a case. */
export interface Verdict {
  readonly culprit: SuspectNotes | null;
  /** A repair that the prompt names, merged or not. */
  readonly repair: Exhibit | null;
  /** What the verdict rests on, best first. */
  readonly evidence: readonly Exhibit[];
  readonly severity: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Less than this is a guess; more is asked for where the errors themselves name a cause that is no change. */
const CONVICTION = { usual: 1.6, againstOtherCause: 2.6 };
const OTHER_CAUSE = /certificate has expired|\bquota|rate limit|no space left|disk full|status page|provider/i;

/** Weighs a case by what the prompt tells of it, and nothing else. */
export const judgeCase = (notes: CaseNotes): Verdict => {
  const words = wordsOf([...notes.tickets, ...notes.patterns]);
  const ranked = notes.suspects
    .filter(({ isRuledOut }) => !isRuledOut)
    .map((suspect) => ({ suspect, weight: weigh(suspect, words) }))
    .toSorted((a, b) => b.weight - a.weight);
  const [best, second] = ranked;
  const conviction = speaksOf(notes, OTHER_CAUSE) ? CONVICTION.againstOtherCause : CONVICTION.usual;
  const culprit = best !== undefined && best.weight >= conviction ? best.suspect : null;
  const repair = notes.changes.find(({ text, name }) =>
    /\b(revert|hotfix|fix|rollback|roll back)\b/i.test(`${text} ${name}`),
  );
  const lead = best === undefined || culprit === null ? 0 : best.weight - (second?.weight ?? 0);
  const known = [notes.tickets, notes.patterns, notes.suspects].filter((list) => list.length > 0).length;
  return {
    culprit,
    repair: repair ?? null,
    evidence: [
      ...(culprit === null ? [] : [culprit]),
      ...loudest(notes.patterns).slice(0, 2),
      ...notes.tickets.slice(0, 2),
      ...(repair === undefined ? [] : [repair]),
    ],
    severity: notes.severity ?? severityOf(notes),
    confidence: Math.min(0.95, Math.round(100 * (0.3 + 0.12 * known + 0.1 * Math.min(lead, 2.5))) / 100),
  };
};

/** What a chance between none and certainty is worth, and where it speaks neither way. */
const CHANCE_WORTH = 4;
const EVEN_CHANCE = 0.35;

const weigh = (suspect: SuspectNotes, words: ReadonlySet<string>): number => {
  const { minutesBefore } = suspect;
  const shared = [...wordsOf([suspect])].filter((word) => words.has(word)).length;
  const soon = minutesBefore !== null && minutesBefore >= 0 && minutesBefore <= 360 ? 0.3 : 0;
  const likely = suspect.chance === null ? 0 : CHANCE_WORTH * (suspect.chance - EVEN_CHANCE);
  const late = minutesBefore !== null && minutesBefore < 0 ? 2 : 0;
  return (
    sumOf(suspect.reasonsFor, FOR, 0.6) -
    sumOf(suspect.reasonsAgainst, AGAINST, 0.9) +
    0.15 * Math.min(shared, 4) +
    soon +
    likely -
    late
  );
};

type Weights = readonly (readonly [RegExp, number])[];

/** What a reason is worth by what it speaks of; that a change came shortly before proves little. */
const FOR: Weights = [
  [/\brevert|\bundo|rolled back/i, 2],
  [/stack trace|\bframes?\b|\bfiles?\b|names it/i, 1.2],
  [/\bbefore\b|\bminutes\b|\bchecks?\b/i, 0.3],
];
const AGAINST: Weights = [
  [/began before|before it was|after the first/i, 2.5],
  [/outside|third party|nothing was changed|only (?:comments|docs|tests)/i, 1.5],
];

const sumOf = (reasons: readonly string[], weights: Weights, otherwise: number): number =>
  reasons.reduce((sum, reason) => sum + (weights.find(([pattern]) => pattern.test(reason))?.[1] ?? otherwise), 0);

/** Words of more than four letters, numbers and templates' holes left out. */
const wordsOf = (exhibits: readonly Exhibit[]): ReadonlySet<string> =>
  new Set(exhibits.flatMap(({ text, detail }) => `${text} ${detail}`.toLowerCase().match(/[a-z]{5,}/g) ?? []));

export const loudest = (patterns: readonly Exhibit[]): readonly Exhibit[] =>
  patterns.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0));

const WORDS: readonly (readonly [string, RegExp])[] = [
  ['critical', /\b(outage|data loss|all customers|double charge|down for everyone|security breach|cannot pay)\b/i],
  ['high', /\b(customers?|checkout|payments?|login|fails?|failing|500|503|urgent)\b/i],
  ['medium', /\b(slow|delayed|timeouts?|retry|errors?)\b/i],
];

const severityOf = (notes: CaseNotes): string => WORDS.find(([, pattern]) => speaksOf(notes, pattern))?.[0] ?? 'low';

const speaksOf = ({ tickets, patterns }: CaseNotes, pattern: RegExp): boolean =>
  [...tickets, ...patterns].some((exhibit) => pattern.test(`${exhibit.text} ${exhibit.detail}`));
