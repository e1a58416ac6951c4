import { areNamed } from './are-names.ts';
import { isQuoted, isVariable, roleOf } from './is-variable.ts';
import { type LearntWords, learntKey, placeKey } from './learnt-words.ts';
import { isWildcard, keyOf, type TokenLine, type Vocabulary, WILDCARD_ID } from './vocabulary.ts';

const MAX_POSITIONS = 200;
/** From so many different words on, what stands there varies wherever the same words come before it. */
const MANY_WORDS = 4;
const SMALLEST_TABLE = 256;
const LARGEST_TABLE = 1 << 20;
const SLOTS_OF_LINE = 64;

/**
 * One round over distinct lines: a position is variable where lines that are otherwise equal hold enough different
 * words there. All positions are judged on the same state, so that the order of lines doesn't matter.
 * Returns the positions to replace by the line's key.
 */
export const varyPositions = (
  lines: readonly TokenLine[],
  vocabulary: Vocabulary,
  learnt: LearntWords,
): Map<string, ReadonlySet<number>> => {
  const mayRecur = recurring(lines, vocabulary, learnt);
  const shared = new Map<number, [line: TokenLine, at: number][]>();
  eachPosition(lines, vocabulary, learnt, (context, line, at) => {
    if (!mayRecur(context)) return;
    const places = shared.get(context);
    if (places === undefined) shared.set(context, [[line, at]]);
    else places.push([line, at]);
  });
  const variable = new Map<string, Set<number>>();
  const found: string[] = [];
  const foundPlaces: string[] = [];
  const foundNames: number[] = [];
  for (const places of shared.values()) {
    const [example, position] = places[0] ?? [];
    if (example === undefined || position === undefined) continue;
    const words = [...new Set(places.map(([line, at]) => line.words[at] ?? WILDCARD_ID))];
    if (words.length < 2 || !isVariable(words, example, position, vocabulary, learnt)) continue;
    for (const [line, at] of places) {
      const key = keyOf(line);
      const positions = variable.get(key);
      if (positions === undefined) variable.set(key, new Set([at]));
      else positions.add(at);
      found.push(learntKey(line, at));
    }
    const place = words.length >= MANY_WORDS ? placeKey(example, position, vocabulary) : null;
    if (place !== null) foundPlaces.push(place);
    foundNames.push(...words.filter((word) => vocabulary.shapes[word] === 'plain'));
  }
  for (const key of found) learnt.words.add(key);
  for (const place of foundPlaces) learnt.places.add(place);
  for (const name of foundNames) learnt.names.add(name);
  return variable;
};

/** Most contexts occur once: a table of counts by some bits of their hash tells, and takes a megabyte at most. */
const recurring = (
  lines: readonly TokenLine[],
  vocabulary: Vocabulary,
  learnt: LearntWords,
): ((context: number) => boolean) => {
  let size = SMALLEST_TABLE;
  while (size < lines.length * SLOTS_OF_LINE && size < LARGEST_TABLE) size *= 2;
  const seen = new Uint8Array(size);
  const last = size - 1;
  eachPosition(lines, vocabulary, learnt, (context) => {
    const slot = context & last;
    seen[slot] = Math.min(2, (seen[slot] ?? 0) + 1);
  });
  return (context) => seen[context & last] === 2;
};

/** What may well be a value, by its look, by what stands around it, or as it was one elsewhere, is no reason to tell two contexts apart. */
export const isValueAt = (line: TokenLine, at: number, vocabulary: Vocabulary, learnt: LearntWords): boolean => {
  const word = line.words[at] ?? WILDCARD_ID;
  if (isWildcard(word)) return true;
  if (vocabulary.shapes[word] === 'delimiter') return false;
  if (vocabulary.shapes[word] === 'value') return roleOf(line, at, vocabulary) === 'word';
  if (isQuoted(line, at, vocabulary)) return true;
  if (roleOf(line, at, vocabulary) !== 'word') return false;
  return learnt.names.has(word) || areNamed([word], line, at, vocabulary);
};

/** Calls back with a hash of the line without its word at each position that is no delimiter. */
const eachPosition = (
  lines: readonly TokenLine[],
  vocabulary: Vocabulary,
  learnt: LearntWords,
  visit: (context: number, line: TokenLine, at: number) => void,
): void => {
  for (const line of lines) {
    const { words } = line;
    let sumA = Math.imul(words.length, 0x27d4eb2f);
    let sumB = words.length;
    const others = words.map((word, at) => (isValueAt(line, at, vocabulary, learnt) ? WILDCARD_ID : word));
    for (let at = 0; at < words.length; at += 1) {
      sumA = (sumA + mixA(others[at] ?? 0, at)) | 0;
      sumB = (sumB + mixB(others[at] ?? 0, at)) | 0;
    }
    for (let at = 0; at < Math.min(words.length, MAX_POSITIONS); at += 1) {
      const word = words[at] ?? 0;
      if (vocabulary.shapes[word] === 'delimiter') continue;
      const other = others[at] ?? 0;
      const a = (sumA - mixA(other, at) + Math.imul(at + 1, 0x165667b1)) >>> 0;
      const b = (sumB - mixB(other, at)) >>> 11;
      visit(a * 0x200000 + b, line, at);
    }
  }
};

const mixA = (word: number, at: number): number => {
  const hash = Math.imul(word + 1, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
};
const mixB = (word: number, at: number): number => {
  const hash = Math.imul(word + 7, 0x2c1b3c6d) ^ Math.imul(at + 3, 0x297a2d39);
  return Math.imul(hash ^ (hash >>> 13), 0x165667b1);
};
