import { endOfAddress, endOfLessThan, isLocation, trimEnd } from './address-end.ts';
import { AT_SIGN, charClass, DIGIT, HEX, SLASH, WORD_CLASSES } from './char-class.ts';
import { findVariable, type VariablePart } from './variable-part.ts';

/** What stands for a variable part. */
export const WILDCARD = '<*>';

const COLON = 58;
const COMMA = 44;
const LESS_THAN = 60;
/** Of hexadecimal words without a digit: addresses and checksums. */
const HASH_LENGTHS = new Set([8, 16, 32, 40, 64]);

/** The variable spans of a line, found in one scan; one object serves all lines. */
export interface Mask {
  /** Pairs of offsets into the text, `count` of them in use. */
  spans: Int32Array;
  count: number;
}

export const createMask = (): Mask => ({ spans: new Int32Array(1024), count: 0 });

const part: VariablePart = { from: 0, to: 0 };

/** Finds the variable parts of `text[start, end)` in time linear in its length. */
export const scanLine = (text: string, start: number, end: number, mask: Mask): void => {
  mask.count = 0;
  let at = start;
  let previousFrom = 0;
  let previousTo = -1;
  while (at < end) {
    const code = text.charCodeAt(at);
    if ((charClass(code) & WORD_CLASSES) === 0) {
      at += 1;
      if (code === LESS_THAN) at = maskLessThan(text, at, end, mask);
      continue;
    }
    const from = at;
    let flags = 0;
    let common = 0xffff;
    while (at < end) {
      const kind = charClass(text.charCodeAt(at));
      if ((kind & WORD_CLASSES) === 0) break;
      flags |= kind;
      common &= kind;
      at += 1;
    }
    const to = at;
    const addressEnd = text.charCodeAt(to) === COLON ? endOfAddress(text, from, to, flags, end) : -1;
    if (addressEnd > 0) {
      addSpan(text, mask, from, addressEnd);
      at = Math.max(addressEnd, to);
    } else if ((common & HEX) !== 0 && HASH_LENGTHS.has(to - from)) addSpan(text, mask, from, to);
    else if ((flags & (DIGIT | SLASH | AT_SIGN)) !== 0) {
      maskWord(text, from, to, flags, mask, previousTo === from - 1 ? previousFrom : -1);
    }
    previousFrom = from;
    previousTo = to;
  }
};

/** Masks what is variable in a word. `previousFrom`: where the word one delimiter before begins; -1 without one. */
const maskWord = (text: string, from: number, to: number, flags: number, mask: Mask, previousFrom: number): void => {
  findVariable(text, from, trimEnd(text, from, to), flags, part);
  if (part.to === part.from) return;
  const located = part.from === from && previousFrom >= 0 && isLocation(text, previousFrom, from - 1);
  addSpan(text, mask, located ? previousFrom : part.from, part.to);
};

const maskLessThan = (text: string, from: number, end: number, mask: Mask): number => {
  const to = endOfLessThan(text, from, end);
  if (to < 0) return from;
  addSpan(text, mask, from - 1, to);
  return to;
};

/** Joins what only `:` or `,` parts from the span before: times, addresses with ports, lists. */
const addSpan = (text: string, mask: Mask, from: number, to: number): void => {
  const { count, spans } = mask;
  if (count > 0) {
    const gap = from - (spans[count * 2 - 1] ?? 0);
    const between = text.charCodeAt(from - 1);
    if (gap <= 0 || (gap === 1 && (between === COLON || between === COMMA))) {
      spans[count * 2 - 2] = Math.min(from, spans[count * 2 - 2] ?? from);
      spans[count * 2 - 1] = to;
      return;
    }
  }
  if (count * 2 + 2 > spans.length) {
    mask.spans = new Int32Array(spans.length * 2);
    mask.spans.set(spans);
  }
  mask.spans[count * 2] = from;
  mask.spans[count * 2 + 1] = to;
  mask.count = count + 1;
};

/** The text with its variable parts replaced, blanks made one. */
export const maskedText = (text: string, start: number, end: number, mask: Mask): string => {
  let out = '';
  let from = start;
  for (let index = 0; index < mask.count; index += 1) {
    out += text.slice(from, mask.spans[index * 2]) + WILDCARD;
    from = mask.spans[index * 2 + 1] ?? end;
  }
  return (out + text.slice(from, end)).replace(/\s+/g, ' ').trim();
};

/** Two independent 32-bit hashes of what `maskedText` would give, without building it: 53 bits of them. */
export const hashMasked = (text: string, start: number, end: number, mask: Mask, seed: number): number => {
  let a = seed | 0;
  let b = Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b;
  let from = start;
  for (let index = 0; index <= mask.count; index += 1) {
    const to = index < mask.count ? (mask.spans[index * 2] ?? end) : end;
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b + code, 0x2c1b3c6d) ^ (b >>> 13);
    }
    a = Math.imul(a ^ 0x10001, 0x01000193);
    b = Math.imul(b + 0x10001, 0x2c1b3c6d) ^ (b >>> 15);
    from = mask.spans[index * 2 + 1] ?? end;
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
};
