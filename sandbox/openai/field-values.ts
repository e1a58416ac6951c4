import { actionOf, descriptionOf, overviewOf, reasonOf, titleOf, why } from './analyst-words.ts';
import type { CaseNotes, Exhibit } from './case-notes.ts';
import { judgeCase, type Verdict } from './judge-case.ts';
import { limitIn } from './read-prompt.ts';

export interface JudgedCase {
  readonly notes: CaseNotes;
  readonly verdict: Verdict;
}

/** What a part of the answer is about. */
export interface Scope {
  readonly instructions: string;
  readonly cases: readonly JudgedCase[];
  /** All that was said, for where no case was found. */
  readonly text: string;
  readonly current: JudgedCase | null;
  readonly exhibit: Exhibit | null;
}

export const judged = (cases: readonly CaseNotes[]): readonly JudgedCase[] =>
  cases.map((notes) => ({ notes, verdict: judgeCase(notes) }));

/** A field's name in words: "suggestedAction" is "suggested action". */
export const wordsOfName = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();

/** What a text is to say, by its name; null where the honest answer is that there is none. */
export const textFor = (name: string, description: string, scope: Scope): string | null => {
  const field = wordsOfName(name);
  if (scope.exhibit !== null) return exhibitText(field, scope.exhibit);
  if (scope.current === null) return overview(scope, name);
  const { notes, verdict } = scope.current;
  const meaning = [field, description.toLowerCase()].find((text) => MEANINGS.some(([pattern]) => pattern.test(text)));
  const found = MEANINGS.find(([pattern]) => pattern.test(meaning ?? ''));
  return found === undefined ? descriptionOf(notes, verdict) : found[1](notes, verdict);
};

type Tell = (notes: CaseNotes, verdict: Verdict) => string | null;

const blamed: Tell = (notes, { culprit }) => culprit?.id ?? notes.blamed;

/** The first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, Tell])[] = [
  [/^(incident|case|group)?\s*(id|key)$|^incident$/, ({ id }) => id],
  [/culprit|blame|guilty|suspect|(pull request|pr|change|commit)( id)?$/, blamed],
  [/severity|priority|urgency|impact level/, (_, { severity }) => severity],
  [/^(title|headline|name|subject)\b/, titleOf],
  [/action|next step|recommend|remediat|mitigat|fix/, actionOf],
  [/root cause|^cause|hypothesis|^why/, why],
  [/^service|component|^system/, ({ services }) => services[0] ?? null],
  [/^ticket/, ({ tickets }) => tickets[0]?.id ?? null],
];

const exhibitText = (field: string, exhibit: Exhibit): string => {
  if (/\b(id|key|ref|reference|citation)$/.test(field)) return exhibit.id;
  if (/kind|type/.test(field))
    return /^[A-Z][A-Z0-9_]*-\d+$/.test(exhibit.name) ? 'ticket' : exhibit.name.includes('#') ? 'pull request' : 'log';
  return /name|title/.test(field) ? exhibit.name : reasonOf(exhibit);
};

const overview = (scope: Scope, name: string): string => {
  const limit = Math.min(limitIn(scope.instructions, wordsOfName(name)), limitIn(scope.instructions, null), 1_200);
  return overviewOf(scope.cases, limit);
};

/** The members of a list of texts, by its name. */
export const listFor = (name: string, scope: Scope): readonly string[] => {
  const cases = scope.current === null ? scope.cases : [scope.current];
  return [...new Set(cases.flatMap((entry) => ofCase(wordsOfName(name), entry)))];
};

const ofCase = (field: string, { notes, verdict }: JudgedCase): readonly string[] => {
  if (/service|component|system/.test(field)) return notes.services;
  if (/ticket|issue/.test(field)) return notes.tickets.map(({ id }) => id);
  if (/log|pattern|error/.test(field)) return notes.patterns.map(({ id }) => id);
  if (/pull|change|commit|culprit|suspect/.test(field)) return verdict.culprit === null ? [] : [verdict.culprit.id];
  if (/action|step|recommend/.test(field)) return [actionOf(notes, verdict)];
  if (/evidence|citation|cite|source|reference|basis/.test(field)) return verdict.evidence.map(({ id }) => id);
  if (field.startsWith('incident')) return [notes.id];
  return /id$|ids$/.test(field) ? verdict.evidence.map(({ id }) => id) : [descriptionOf(notes, verdict)];
};

/** What the members of a list of objects are about. */
export const scopesFor = (name: string, scope: Scope): readonly Scope[] => {
  if (scope.current === null) return scope.cases.map((current) => ({ ...scope, current }));
  const field = wordsOfName(name);
  const { notes, verdict } = scope.current;
  const exhibits = /ticket|issue/.test(field)
    ? notes.tickets
    : /log|pattern/.test(field)
      ? notes.patterns
      : /suspect/.test(field)
        ? notes.suspects
        : verdict.evidence;
  return exhibits.map((exhibit) => ({ ...scope, exhibit }));
};

export const numberFor = (name: string, scope: Scope): number => {
  const field = wordsOfName(name);
  if (/confidence|probab|likelihood|certainty|score/.test(field)) return scope.current?.verdict.confidence ?? 0.5;
  if (/minutes|duration/.test(field)) return scope.current?.notes.minutes ?? 0;
  if (/incident|case/.test(field) || scope.current === null) return scope.cases.length;
  if (scope.exhibit !== null) return scope.exhibit.count ?? 0;
  return scope.current.notes.patterns.reduce((sum, pattern) => sum + (pattern.count ?? 0), 0);
};

export const flagFor = (name: string, scope: Scope): boolean => {
  const field = wordsOfName(name);
  if (/ongoing|active|still/.test(field)) return scope.current?.notes.isOngoing ?? false;
  return /culprit|change|blame/.test(field) && scope.current?.verdict.culprit != null;
};
