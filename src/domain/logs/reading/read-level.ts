import { charClass, codeAt, DIGIT, JOINER, LETTER, SLASH, UPPER } from '../masking/char-class.ts';
import { codeAhead, type Header, matchAt } from './header.ts';
import { levelIn, levelOfLetter } from './level-names.ts';

const LONGEST_WORD = 12;
const TAB = 9;
const SPACE = 32;
const COLON = 58;
const OPEN_BRACKET = 91;
const PIPE = 124;
/** Android's, after a level of one letter; no error's name. */
const TAG = /[ /](?![\w.$]*(?:Error|Exception):)([\w.$-]{2,60}) *(?:\( *\d{1,7}\))?: /y;
const JOINED_LOGGER = /([\w.]{1,80}):/y;
/** Levels only when written in capitals. */
const AMBIGUOUS = /^(?:exception|fail|panic|note|fine|config|log|alert)$/i;
const AFTER_CAPITALS = / (?: |\[|\d{4}-|- |\()/y;

/** Reads the level that stands at `header.at`, and a logger's name that a colon joins to it. */
export const readLevel = (header: Header): boolean => {
  if (header.level !== null) return false;
  const { text, codes, at } = header;
  const end = endOfWord(header);
  if (end < 0) return false;
  const level =
    levelIn(text, codes, at, end) ?? (end === at + 1 && header.dated ? levelOfLetter(text.charAt(at)) : null);
  if (level === null || !endsLevel(header, end)) return false;
  header.level = level;
  header.at = end;
  if (end === at + 1 && header.dated) return takeName(header, TAG);
  if (codeAhead(header) !== COLON) return true;
  header.at += 1;
  return takeName(header, JOINED_LOGGER);
};

const takeName = (header: Header, expression: RegExp): true => {
  const logger = matchAt(expression, header.text, header.at);
  if (logger !== null) {
    header.at += logger[0].length;
    header.names.push(logger[1] ?? '');
  }
  return true;
};

/** Of up to twelve letters and digits that no `.`, `$`, `/` or `-` goes on from, and that don't end the text; -1 without one. */
const endOfWord = ({ text, codes, at: from }: Header): number => {
  let at = from;
  let kind = charClass(codeAt(codes, at));
  while ((kind & (LETTER | DIGIT)) !== 0) {
    at += 1;
    if (at - from > LONGEST_WORD) return -1;
    kind = charClass(codeAt(codes, at));
  }
  return at === from || at >= text.length || (kind & (JOINER | SLASH)) !== 0 ? -1 : at;
};

/** What follows tells a level from a message: `ERROR IN CONTACTING` and `error while` are messages. */
const endsLevel = (header: Header, end: number): boolean => {
  const { text, codes, at } = header;
  const isLater = header.dated || at > header.from;
  const next = codeAt(codes, end);
  if (next === TAB || next === PIPE) return true;
  // Names of levels are written in capitals or with one.
  const isUpper = end === at + 1 || (charClass(codeAt(codes, at + 1)) & UPPER) !== 0;
  if (!isUpper && AMBIGUOUS.test(text.slice(at, end))) return false;
  if (next === COLON) return isUpper || isLater;
  if (next !== SPACE) return false;
  const afterBlank = codeAt(codes, end + 1);
  // Another blank fills a column up.
  if (!isUpper) return isLater && (afterBlank === OPEN_BRACKET || afterBlank === SPACE);
  return isLater || matchAt(AFTER_CAPITALS, text, end) !== null;
};
