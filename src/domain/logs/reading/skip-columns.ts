import { charClass, codeAt, DIGIT, LETTER } from '../masking/char-class.ts';
import type { Header } from './header.ts';
import { endOfDatedTimestamp } from './timestamp-end.ts';

const SPACE = 32;
const MAX_COLUMNS = 4;
const LONGEST_COLUMN = 64;

/**
 * Columns before a timestamp, or between two: nodes, processes, files, dates (`1:M`, `web-1 |`, `app.log.2`). Each has a digit
 * or no letter, so that no message is taken for them. Moves on past the timestamp; false when it doesn't come.
 */
export const skipColumns = (header: Header): boolean => {
  const { text, codes } = header;
  let at = header.at;
  for (let columns = 0; columns < MAX_COLUMNS; columns += 1) {
    const end = endOfColumn(header, at);
    if (end < 0) return false;
    at = end;
    while (codeAt(codes, at) === SPACE) at += 1;
    const timestamp = endOfDatedTimestamp(text, codes, at);
    if (timestamp < 0) continue;
    header.dated = true;
    header.at = timestamp;
    return true;
  }
  return false;
};

/** Where the word at `from` ends before a blank, if it may be a column; else -1. */
const endOfColumn = ({ text, codes }: Header, from: number): number => {
  let hasDigit = false;
  let hasLetter = false;
  const end = Math.min(text.length, from + LONGEST_COLUMN);
  for (let at = from; at < end; at += 1) {
    const code = codeAt(codes, at);
    if (code === SPACE) return at > from && (hasDigit || !hasLetter) ? at : -1;
    if (code < SPACE) return -1;
    const kind = charClass(code);
    if ((kind & DIGIT) !== 0) hasDigit = true;
    else if ((kind & LETTER) !== 0) hasLetter = true;
  }
  return -1;
};
