import { joinRuns } from './join-runs.ts';
import { joinTemplates } from './join-templates.ts';
import { joinPhrases } from './join-phrases.ts';
import { joinByRoot } from './vary-jointly.ts';
import { joinByPairs, joinByValues } from './vary-together.ts';
import { createLearntWords } from './learnt-words.ts';
import { varyPositions } from './vary-positions.ts';
import {
  ANY_ID,
  collapse,
  createLine,
  createVocabulary,
  keyOf,
  textOf,
  type TokenLine,
  type Vocabulary,
  WILDCARD_ID,
} from './vocabulary.ts';

const MAX_ROUNDS = 10;
const MAX_PHRASE_ROUNDS = 4;

/**
 * Finds the template of each distinct masked line; lines with equal templates are one pattern.
 * The answer depends on the set of lines only, not on their order or number of events.
 */
export const groupLines = (texts: readonly string[]): string[] => {
  const sorted = [...new Set(texts)].sort();
  const found = groupSorted(sorted);
  const byText = new Map(sorted.map((text, index) => [text, found[index] ?? text]));
  return texts.map((text) => byText.get(text) ?? text);
};

const groupSorted = (texts: readonly string[]): string[] => {
  const vocabulary = createVocabulary();
  const learnt = createLearntWords();
  const group = createGroup(texts.map((text) => vocabulary.read(text)));
  const vary = (): void => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const changes = [
        group.replacePositions(varyPositions(group.distinct(), vocabulary, learnt)),
        group.replaceLines(joinByValues(group.distinct(), vocabulary)),
        group.replaceLines(joinByPairs(group.distinct(), vocabulary)),
        group.replaceLines(joinByRoot(group.distinct(), vocabulary)),
      ];
      if (!changes.includes(true)) break;
    }
  };
  vary();
  group.replaceLines(joinTemplates(group.distinct()));
  if (group.collapse()) vary();
  for (let round = 0; round < MAX_PHRASE_ROUNDS; round += 1) {
    if (!group.replaceLines(joinPhrases(group.distinct(), vocabulary, learnt))) break;
    group.collapse();
  }
  group.replaceLines(joinRuns(group.distinct(), vocabulary));
  group.replaceLines(joinTemplates(group.distinct()));
  return templatesOf(group.lines(), texts, vocabulary);
};

/** The lines as they are replaced step by step: equal ones are replaced once, and soon most are equal. */
interface Group {
  /** By words, in order of their first occurrence. */
  distinct(): TokenLine[];
  /** Returns whether anything changed. */
  replacePositions(variable: ReadonlyMap<string, ReadonlySet<number>>): boolean;
  replaceLines(joined: ReadonlyMap<string, TokenLine>): boolean;
  /** Variables that follow each other become one. Returns whether there were any. */
  collapse(): boolean;
  /** What became of each line. */
  lines(): TokenLine[];
}

const createGroup = (read: readonly TokenLine[]): Group => {
  let states: readonly TokenLine[] = [];
  let stateOf: readonly number[] = [];
  let words: TokenLine[] | null = null;
  /** `next`: by state so far, what it becomes. */
  const merge = (next: readonly TokenLine[], current: readonly number[]): void => {
    const indices = new Map<string, number>();
    const merged: TokenLine[] = [];
    const index = next.map((line) => {
      const key = `${keyOf(line)}|${line.blanks.map(Number).join('')}`;
      const known = indices.get(key);
      if (known !== undefined) return known;
      indices.set(key, merged.length);
      return merged.push(line) - 1;
    });
    states = merged;
    stateOf = current.map((state) => index[state] ?? 0);
    words = null;
  };
  const replace = (next: readonly TokenLine[]): boolean => {
    if (next.every((line, state) => line === states[state])) return false;
    merge(next, stateOf);
    return true;
  };
  merge(read, [...read.keys()]);
  return {
    distinct: () => (words ??= [...new Map(states.map((line) => [keyOf(line), line])).values()]),
    replacePositions: (variable) => variable.size > 0 && replace(states.map((line) => withPositions(line, variable))),
    replaceLines: (joined) =>
      joined.size > 0 && replace(states.map((line) => changed(line, joined.get(keyOf(line)) ?? line))),
    collapse: () => replace(states.map(collapse)),
    lines: () => stateOf.map((state) => states[state] as TokenLine),
  };
};

const withPositions = (line: TokenLine, variable: ReadonlyMap<string, ReadonlySet<number>>): TokenLine => {
  const positions = variable.get(keyOf(line));
  if (positions === undefined) return line;
  const words = line.words.map((word, at) => (positions.has(at) ? ANY_ID : word));
  return changed(line, createLine(words, line.blanks));
};

/** The same object when nothing changed, so that the rounds end. */
const changed = (before: TokenLine, after: TokenLine): TokenLine => {
  const same = after.words.length === before.words.length && after.words.every((word, at) => word === before.words[at]);
  return same ? before : createLine(after.words, after.blanks);
};

/** Lines of one pattern may differ in blanks; the alphabetically first one's are shown. */
const templatesOf = (lines: readonly TokenLine[], texts: readonly string[], vocabulary: Vocabulary): string[] => {
  const shown = new Map<string, { from: string; text: string }>();
  const keys = lines.map(shapeKeyOf);
  for (const [index, line] of lines.entries()) {
    const key = keys[index] ?? '';
    const from = texts[index] ?? '';
    const known = shown.get(key);
    if (known === undefined || from < known.from) shown.set(key, { from, text: textOf(line, vocabulary) });
  }
  return keys.map((key) => shown.get(key)?.text ?? '');
};

const shapeKeyOf = (line: TokenLine): string =>
  line.words.map((word) => (word === ANY_ID ? WILDCARD_ID : word)).join(' ');
