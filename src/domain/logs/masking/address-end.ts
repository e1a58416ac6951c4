import {
  charClass,
  codeAt,
  type Codes,
  DELIMITER,
  DIGIT,
  HEX,
  JOINER,
  LETTER,
  SLASH,
  SPACE,
  UPPER,
  VOWEL,
  WORD_CLASSES,
} from './char-class.ts';

const COMMA = 44;
const MINUS = 45;
const COLON = 58;
const CLOSE_BRACKET = 93;
const DOT = 46;
const EQUALS = 61;
const QUESTION_MARK = 63;
const SEMICOLON = 59;
const SLASH_CODE = 47;
const MIN_HEX_GROUPS = 4;
const MAC_GROUPS = 6;
const MAX_HEX_COLONS = 48;
const LONGEST_UNIT = 8;
const UNIT = /^ ?(?:ms|s|secs?|seconds?|mins?|minutes?)\b/;
const SOURCE_EXTENSIONS = new Set(
  'c cc cpp cs cxx erl ex exs go h hpp java js jsx kt lua m mjs php pl py rb rs scala sh sql swift ts tsx vue'.split(
    ' ',
  ),
);

/**
 * Where an address ends that goes on beyond the word `codes[from, to)`: a URL, a Windows path, a MAC or IPv6 address.
 * -1: the word is none.
 */
export const endOfAddress = (codes: Codes, from: number, to: number, flags: number, end: number): number => {
  if (codeAt(codes, to + 1) === SLASH_CODE && codeAt(codes, to + 2) === SLASH_CODE) return endOfUrl(codes, to, end);
  if (to - from > 4) return -1;
  if (to - from === 1 && (flags & UPPER) !== 0 && (charClass(codeAt(codes, to + 1)) & SLASH) !== 0) {
    return endOfDrivePath(codes, to + 1, end);
  }
  if ((flags & ~(HEX | DIGIT | UPPER | LETTER | VOWEL)) !== 0) return -1;
  const device = endOfDevice(codes, from, to);
  return device < 0 ? endOfHexColons(codes, from, end) : device;
};

/** Past the query of a path, `codes[from, to)`, which goes on with `=`; -1 when that is none. */
export const endOfQuery = (codes: Codes, from: number, to: number, end: number): number =>
  codeAt(codes, to) === EQUALS && codes.subarray(from, to).includes(QUESTION_MARK) ? endOfUrl(codes, to, end) : -1;

const endOfUrl = (codes: Codes, from: number, end: number): number => {
  let at = from;
  for (; at < end; at += 1) {
    const code = codeAt(codes, at);
    const kind = charClass(code);
    if (kind === SPACE || (kind === DELIMITER && code !== COLON && code !== EQUALS && code !== SEMICOLON)) break;
  }
  return trimEnd(codes, from, at);
};

const endOfDrivePath = (codes: Codes, from: number, end: number): number => {
  let at = from;
  while (at < end && (charClass(codeAt(codes, at)) & WORD_CLASSES) !== 0) at += 1;
  return trimEnd(codes, from, at);
};

/** The end of a PCI device, bus and slot and function: `0a:1f.3`, `0000:0a:1f.3`; -1: it is none. */
const endOfDevice = (codes: Codes, from: number, to: number): number => {
  const slot = to - from === 4 && isHexPair(codes, from) && codeAt(codes, to + 3) === COLON ? to + 4 : to + 1;
  if (slot - from !== (slot === to + 1 ? 3 : 8)) return -1;
  const isDevice = isHexPair(codes, slot - 3) && isHexPair(codes, slot) && codeAt(codes, slot + 2) === DOT;
  const ends = (charClass(codeAt(codes, slot + 4)) & WORD_CLASSES & ~JOINER) === 0;
  return isDevice && charClass(codeAt(codes, slot + 3)) === DIGIT && ends ? slot + 4 : -1;
};

const isHexPair = (codes: Codes, at: number): boolean =>
  (charClass(codeAt(codes, at)) & (HEX | DIGIT)) !== 0 && (charClass(codeAt(codes, at + 1)) & (HEX | DIGIT)) !== 0;

/** At least four hexadecimal groups, or `::`, with a digit somewhere. */
const endOfHexColons = (codes: Codes, from: number, end: number): number => {
  let at = from;
  let groups = 1;
  let hasDigit = false;
  let hasDouble = false;
  for (; at < end && at - from < MAX_HEX_COLONS; at += 1) {
    const code = codeAt(codes, at);
    if (code === COLON) {
      groups += 1;
      if (codeAt(codes, at + 1) === COLON) hasDouble = true;
    } else if ((charClass(code) & (HEX | DIGIT)) === 0) break;
    else if (charClass(code) === DIGIT) hasDigit = true;
  }
  if (at < end && (charClass(codeAt(codes, at)) & WORD_CLASSES & ~JOINER) !== 0) return -1;
  if (groups === MAC_GROUPS && at - from === MAC_GROUPS * 3 - 1) return at;
  return hasDigit && (groups >= MIN_HEX_GROUPS || (hasDouble && groups > 2)) ? trimEnd(codes, from, at) : -1;
};

/** Whether `codes[from, to)` before a colon and a number names a host or a place in code, but not `file.go:`. */
export const isLocation = (codes: Codes, from: number, to: number): boolean => {
  if (codeAt(codes, to) !== COLON) return false;
  let dots = 0;
  let lastDot = from;
  for (let at = from + 1; at < to - 1; at += 1) {
    if (codeAt(codes, at) === DOT) {
      dots += 1;
      lastDot = at;
    }
  }
  return dots >= 2 || (dots === 1 && !SOURCE_EXTENSIONS.has(textIn(codes, lastDot + 1, to)));
};

/** The end of `<1 sec` whose number begins at `from`: less than a second. -1: it isn't one. */
export const endOfLessThan = (codes: Codes, from: number, end: number): number => {
  let to = from;
  while (to < end && charClass(codeAt(codes, to)) === DIGIT) to += 1;
  const unit = to === from ? null : UNIT.exec(textIn(codes, to, Math.min(end, to + LONGEST_UNIT)));
  return unit === null ? -1 : to + unit[0].length;
};

/** The end of ranges and numbers, past the bracket that closes them: `001-004,7]`. -1 for a single number, or something else. */
export const endOfRanges = (codes: Codes, from: number, end: number): number => {
  let marks = 0;
  for (let at = from; at < end; at += 1) {
    const code = codeAt(codes, at);
    if (code === CLOSE_BRACKET) return marks > 0 && charClass(codeAt(codes, at - 1)) === DIGIT ? at + 1 : -1;
    if (at > from && (code === COMMA || code === MINUS)) marks += 1;
    else if (charClass(code) !== DIGIT) return -1;
  }
  return -1;
};

/** Punctuation that ends a sentence is not part of its last word. */
export const trimEnd = (codes: Codes, from: number, to: number): number => {
  let end = to;
  while (end > from + 1) {
    const code = codeAt(codes, end - 1);
    if (code !== DOT && code !== 33 && code !== 63 && code !== 45 && code !== COLON) break;
    end -= 1;
  }
  return end;
};

const textIn = (codes: Codes, from: number, to: number): string => String.fromCharCode(...codes.subarray(from, to));
