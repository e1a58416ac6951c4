import { charClass, DIGIT, JOINER, LETTER, SLASH } from '../masking/char-class.ts';
import { type Header, matchAt } from './header.ts';
import { readBracket, readLevel, skipSeparators } from './header-parts.ts';
import { levelNamed } from './level-names.ts';

const SPACE = 32;
const LONGEST_WORD = 200;
const LOGGER = /([A-Za-z_][\w.$/-]{1,120})(?:\[\d{1,9}\])?( +: | +- |:(?=\s)| (?=\[))/y;
const ERROR_NAME = /(?:Exception|Error|Throwable|Fault)$/;
const DOT = 46;
const UNDERSCORE = 95;
const LONE_DASHES_AHEAD = /[-:]/;

/** A logger's name ends a header, save for a level or brackets after it. */
export const readLoggerAndLevel = (text: string, header: Header): void => {
  while (readLogger(text, header) || readLevel(text, header) || readBracket(text, header)) {
    skipSeparators(text, header);
  }
};

/** Whether the word at hand has a dot or underscore, or is set off by blanks, as the expression wants it. */
const mayBeLogger = (text: string, from: number): boolean => {
  for (let at = from; at - from < LONGEST_WORD; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT || code === UNDERSCORE) return true;
    if (code === SPACE) return text.charCodeAt(at + 1) === SPACE || LONE_DASHES_AHEAD.test(text.charAt(at + 1));
    if ((charClass(code) & (LETTER | DIGIT | JOINER | SLASH)) === 0) return false;
  }
  return false;
};

/** A logger's name ends with ` : ` or ` - `; before a mere colon it must be dotted or have underscores, and be no exception's. */
const readLogger = (text: string, header: Header): boolean => {
  if (!mayBeLogger(text, header.at)) return false;
  const logger = matchAt(LOGGER, text, header.at);
  if (logger === null) return false;
  const name = logger[1] ?? '';
  if (logger[2]?.includes(' ') !== true && !/[._]/.test(name)) return false;
  if (logger[2] === ' ' && !name.includes('.')) return false;
  if (ERROR_NAME.test(name) || levelNamed(name) !== null) return false;
  header.names.push(name);
  header.at += logger[0].length;
  return true;
};
