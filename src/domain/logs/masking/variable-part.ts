import { AT_SIGN, charClass, DIGIT, HEX, LETTER, SLASH, UPPER, VOWEL } from './char-class.ts';

const DOT = 46;
const AT = 64;
const MINUS = 45;
const PLUS = 43;
const UNDERSCORE = 95;
const PERCENT = 37;
const MIN_HEX_LENGTH = 6;
const MIN_DIGITS_OF_ID = 3;
const MIN_LENGTH_OF_ID = 8;
const MAX_EXTENSION = 5;
/** Kubernetes' random suffixes have five characters and no vowels. */
const POD_SUFFIX_LENGTH = 5;

/** The variable part of a word, as offsets into the text; empty when the whole word is constant. Reused. */
export interface VariablePart {
  from: number;
  to: number;
}

/**
 * Finds what is variable in the word `text[from, to)` whose characters have the classes `flags`:
 * all of a path, e-mail address, host or number; in `blk_-3886` or `task_14_m_01`, from the first to the last
 * variable segment.
 */
export const findVariable = (text: string, from: number, to: number, flags: number, part: VariablePart): void => {
  part.from = to;
  part.to = to;
  if ((flags & (LETTER | SLASH)) === 0) findNumber(text, from, to, part);
  else if ((flags & SLASH) !== 0 && isPath(text, from, to)) take(part, from, to);
  else if ((flags & AT_SIGN) !== 0 && isEmail(text, from, to)) take(part, from, to);
  else if ((flags & DIGIT) !== 0) findSegments(text, from, to, part);
};

const take = (part: VariablePart, from: number, to: number): void => {
  part.from = from;
  part.to = to;
};

/** From the first to the last digit of a word without letters, with sign and per cent. */
const findNumber = (text: string, from: number, to: number, part: VariablePart): void => {
  let first = from;
  let last = to;
  while (first < to && charClass(text.charCodeAt(first)) !== DIGIT) first += 1;
  if (first === to) return;
  while (charClass(text.charCodeAt(last - 1)) !== DIGIT) last -= 1;
  if (first > from && isSign(text.charCodeAt(first - 1))) first -= 1;
  if (to - last === 1 && text.charCodeAt(last) === PERCENT) last = to;
  take(part, first, last);
};

/** Starts at a root, or has several slashes, or one slash and a file's extension. */
const isPath = (text: string, from: number, to: number): boolean => {
  let slashes = 0;
  let lastSlash = -1;
  let lastDot = -1;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if ((charClass(code) & SLASH) !== 0) {
      slashes += 1;
      lastSlash = at;
    } else if (code === DOT) lastDot = at;
  }
  if (to - from === 1) return false;
  if (slashes >= 2 || (charClass(text.charCodeAt(from)) & SLASH) !== 0) return true;
  return lastDot > lastSlash + 1 && to - lastDot > 1 && to - lastDot <= MAX_EXTENSION + 1;
};

const isEmail = (text: string, from: number, to: number): boolean => {
  const at = indexOfCode(text, AT, from + 1, to);
  if (at < 0) return false;
  const dot = indexOfCode(text, DOT, at + 2, to);
  return dot > 0 && dot < to - 1 && (charClass(text.charCodeAt(to - 1)) & LETTER) !== 0;
};

const indexOfCode = (text: string, code: number, from: number, to: number): number => {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === code) return at;
  return -1;
};

const findSegments = (text: string, from: number, to: number, part: VariablePart): void => {
  let first = -1;
  let last = -1;
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && isLetterOrDigit(text, at)) continue;
    const cut = at > start ? variableFrom(text, start, at, to, last >= 0) : -1;
    if (cut >= 0) {
      if (first < 0) first = cut;
      last = at;
    }
    start = at + 1;
  }
  if (first < 0) return;
  if (isHost(text, from, to, last)) return take(part, from, to);
  const signed = first > from && isSign(text.charCodeAt(first - 1)) && !isLetterOrDigit(text, first - 2);
  const percent = to - last === 1 && text.charCodeAt(last) === PERCENT;
  take(part, signed ? first - 1 : first, percent ? to : last);
};

const isSign = (code: number): boolean => code === MINUS || code === PLUS;
const isLetterOrDigit = (text: string, at: number): boolean =>
  at >= 0 && (charClass(text.charCodeAt(at)) & (LETTER | DIGIT)) !== 0;

/** Dotted names of hosts and files with something variable before the last dot; a camel-cased name is code. */
const isHost = (text: string, from: number, to: number, last: number): boolean => {
  if (indexOfCode(text, DOT, last, to - 1) < 0 || !isLetterOrDigit(text, from)) return false;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLetterOrDigit(text, at) && code !== DOT && code !== MINUS && code !== UNDERSCORE) return false;
    if (at > from && isUpper(code) && isLower(text.charCodeAt(at - 1))) return false;
  }
  return true;
};

const isUpper = (code: number): boolean => (charClass(code) & UPPER) !== 0;
const isLower = (code: number): boolean => (charClass(code) & (LETTER | UPPER)) === LETTER;

/** Where the variable part of an alphanumeric segment begins (it goes to the segment's end); -1: it is constant. */
const variableFrom = (text: string, from: number, to: number, wordTo: number, afterVariable: boolean): number => {
  let digits = 0;
  let digitRuns = 0;
  let lastRun = -1;
  let hexOnly = true;
  let vowels = 0;
  for (let at = from, inRun = false; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const kind = charClass(code);
    const isDigit = kind === DIGIT;
    if (isDigit) digits += 1;
    else if ((kind & HEX) === 0) hexOnly = false;
    if (isDigit && !inRun) {
      digitRuns += 1;
      lastRun = at;
    }
    if ((kind & VOWEL) !== 0) vowels += 1;
    inRun = isDigit;
  }
  const length = to - from;
  if (digits === 0) return afterVariable && length === POD_SUFFIX_LENGTH && vowels === 0 ? from : -1;
  if (charClass(text.charCodeAt(from)) === DIGIT) return from;
  if (hexOnly && (length >= MIN_HEX_LENGTH || digitRuns > 1)) return from;
  if (digitRuns > 1) return digits >= MIN_DIGITS_OF_ID || digitRuns > 2 || length >= MIN_LENGTH_OF_ID ? from : -1;
  if (digits === length - 1 && isVersion(text, from, to, wordTo)) return from;
  return digits >= MIN_DIGITS_OF_ID ? lastRun : -1;
};

/** `v2` of `v2.6.1`. */
const isVersion = (text: string, from: number, to: number, wordTo: number): boolean =>
  (text.charCodeAt(from) | 32) === 118 && to < wordTo && text.charCodeAt(to) === DOT;
