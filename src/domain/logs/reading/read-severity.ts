import { charClass, codeAt, UPPER } from '../masking/char-class.ts';
import { codeAhead, endOfMatch, type Header, matchAt } from './header.ts';
import { levelNamed } from './level-names.ts';
import { isDigit } from './text-codes.ts';

const SPACE = 32;
/** Redis' process and role, with which its lines begin. */
const REDIS = /\d{1,7}:[CMSX] /y;
const MARKS: Readonly<Record<string, string>> = { '.': 'debug', '-': 'debug', '*': 'info', '#': 'warn' };
/** Of supercomputers: the node again, system and facility, severity. */
const SEVERITY = /(?:[A-Z][\w:.-]{1,63} )?(?:[A-Z]{2,15} ){1,2}(INFO|WARNING|ERROR|SEVERE|FAILURE|FATAL)(?= )/y;

/** Reads a level that is said neither by its name alone nor right after the time; of a dated header without any. */
export const readSeverity = (header: Header): void => {
  const { text, codes, from, at } = header;
  const mark = codeAhead(header, 1) === SPACE ? MARKS[text.charAt(at)] : undefined;
  if (mark !== undefined && isDigit(codeAt(codes, from)) && endOfMatch(REDIS, text, from) >= 0) {
    header.level = mark;
    header.at += 2;
    return;
  }
  if ((charClass(codeAhead(header)) & UPPER) === 0) return;
  const severity = matchAt(SEVERITY, text, at)?.[1];
  if (severity !== undefined) header.level = severity === 'FAILURE' ? 'error' : levelNamed(severity);
};
