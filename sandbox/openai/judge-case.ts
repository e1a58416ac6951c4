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

/** Less than two good reasons, or their like, is a guess. */
const CONVICTION = 1.6;

/** Weighs a case by what the prompt tells of it, and nothing else. */
export const judgeCase = (notes: CaseNotes): Verdict => {
  const words = wordsOf([...notes.tickets, ...notes.patterns]);
  const ranked = notes.suspects
    .filter(({ isRuledOut }) => !isRuledOut)
    .map((suspect) => ({ suspect, weight: weigh(suspect, words) }))
    .toSorted((a, b) => b.weight - a.weight);
  const [best, second] = ranked;
  const culprit = best !== undefined && best.weight >= CONVICTION ? best.suspect : null;
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

const weigh = (suspect: SuspectNotes, words: ReadonlySet<string>): number => {
  const { minutesBefore } = suspect;
  const shared = [...wordsOf([suspect])].filter((word) => words.has(word)).length;
  const soon = minutesBefore !== null && minutesBefore >= 0 && minutesBefore <= 360 ? 0.6 : 0;
  const late = minutesBefore !== null && minutesBefore < 0 ? 2 : 0;
  return suspect.reasonsFor.length - 1.5 * suspect.reasonsAgainst.length + 0.3 * Math.min(shared, 4) + soon - late;
};

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

const severityOf = ({ tickets, patterns }: CaseNotes): string => {
  const text = [...tickets, ...patterns].map((exhibit) => `${exhibit.text} ${exhibit.detail}`).join(' ');
  return WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'low';
};
