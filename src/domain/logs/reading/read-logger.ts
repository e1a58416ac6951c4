import { charClass, codeAt, type Codes, DIGIT, LETTER } from '../masking/char-class.ts';
import type { Header } from './header.ts';
import { skipSeparators } from './header-parts.ts';
import { levelIn } from './level-names.ts';
import { readBracket } from './read-bracket.ts';
import { readLevel } from './read-level.ts';
import { isBlank, isDigit } from './text-codes.ts';

const SPACE = 32;
const HASH = 35;
const DOLLAR = 36;
const ASTERISK = 42;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const UNDERSCORE = 95;
const LONGEST_NAME = 121;
const MOST_DIGITS = 9;
/** What a name holds. */
const HAS_DOT = 1;
const HAS_UNDERSCORE = 2;
const ERROR_NAME = /(?:Exception|Error|Throwable|Fault)$/;

/** A logger's name ends a header, save for a level or brackets after it. */
export const readLoggerAndLevel = (header: Header): void => {
  while (readLogger(header) || readLevel(header) || readBracket(header)) skipSeparators(header);
};

/** A logger's name ends with ` : ` or ` - `; before a mere colon it must be dotted or have underscores, and be no exception's. */
const readLogger = (header: Header): boolean => {
  const { text, codes, at: from } = header;
  let to = from;
  let marks = 0;
  for (let code = codeAt(codes, to); isPartOfName(code, to === from); code = codeAt(codes, to)) {
    if (code === DOT) marks |= HAS_DOT;
    else if (code === UNDERSCORE) marks |= HAS_UNDERSCORE;
    to += 1;
    if (to - from > LONGEST_NAME) return false;
  }
  if (to - from < 2) return false;
  const numbered = endOfNumber(codes, to);
  if (numbered > to && marks === 0) return false;
  const end = endOfLogger(codes, numbered, marks);
  if (end < 0 || levelIn(text, codes, from, to) !== null || !hasWords(codes, end, text.length)) return false;
  const name = text.slice(from, to);
  if (ERROR_NAME.test(name)) return false;
  header.names.push(name);
  header.at = end;
  return true;
};

/** What comes before mere numbers is no logger's name: it says what they are. */
const hasWords = (codes: Codes, from: number, end: number): boolean => {
  for (let at = from; at < end; at += 1) if ((charClass(codeAt(codes, at)) & LETTER) !== 0) return true;
  return false;
};

/** Past what ends a logger's name with these marks; -1: it is no logger's. */
const endOfLogger = (codes: Codes, from: number, marks: number): number => {
  const code = codeAt(codes, from);
  if (code === COLON) return marks !== 0 && isBlank(codeAt(codes, from + 1)) ? from + 1 : -1;
  if (code !== SPACE) return -1;
  if (codeAt(codes, from + 1) === OPEN_BRACKET) return (marks & HAS_DOT) !== 0 ? from + 1 : -1;
  const at = endOfExtra(codes, skipSpaces(codes, from + 1), marks);
  const dash = codeAt(codes, at);
  return (dash === COLON || dash === DASH) && codeAt(codes, at + 1) === SPACE ? at + 2 : -1;
};

/** A number that belongs to a dotted name: `sync.exe *64 - `. */
const endOfExtra = (codes: Codes, from: number, marks: number): number => {
  if ((marks & HAS_DOT) === 0) return from;
  const code = codeAt(codes, from);
  let at = code === ASTERISK || code === HASH ? from + 1 : from;
  while (isDigit(codeAt(codes, at)) && at - from <= MOST_DIGITS) at += 1;
  return at > from && codeAt(codes, at) === SPACE ? skipSpaces(codes, at) : from;
};

const skipSpaces = (codes: Codes, from: number): number => {
  let at = from;
  while (codeAt(codes, at) === SPACE) at += 1;
  return at;
};

/** A letter or underscore, then also digits and `. $ / -`. */
const isPartOfName = (code: number, isFirst: boolean): boolean => {
  if (code > 127) return false;
  const kind = charClass(code);
  if ((kind & LETTER) !== 0 || code === UNDERSCORE) return true;
  if (isFirst) return false;
  return kind === DIGIT || code === DOT || code === DASH || code === SLASH || code === DOLLAR;
};

/** Past a process's number in brackets, if one stands at `from`. */
const endOfNumber = (codes: Codes, from: number): number => {
  if (codeAt(codes, from) !== OPEN_BRACKET) return from;
  let at = from + 1;
  while (isDigit(codeAt(codes, at))) at += 1;
  const digits = at - from - 1;
  return digits > 0 && digits <= MOST_DIGITS && codeAt(codes, at) === CLOSE_BRACKET ? at + 1 : from;
};
