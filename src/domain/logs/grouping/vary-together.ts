import { roleOf } from './is-variable.ts';
import type { WordShape } from './word-shape.ts';
import { ANY_ID, createLine, keyOf, type TokenLine, type Vocabulary, WILDCARD_ID } from './vocabulary.ts';

const MIN_PAIRS = 3;
const MIN_RECORDS = 4;

/** Lines that differ in several positions at once, all of which hold values: `Registering class a.B for class c.D`. */
export const joinByValues = (lines: readonly TokenLine[], vocabulary: Vocabulary): Map<string, TokenLine> =>
  join(
    lines,
    () => true,
    vocabulary,
    (line) =>
      line.words.map((word, at) =>
        word === ANY_ID || (vocabulary.shapes[word] === 'value' && roleOf(line, at, vocabulary) === 'word')
          ? WILDCARD_ID
          : word,
      ),
  );

/**
 * Records of at least three `key=value` or `value (key)` pairs: four that differ in whatever values, or two that differ
 * in two plain ones at once, as different statements wouldn't.
 */
export const joinByPairs = (lines: readonly TokenLine[], vocabulary: Vocabulary): Map<string, TokenLine> => {
  const isEnough = (group: readonly TokenLine[]): boolean =>
    group.length >= MIN_RECORDS || differsTwice(group, vocabulary);
  return join(lines, isEnough, vocabulary, ({ words }) => {
    const text = (at: number): string | undefined => vocabulary.words[words[at] ?? -1];
    const follows = (at: number): boolean => text(at - 1) === '=' || (text(at - 1) === '"' && text(at - 2) === '=');
    const precedes = (at: number): boolean => text(at + 1) === '(' && (text(at + 3) === ')' || text(at + 4) === ')');
    const positions = [...words.keys()].filter((at) => isValueShape(vocabulary.shapes[words[at] ?? -1]));
    const values = [follows, precedes].map((is) => positions.filter(is)).find(({ length }) => length >= MIN_PAIRS);
    if (values === undefined) return null;
    return words.map((word, at) => (values.includes(at) ? WILDCARD_ID : word));
  });
};

const differsTwice = (group: readonly TokenLine[], { shapes }: Vocabulary): boolean => {
  const [first] = group;
  const differing = first?.words.filter(
    (word, at) =>
      group.some(({ words }) => words[at] !== word) && group.some(({ words }) => shapes[words[at] ?? -1] === 'plain'),
  );
  return differing !== undefined && differing.length >= 2;
};

const isValueShape = (shape: WordShape | undefined): boolean => shape !== 'delimiter' && shape !== 'boolean';

const join = (
  lines: readonly TokenLine[],
  isEnough: (group: readonly TokenLine[]) => boolean,
  vocabulary: Vocabulary,
  skeletonOf: (line: TokenLine) => number[] | null,
): Map<string, TokenLine> => {
  const groups = new Map<string, TokenLine[]>();
  for (const line of lines) {
    const key = skeletonOf(line)?.join(' ');
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const joined = new Map<string, TokenLine>();
  for (const group of groups.values()) {
    if (group.length < 2 || !isEnough(group)) continue;
    const words = joinedWords(group);
    for (const line of group) {
      if (words.some((word) => vocabulary.lettered[word] === true))
        joined.set(keyOf(line), createLine(words, line.blanks));
    }
  }
  return joined;
};

/** Different words become a wildcard, one for any word where one of the lines has that already. */
const joinedWords = (group: readonly TokenLine[]): number[] =>
  (group[0]?.words ?? []).map((word, at) => {
    if (group.every((other) => other.words[at] === word)) return word;
    return group.some((other) => other.words[at] === ANY_ID) ? ANY_ID : WILDCARD_ID;
  });
