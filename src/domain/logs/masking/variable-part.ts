import { AT_SIGN, charClass, codeAt, type Codes, DIGIT, HEX, LETTER, SLASH, UPPER, VOWEL } from './char-class.ts';

const DOT = 46;
const AT = 64;
const MINUS = 45;
const PLUS = 43;
const UNDERSCORE = 95;
const PERCENT = 37;
const MIN_HEX_LENGTH = 6;
const MIN_DIGITS_OF_ID = 3;
const MIN_LENGTH_OF_ID = 8;
const MIN_LETTERS_OF_NAME = 3;
const LONGEST_PLACE = 3;
const MAX_EXTENSION = 5;
/** Kubernetes' random suffixes have five characters and no vowels. */
const POD_SUFFIX_LENGTH = 5;

/** The variable part of a word, as offsets; empty when the whole word is constant. Reused. */
export interface VariablePart {
  from: number;
  to: number;
}

/**
 * Finds what is variable in the word `codes[from, to)` whose characters have the classes `flags`:
 * all of a path, e-mail address, host or number; in `blk_-3886` or `task_14_m_01`, from the first to the last
 * variable segment.
 */
export const findVariable = (codes: Codes, from: number, to: number, flags: number, part: VariablePart): void => {
  part.from = to;
  part.to = to;
  if ((flags & (LETTER | SLASH)) === 0) findNumber(codes, from, to, part);
  else if ((flags & SLASH) !== 0 && isPath(codes, from, to)) take(part, from, to);
  else if ((flags & AT_SIGN) !== 0 && isEmail(codes, from, to)) take(part, from, to);
  else if ((flags & DIGIT) !== 0) findSegments(codes, from, to, part);
};

const take = (part: VariablePart, from: number, to: number): void => {
  part.from = from;
  part.to = to;
};

/** From the first to the last digit of a word without letters, with sign and per cent. */
const findNumber = (codes: Codes, from: number, to: number, part: VariablePart): void => {
  let first = from;
  let last = to;
  while (first < to && charClass(codeAt(codes, first)) !== DIGIT) first += 1;
  if (first === to) return;
  while (charClass(codeAt(codes, last - 1)) !== DIGIT) last -= 1;
  if (first > from && isSign(codeAt(codes, first - 1))) first -= 1;
  if (to - last === 1 && codeAt(codes, last) === PERCENT) last = to;
  take(part, first, last);
};

/** Starts at a root, or has several slashes, or one slash and a file's extension. */
const isPath = (codes: Codes, from: number, to: number): boolean => {
  let slashes = 0;
  let lastSlash = -1;
  let lastDot = -1;
  for (let at = from; at < to; at += 1) {
    const code = codeAt(codes, at);
    if ((charClass(code) & SLASH) !== 0) {
      slashes += 1;
      lastSlash = at;
    } else if (code === DOT) lastDot = at;
  }
  if (to - from === 1) return false;
  if (slashes >= 2 || (charClass(codeAt(codes, from)) & SLASH) !== 0) return true;
  return lastDot > lastSlash + 1 && to - lastDot > 1 && to - lastDot <= MAX_EXTENSION + 1;
};

const isEmail = (codes: Codes, from: number, to: number): boolean => {
  const at = indexOfCode(codes, AT, from + 1, to);
  if (at < 0) return false;
  const dot = indexOfCode(codes, DOT, at + 2, to);
  return dot > 0 && dot < to - 1 && (charClass(codeAt(codes, to - 1)) & LETTER) !== 0;
};

const indexOfCode = (codes: Codes, code: number, from: number, to: number): number => {
  for (let at = from; at < to; at += 1) if (codeAt(codes, at) === code) return at;
  return -1;
};

/** Where the variable part of the segment that was read last begins; it goes to the segment's end. -1: it is constant. */
let cut = -1;
/** Whether that segment has a digit, and is as short as those of a place: `c8` of `c8-2c1s7`. */
let mayBePlace = false;

const findSegments = (codes: Codes, from: number, to: number, part: VariablePart): void => {
  let first = -1;
  let last = -1;
  let place = -1;
  let at = from;
  while (at < to) {
    const end = readSegment(codes, at, to, last >= 0);
    if (cut >= 0) {
      if (first < 0) first = place < 0 ? cut : place;
      last = end;
    } else if (!mayBePlace) place = -1;
    else if (place < 0) place = at;
    at = end + 1;
  }
  if (first < 0) {
    if (isNumberedHost(codes, from, to)) take(part, from, to);
    return;
  }
  if (isHost(codes, from, to, last)) return take(part, from, to);
  const signed = first > from && isSign(codeAt(codes, first - 1)) && !isLetterOrDigit(codes, first - 2);
  const percent = to - last === 1 && codeAt(codes, last) === PERCENT;
  take(part, signed ? first - 1 : first, percent ? to : last);
};

/** Reads the segment of letters and digits that begins at `from`, sets `cut`, and returns the segment's end. */
const readSegment = (codes: Codes, from: number, wordTo: number, afterVariable: boolean): number => {
  let at = from;
  let digits = 0;
  let digitRuns = 0;
  let lastRun = -1;
  let lastDigit = -2;
  let common = 0xffff;
  let vowels = 0;
  for (; at < wordTo; at += 1) {
    const kind = charClass(codeAt(codes, at));
    if ((kind & (LETTER | DIGIT)) === 0) break;
    if (kind === DIGIT) {
      digits += 1;
      if (lastDigit !== at - 1) {
        digitRuns += 1;
        lastRun = at;
      }
      lastDigit = at;
    } else {
      common &= kind;
      vowels |= kind & VOWEL;
    }
  }
  const length = at - from;
  mayBePlace = digits > 0 && length <= LONGEST_PLACE;
  if (afterVariable && length === POD_SUFFIX_LENGTH && vowels === 0) cut = from;
  else if (digits === 0) cut = -1;
  else if (charClass(codeAt(codes, from)) === DIGIT) cut = from;
  else if ((common & HEX) !== 0 && (length >= MIN_HEX_LENGTH || digitRuns > 1)) cut = from;
  else if (digitRuns > 1) cut = digits >= MIN_DIGITS_OF_ID || digitRuns > 2 || length >= MIN_LENGTH_OF_ID ? from : -1;
  else if (digits === length - 1 && isVersion(codes, from, at, wordTo)) cut = from;
  // `IO80211Controller` is a name, `t761` has a number.
  else cut = digits >= MIN_DIGITS_OF_ID && at - lastDigit <= MIN_LETTERS_OF_NAME ? lastRun : -1;
  return at;
};

const isSign = (code: number): boolean => code === MINUS || code === PLUS;
const isLetterOrDigit = (codes: Codes, at: number): boolean =>
  at >= 0 && (charClass(codeAt(codes, at)) & (LETTER | DIGIT)) !== 0;

/** Dotted names of hosts and files with something variable before the last dot; a camel-cased name is code. */
const isHost = (codes: Codes, from: number, to: number, last: number): boolean => {
  if (indexOfCode(codes, DOT, last, to - 1) < 0 || !isLetterOrDigit(codes, from)) return false;
  for (let at = from; at < to; at += 1) {
    const code = codeAt(codes, at);
    if (!isLetterOrDigit(codes, at) && code !== DOT && code !== MINUS && code !== UNDERSCORE) return false;
    if (at > from && isUpper(code) && isLower(codeAt(codes, at - 1))) return false;
  }
  return true;
};

/** `elk3.reef.example`: a number too short for an id ends the first of three names or more, without capitals. */
const isNumberedHost = (codes: Codes, from: number, to: number): boolean => {
  let dots = 0;
  for (let at = from; at < to; at += 1) {
    const code = codeAt(codes, at);
    if (code === DOT) {
      if (dots === 0 && charClass(codeAt(codes, at - 1)) !== DIGIT) return false;
      dots += 1;
    } else if (code !== MINUS && (!isLetterOrDigit(codes, at) || isUpper(code))) return false;
  }
  return dots >= 2;
};

const isUpper = (code: number): boolean => (charClass(code) & UPPER) !== 0;
const isLower = (code: number): boolean => (charClass(code) & (LETTER | UPPER)) === LETTER;

/** `v2` of `v2.6.1`. */
const isVersion = (codes: Codes, from: number, to: number, wordTo: number): boolean =>
  (codeAt(codes, from) | 32) === 118 && to < wordTo && codeAt(codes, to) === DOT;
