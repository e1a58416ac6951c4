import { charClass, codeAt, type Codes, DIGIT, LETTER } from '../masking/char-class.ts';
import { createFieldReader, type Fields } from './read-fields.ts';
import { isBlank, skipBlanks } from './text-codes.ts';

const ESCAPE = /\\(.)/gs;
const PLAIN: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '' };
const MIN_PAIRS = 2;
const LONGEST_NAME = 64;
const LINE_END = /[\n\r\u2028\u2029]/;
const QUOTE = 34;
const DASH = 45;
const SLASH = 47;
const COLON = 58;
const EQUALS = 61;
const AT_SIGN = 64;
const BACKSLASH = 92;
const UNDERSCORE = 95;

const reader = createFieldReader();

/**
 * The fields of `key=value key="quoted value"` from `from` on; null when the text isn't all pairs, or has none that says
 * what happened. The answer is reused.
 */
export const readLogfmt = (text: string, codes: Codes, from: number): Fields | null => {
  reader.begin();
  let pairs = 0;
  let at = from;
  for (let end = readPair(text, codes, at); end > 0; end = readPair(text, codes, at)) {
    at = end;
    pairs += 1;
  }
  const { fields } = reader;
  fields.message ??= fields.errorMessage;
  return pairs >= MIN_PAIRS && fields.message !== null && skipBlanks(codes, at) >= text.length ? fields : null;
};

/** Takes the pair in that begins at `from`, and returns where it ends; -1 when none does. */
const readPair = (text: string, codes: Codes, from: number): number => {
  const nameFrom = skipBlanks(codes, from);
  const nameTo = endOfName(codes, nameFrom);
  if (nameTo < 0) return -1;
  const valueFrom = nameTo + 1;
  if (codeAt(codes, valueFrom) === QUOTE) {
    const close = endOfQuoted(text, codes, valueFrom + 1);
    if (close < 0) return -1;
    reader.set(text.slice(nameFrom, nameTo), unescape(text.slice(valueFrom + 1, close)));
    return close + 1;
  }
  const end = endOfValue(text, codes, valueFrom);
  if (end >= 0) reader.set(text.slice(nameFrom, nameTo), text.slice(valueFrom, end));
  return end;
};

/** Where the `=` stands after a name that begins at `from`: a letter, `_` or `@`, then also digits and `. / -`; else -1. */
const endOfName = (codes: Codes, from: number): number => {
  let at = from;
  for (let code = codeAt(codes, at); isPartOfName(code, at === from); code = codeAt(codes, at)) {
    at += 1;
    if (at - from > LONGEST_NAME) return -1;
  }
  return at > from && codeAt(codes, at) === EQUALS ? at : -1;
};

const isPartOfName = (code: number, isFirst: boolean): boolean => {
  if (code > 127) return false;
  const kind = charClass(code);
  if ((kind & LETTER) !== 0 || code === UNDERSCORE || code === AT_SIGN) return true;
  return !isFirst && (kind === DIGIT || (code >= DASH && code <= SLASH));
};

/** A value without quotes goes on to the next blank; -1 when it has quotes all the same, or ends with a colon as a text's beginning does. */
const endOfValue = (text: string, codes: Codes, from: number): number => {
  let at = from;
  for (let code = codeAt(codes, at); at < text.length && !isBlank(code); code = codeAt(codes, at)) {
    if (code === QUOTE) return -1;
    at += 1;
  }
  return at > from && codeAt(codes, at - 1) === COLON ? -1 : at;
};

/** The quote that closes what begins at `from`, before a blank or the end; -1 without one. */
const endOfQuoted = (text: string, codes: Codes, from: number): number => {
  for (let at = from; at < text.length; at += 1) {
    const code = codeAt(codes, at);
    if (code === BACKSLASH) {
      at += 1;
      if (LINE_END.test(text.charAt(at))) return -1;
    } else if (code === QUOTE) return at + 1 === text.length || isBlank(codeAt(codes, at + 1)) ? at : -1;
  }
  return -1;
};

const unescape = (quoted: string): string =>
  quoted.includes('\\') ? quoted.replace(ESCAPE, (_, char: string) => PLAIN[char] ?? char) : quoted;
