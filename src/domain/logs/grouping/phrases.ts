import { type TokenLine, WILDCARD_ID } from './vocabulary.ts';

/** A line's words `[from, to)`. */
export interface Phrase {
  readonly line: TokenLine;
  readonly from: number;
  readonly to: number;
}

export type IsValueAt = (line: TokenLine, at: number) => boolean;

const LONGEST_PHRASE = 8;
const MAX_POSITIONS = 100;
const SMALLEST_TABLE = 256;
const LARGEST_TABLE = 1 << 24;
const SLOTS_OF_POSITION = 36;
const BEGIN = 0x2545;
const END = 0x7331;

/** Phrases of any length that stand in lines otherwise equal but for values; single ones are left out. */
export const phrasesByContext = (lines: readonly TokenLine[], isValueAt: IsValueAt): Phrase[][] => {
  const contexts = lines.map((line) => contextsOf(line, isValueAt));
  const mayRecur = recurring(contexts);
  const groups = new Map<number, Phrase[]>();
  for (const [index, line] of lines.entries()) {
    eachPhrase(contexts[index] ?? NOTHING, (context, from, to) => {
      if (!mayRecur(context)) return;
      const group = groups.get(context);
      if (group === undefined) groups.set(context, [{ line, from, to }]);
      else group.push({ line, from, to });
    });
  }
  return [...groups.values()].filter(({ length }) => length > 1);
};

export const wordsIn = ({ line, from, to }: Phrase): readonly number[] => line.words.slice(from, to);

/** Most contexts occur once; see `varyPositions`. */
const recurring = (contexts: readonly Contexts[]): ((context: number) => boolean) => {
  const positions = contexts.reduce((sum, { before }) => sum + Math.min(before.length - 1, MAX_POSITIONS), 0);
  let size = SMALLEST_TABLE;
  while (size < positions * SLOTS_OF_POSITION && size < LARGEST_TABLE) size *= 2;
  const seen = new Uint8Array(size);
  const last = size - 1;
  for (const each of contexts) {
    eachPhrase(each, (context) => {
      const slot = slotOf(context) & last;
      seen[slot] = Math.min(2, (seen[slot] ?? 0) + 1);
    });
  }
  return (context) => seen[slotOf(context) & last] === 2;
};

/** Of the hashes both of what stands before and after. */
const slotOf = (context: number): number => context ^ (context / 0x200000);

/** Hashes of what stands before and from each position on. */
interface Contexts {
  readonly before: Int32Array;
  readonly from: Int32Array;
}

const NOTHING: Contexts = { before: new Int32Array(1), from: new Int32Array(1) };

const contextsOf = (line: TokenLine, isValueAt: IsValueAt): Contexts => {
  const { length } = line.words;
  const own = line.words.map((word, at) => (isValueAt(line, at) ? WILDCARD_ID : word));
  const before = new Int32Array(length + 1).fill(BEGIN);
  const from = new Int32Array(length + 1).fill(END);
  for (let at = 0; at < length; at += 1) before[at + 1] = mix(before[at] ?? 0, own[at] ?? 0);
  for (let at = length - 1; at >= 0; at -= 1) from[at] = mix(from[at + 1] ?? 0, own[at] ?? 0);
  return { before, from };
};

/** Calls back with a hash of what stands before and after each phrase, also an empty one. */
const eachPhrase = (contexts: Contexts, visit: (context: number, from: number, to: number) => void): void => {
  const length = contexts.before.length - 1;
  for (let from = 0; from < Math.min(length, MAX_POSITIONS); from += 1) {
    const before = ((contexts.before[from] ?? 0) >>> 0) * 0x200000;
    for (let to = from; to <= Math.min(length, from + LONGEST_PHRASE); to += 1) {
      visit(before + ((contexts.from[to] ?? 0) >>> 11), from, to);
    }
  }
};

const mix = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ (word + 1), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
};
