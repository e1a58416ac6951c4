import {
  charClass,
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

const COLON = 58;
const DOT = 46;
const EQUALS = 61;
const SEMICOLON = 59;
const SLASH_CODE = 47;
const MIN_HEX_GROUPS = 4;
const MAX_HEX_COLONS = 48;
const LONGEST_UNIT = 8;
const UNIT = /^ ?(?:ms|s|secs?|seconds?|mins?|minutes?)\b/;
const SOURCE_EXTENSIONS = new Set(
  'c cc cpp cs cxx erl ex exs go h hpp java js jsx kt lua m mjs php pl py rb rs scala sh sql swift ts tsx vue'.split(
    ' ',
  ),
);

/**
 * Where an address ends that goes on beyond the word `text[from, to)`: a URL, a Windows path, a MAC or IPv6 address.
 * -1: the word is none.
 */
export const endOfAddress = (text: string, from: number, to: number, flags: number, end: number): number => {
  if (text.charCodeAt(to + 1) === SLASH_CODE && text.charCodeAt(to + 2) === SLASH_CODE) return endOfUrl(text, to, end);
  if (to - from > 4) return -1;
  if (to - from === 1 && (flags & UPPER) !== 0 && (charClass(text.charCodeAt(to + 1)) & SLASH) !== 0) {
    return endOfDrivePath(text, to + 1, end);
  }
  return (flags & ~(HEX | DIGIT | UPPER | LETTER | VOWEL)) === 0 ? endOfHexColons(text, from, end) : -1;
};

const endOfUrl = (text: string, from: number, end: number): number => {
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const kind = charClass(code);
    if (kind === SPACE || (kind === DELIMITER && code !== COLON && code !== EQUALS && code !== SEMICOLON)) break;
  }
  return trimEnd(text, from, at);
};

const endOfDrivePath = (text: string, from: number, end: number): number => {
  let at = from;
  while (at < end && (charClass(text.charCodeAt(at)) & WORD_CLASSES) !== 0) at += 1;
  return trimEnd(text, from, at);
};

/** At least four hexadecimal groups, or `::`, with a digit somewhere. */
const endOfHexColons = (text: string, from: number, end: number): number => {
  let at = from;
  let groups = 1;
  let hasDigit = false;
  let hasDouble = false;
  for (; at < end && at - from < MAX_HEX_COLONS; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      groups += 1;
      if (text.charCodeAt(at + 1) === COLON) hasDouble = true;
    } else if ((charClass(code) & (HEX | DIGIT)) === 0) break;
    else if (charClass(code) === DIGIT) hasDigit = true;
  }
  if (at < end && (charClass(text.charCodeAt(at)) & WORD_CLASSES & ~JOINER) !== 0) return -1;
  return hasDigit && (groups >= MIN_HEX_GROUPS || (hasDouble && groups > 2)) ? trimEnd(text, from, at) : -1;
};

/** Whether `text[from, to)` before a colon and a number names a host or a place in code, but not `file.go:`. */
export const isLocation = (text: string, from: number, to: number): boolean => {
  if (text.charCodeAt(to) !== COLON) return false;
  let dots = 0;
  let lastDot = from;
  for (let at = from + 1; at < to - 1; at += 1) {
    if (text.charCodeAt(at) === DOT) {
      dots += 1;
      lastDot = at;
    }
  }
  return dots >= 2 || (dots === 1 && !SOURCE_EXTENSIONS.has(text.slice(lastDot + 1, to)));
};

/** The end of `<1 sec` whose number begins at `from`: less than a second. -1: it isn't one. */
export const endOfLessThan = (text: string, from: number, end: number): number => {
  let to = from;
  while (to < end && charClass(text.charCodeAt(to)) === DIGIT) to += 1;
  const unit = to === from ? null : UNIT.exec(text.slice(to, Math.min(end, to + LONGEST_UNIT)));
  return unit === null ? -1 : to + unit[0].length;
};

/** Punctuation that ends a sentence is not part of its last word. */
export const trimEnd = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from + 1) {
    const code = text.charCodeAt(end - 1);
    if (code !== DOT && code !== 33 && code !== 63 && code !== 45 && code !== COLON) break;
    end -= 1;
  }
  return end;
};
