import { endOfAddress, endOfLessThan, endOfQuery, endOfRanges, isLocation, trimEnd } from './address-end.ts';
import { AT_SIGN, charClass, codeAt, type Codes, DIGIT, HEX, LETTER, SLASH, WORD_CLASSES } from './char-class.ts';
import { findVariable, type VariablePart } from './variable-part.ts';

/** What stands for a variable part. */
export const WILDCARD = '<*>';

const COLON = 58;
const COMMA = 44;
const LESS_THAN = 60;
const OPEN_BRACKET = 91;
/** Of hexadecimal words without a digit: addresses and checksums. */
const HASH_LENGTHS = new Set([8, 16, 32, 40, 64]);

/** Characters of a message's first line that are masked and compared. */
export const MAX_LINE_LENGTH = 2_000;

/** The variable spans of a line, found in one scan; one object serves all lines. */
export interface Mask {
  /** The line's UTF-8 is `codes[from, to)`. */
  readonly codes: Uint8Array<ArrayBuffer>;
  from: number;
  to: number;
  /** Pairs of offsets into `codes`, `count` of them in use: at most one span for each byte. */
  readonly spans: Int32Array;
  count: number;
}

/** `codes`: room for a line, and for what the lines to be scanned lie in. */
export const createMask = (codes: Uint8Array<ArrayBuffer>): Mask => ({
  codes,
  from: 0,
  to: 0,
  spans: new Int32Array(MAX_LINE_LENGTH * 6 + 2),
  count: 0,
});

/** `text[from, to)`, whose UTF-8 is at the same offsets of the mask's codes already, or isn't. */
export interface LineToScan {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly isEncoded: boolean;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const part: VariablePart = { from: 0, to: 0 };

/** Finds the variable parts of a line, at most 2,000 characters of it, in time linear in its length. Writes over the codes around it. */
export const scanLine = (line: LineToScan, mask: Mask): void => {
  const { codes } = mask;
  const { from } = line;
  const to = Math.min(line.to, from + MAX_LINE_LENGTH);
  mask.from = line.isEncoded ? from : 0;
  mask.to = line.isEncoded ? to : encoder.encodeInto(line.text.slice(from, to), codes).written;
  // What looks beyond the line finds nothing.
  if (mask.from > 0) codes[mask.from - 1] = 0;
  codes[mask.to] = 0;
  codes[mask.to + 1] = 0;
  codes[mask.to + 2] = 0;
  mask.count = 0;
  scanWords(codes, mask);
};

const scanWords = (codes: Codes, mask: Mask): void => {
  const end = mask.to;
  let at = mask.from;
  let previousFrom = at;
  let previousTo = at - 2;
  while (at < end) {
    const code = codeAt(codes, at);
    if ((charClass(code) & WORD_CLASSES) === 0) {
      at += 1;
      if (code === LESS_THAN) at = maskLessThan(codes, at, end, mask);
      else if (code === OPEN_BRACKET) at = maskRanges(codes, at, end, mask);
      continue;
    }
    const from = at;
    let flags = 0;
    let common = 0xffff;
    for (let kind = charClass(code); (kind & WORD_CLASSES) !== 0; kind = charClass(codeAt(codes, at))) {
      flags |= kind;
      common &= kind;
      at += 1;
    }
    const to = at;
    const addressEnd = codeAt(codes, to) === COLON ? endOfAddress(codes, from, to, flags, end) : -1;
    if (addressEnd > 0) {
      addSpan(mask, from, addressEnd);
      at = Math.max(addressEnd, to);
    } else if ((common & HEX) !== 0 && HASH_LENGTHS.has(to - from)) addSpan(mask, from, to);
    else if ((flags & (DIGIT | SLASH | AT_SIGN)) !== 0) {
      const queryEnd = (flags & SLASH) === 0 ? -1 : endOfQuery(codes, from, to, end);
      if (queryEnd < 0) maskWord(mask, from, to, flags, previousTo === from - 1 ? previousFrom : -1);
      else {
        addSpan(mask, from, queryEnd);
        at = queryEnd;
      }
    }
    previousFrom = from;
    previousTo = to;
  }
};

/** Masks what is variable in a word. `previousFrom`: where the word one delimiter before begins; -1 without one. */
const maskWord = (mask: Mask, from: number, to: number, flags: number, previousFrom: number): void => {
  const { codes } = mask;
  findVariable(codes, from, trimEnd(codes, from, to), flags, part);
  if (part.to === part.from) return;
  const located = part.from === from && previousFrom >= 0 && isLocation(codes, previousFrom, from - 1);
  addSpan(mask, located ? previousFrom : part.from, part.to);
};

const maskLessThan = (codes: Codes, from: number, end: number, mask: Mask): number => {
  const to = endOfLessThan(codes, from, end);
  if (to < 0) return from;
  addSpan(mask, from - 1, to);
  return to;
};

/** The numbers of several hosts: `node[001-004,7]` is a name like `node001`. */
const maskRanges = (codes: Codes, from: number, end: number, mask: Mask): number => {
  if (from < 2 || (charClass(codeAt(codes, from - 2)) & (LETTER | DIGIT)) === 0) return from;
  const to = endOfRanges(codes, from, end);
  if (to < 0) return from;
  addSpan(mask, from - 1, to);
  return to;
};

/** Joins what only `:` or `,` parts from the span before: times, addresses with ports, lists. */
const addSpan = (mask: Mask, from: number, to: number): void => {
  const { codes, count, spans } = mask;
  if (count > 0) {
    const gap = from - (spans[count * 2 - 1] ?? 0);
    const between = codeAt(codes, from - 1);
    if (gap <= 0 || (gap === 1 && (between === COLON || between === COMMA))) {
      spans[count * 2 - 2] = Math.min(from, spans[count * 2 - 2] ?? from);
      spans[count * 2 - 1] = to;
      return;
    }
  }
  spans[count * 2] = from;
  spans[count * 2 + 1] = to;
  mask.count = count + 1;
};

/** The line that was scanned, its variable parts replaced, blanks made one. */
export const maskedText = ({ codes, from: start, to: end, spans, count }: Mask): string => {
  let out = '';
  let from = start;
  for (let index = 0; index < count; index += 1) {
    out += decoder.decode(codes.subarray(from, spans[index * 2])) + WILDCARD;
    from = spans[index * 2 + 1] ?? end;
  }
  return (out + decoder.decode(codes.subarray(from, end))).replace(/\s+/g, ' ').trim();
};

/** Two independent hashes of what `maskedText` gives, but for blanks, without building it: 53 bits of them. */
export const hashMasked = ({ codes, from: start, to: end, spans, count }: Mask, seed: number): number => {
  let a = seed | 0;
  let b = Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b;
  let from = start;
  for (let index = 0; index <= count; index += 1) {
    const to = index < count ? (spans[index * 2] ?? 0) : end;
    for (let at = from; at < to; at += 1) {
      const code = codeAt(codes, at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b + code, 0x2c1b3c6d) ^ (b >>> 13);
    }
    a = Math.imul(a ^ 0x10001, 0x01000193);
    b = Math.imul(b + 0x10001, 0x2c1b3c6d) ^ (b >>> 15);
    from = spans[index * 2 + 1] ?? 0;
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
};
