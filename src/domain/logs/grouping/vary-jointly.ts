import { enoughFor, roleOf } from './is-variable.ts';
import { ANY_ID, createLine, isWildcard, keyOf, type TokenLine, type Vocabulary } from './vocabulary.ts';

const MIN_LINES = 4;
/** Of a line's words, those that it must share with its group. */
const SHARED_WORDS = 0.5;
const MIN_SHARED_WORDS = 2;

/**
 * Lines that differ in several words at once, none of them often enough alone: `container birch in pod cedar`. As in
 * Brain (Yu et al., 2023) the words that most of a line's words are as frequent as are its root; lines of one root vary
 * together where each of the other positions holds enough different words.
 */
export const joinByRoot = (lines: readonly TokenLine[], vocabulary: Vocabulary): Map<string, TokenLine> => {
  const joined = new Map<string, TokenLine>();
  const byLength = Map.groupBy(lines, ({ words }) => words.length);
  for (const sameLength of byLength.values()) {
    if (sameLength.length < MIN_LINES) continue;
    const frequencies = frequenciesOf(sameLength);
    const groups = Map.groupBy(sameLength, (line) => rootKeyOf(line, frequencies, vocabulary));
    for (const [key, group] of groups) {
      if (key !== null) joinGroup(group, vocabulary, joined);
    }
  }
  return joined;
};

const frequenciesOf = (lines: readonly TokenLine[]): Map<number, number>[] => {
  const frequencies = (lines[0]?.words ?? []).map(() => new Map<number, number>());
  for (const { words } of lines) {
    for (const [at, word] of words.entries()) frequencies[at]?.set(word, (frequencies[at].get(word) ?? 0) + 1);
  }
  return frequencies;
};

/** The line with its words that are rarer than most taken out; null when too few are left. */
const rootKeyOf = (
  line: TokenLine,
  frequencies: readonly ReadonlyMap<number, number>[],
  vocabulary: Vocabulary,
): string | null => {
  const counts = line.words.map((word, at) => frequencies[at]?.get(word) ?? 0);
  const lettered = line.words.map((word) => vocabulary.lettered[word] === true);
  const root = mostFrequent(counts.filter((_, at) => lettered[at]));
  const shared = line.words.map((_, at) => (counts[at] ?? 0) >= root);
  const words = lettered.filter(Boolean).length;
  const sharedWords = lettered.filter((is, at) => is && shared[at] === true).length;
  if (root < MIN_LINES || sharedWords === words) return null;
  if (sharedWords < Math.max(MIN_SHARED_WORDS, words * SHARED_WORDS)) return null;
  return line.words
    .map((word, at) => (shared[at] === true || vocabulary.shapes[word] === 'delimiter' ? word : '*'))
    .join(' ');
};

/** The mode; of several, the highest. */
const mostFrequent = (counts: readonly number[]): number => {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort(([a, x], [b, y]) => y - x || b - a)[0]?.[0] ?? 0;
};

/** Joins lines of one root; where a position holds too few different words to be a variable, those of each word apart. */
const joinGroup = (group: readonly TokenLine[], vocabulary: Vocabulary, joined: Map<string, TokenLine>): void => {
  const [example] = group;
  if (example === undefined || group.length < MIN_LINES) return;
  const words: number[] = [];
  const kinds: number[] = [];
  for (let at = 0; at < example.words.length; at += 1) {
    const found = [...new Set(group.map((line) => line.words[at] ?? ANY_ID))];
    const isSame = found.length === 1 || found.every(isWildcard);
    if (!isSame && !mayVary(found, example, at, vocabulary)) kinds.push(at);
    words.push(isSame ? (found[0] ?? ANY_ID) : ANY_ID);
  }
  if (kinds.length === 0) {
    for (const line of group) joined.set(keyOf(line), createLine(words, line.blanks));
    return;
  }
  const parts = Map.groupBy(group, (line) => kinds.map((at) => line.words[at]).join(' '));
  for (const part of parts.values()) joinGroup(part, vocabulary, joined);
};

const mayVary = (found: readonly number[], example: TokenLine, at: number, vocabulary: Vocabulary): boolean =>
  roleOf(example, at, vocabulary) === 'word' && found.length >= enoughFor(found, example, at, vocabulary);
