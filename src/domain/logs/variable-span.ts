import { charClass, DIGIT, HEX, LETTER, SLASH } from './char-class.ts';

const DOT = 46;
const AT = 64;
const MIN_HEX_LENGTH = 6;
const MIN_DIGITS_OF_ID = 3;
/** Kubernetes' random suffixes have five of these characters. */
const POD_SUFFIX_LENGTH = 5;
const VOWELS = new Set([...'aeiouAEIOU'].map((char) => char.charCodeAt(0)));

/** The variable part of a word, as offsets into the text; empty when the whole word is constant. Reused. */
export interface VariableSpan {
  from: number;
  to: number;
}

/**
 * Finds what is variable in the word `text[from, to)` whose characters have the classes `flags`:
 * all of a path, e-mail address or number; in `blk_-3886` or `task_14_m_01`, from the first to the last variable segment.
 */
export const findVariable = (text: string, from: number, to: number, flags: number, span: VariableSpan): void => {
  span.from = to;
  span.to = to;
  if ((flags & SLASH) !== 0 && isPath(text, from, to)) return take(span, from, to);
  if (isEmail(text, from, to)) return take(span, from, to);
  if ((flags & DIGIT) !== 0) findSegments(text, from, to, span);
};

const take = (span: VariableSpan, from: number, to: number): void => {
  span.from = from;
  span.to = to;
};

/** Starts at a root or drive, or has several slashes, or one and a file's extension. */
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
  if (lastSlash === from && to - from === 1) return false;
  if ((charClass(text.charCodeAt(from)) & SLASH) !== 0) return true;
  return slashes >= 2 || (lastDot > lastSlash + 1 && to - lastDot > 1 && to - lastDot <= 6);
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

const findSegments = (text: string, from: number, to: number, span: VariableSpan): void => {
  let first = -1;
  let last = -1;
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && (charClass(text.charCodeAt(at)) & (LETTER | DIGIT)) !== 0) continue;
    if (at > start) {
      const cut = variableFrom(text, start, at, last >= 0);
      if (cut >= 0) {
        if (first < 0) first = cut;
        last = at;
      }
    }
    start = at + 1;
  }
  if (first < 0) return;
  if (first === from + 1 && isSign(text.charCodeAt(from))) first = from;
  take(span, first, isUnit(text, last, to) ? to : last);
};

const isSign = (code: number): boolean => code === 45 || code === 43;
/** `95%`. */
const isUnit = (text: string, last: number, to: number): boolean => to - last === 1 && text.charCodeAt(last) === 37;

/** Where the variable part of an alphanumeric segment begins (it goes to the segment's end); -1: it is constant. */
const variableFrom = (text: string, from: number, to: number, afterVariable: boolean): number => {
  let digits = 0;
  let digitRuns = 0;
  let lastRun = -1;
  let hexOnly = true;
  let vowel = false;
  let previousIsDigit = false;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const kind = charClass(code);
    if (kind === DIGIT) {
      digits += 1;
      if (!previousIsDigit) {
        digitRuns += 1;
        lastRun = at;
      }
      previousIsDigit = true;
    } else {
      previousIsDigit = false;
      if ((kind & HEX) === 0) hexOnly = false;
      if (VOWELS.has(code)) vowel = true;
    }
  }
  const length = to - from;
  if (digits === 0) return afterVariable && length === POD_SUFFIX_LENGTH && !vowel ? from : -1;
  if (charClass(text.charCodeAt(from)) === DIGIT) return from;
  if (hexOnly && (length >= MIN_HEX_LENGTH || digitRuns > 1)) return from;
  if (digitRuns > 1) return digits >= MIN_DIGITS_OF_ID || digitRuns > 2 || length >= 8 ? from : -1;
  return digits >= MIN_DIGITS_OF_ID ? lastRun : -1;
};
