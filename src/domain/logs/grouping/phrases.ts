import { isWildcard, type TokenLine, WILDCARD_ID } from './vocabulary.ts';

/** A line's words `[from, to)`. */
export interface Phrase {
  readonly line: TokenLine;
  readonly from: number;
  readonly to: number;
}

const LONGEST_PHRASE = 8;
const MAX_POSITIONS = 100;
const SLOTS = 1 << 22;
const BEGIN = 0x2545;
const END = 0x7331;

/** Phrases of any length that stand in otherwise equal lines; single ones are left out. */
export const phrasesByContext = (lines: readonly TokenLine[]): Phrase[][] => {
  const mayRecur = recurring(lines);
  const groups = new Map<number, Phrase[]>();
  for (const line of lines) {
    eachPhrase(line, (context, from, to) => {
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
const recurring = (lines: readonly TokenLine[]): ((context: number) => boolean) => {
  const seen = new Uint8Array(SLOTS);
  for (const line of lines) {
    eachPhrase(line, (context) => {
      const slot = slotOf(context);
      seen[slot] = Math.min(2, (seen[slot] ?? 0) + 1);
    });
  }
  return (context) => seen[slotOf(context)] === 2;
};

/** Of the hashes both of what stands before and after. */
const slotOf = (context: number): number => (context ^ (context / 0x200000)) & (SLOTS - 1);

/** Calls back with a hash of what stands before and after each phrase of the line. */
const eachPhrase = ({ words }: TokenLine, visit: (context: number, from: number, to: number) => void): void => {
  const own = words.map((word) => (isWildcard(word) ? WILDCARD_ID : word));
  const before = [BEGIN];
  for (const word of own) before.push(mix(before.at(-1) ?? BEGIN, word));
  const after = Array.from({ length: own.length + 1 }, () => END);
  for (let at = own.length - 1; at >= 0; at -= 1) after[at] = mix(after[at + 1] ?? END, own[at] ?? WILDCARD_ID);
  for (let from = 0; from < Math.min(own.length, MAX_POSITIONS); from += 1) {
    for (let to = from; to <= Math.min(own.length, from + LONGEST_PHRASE); to += 1) {
      visit(((before[from] ?? 0) >>> 0) * 0x200000 + ((after[to] ?? 0) >>> 11), from, to);
    }
  }
};

const mix = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ (word + 1), 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
};
