import { codeAt, type Codes } from '../masking/char-class.ts';
import { levelIn } from './level-names.ts';

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const MIN_FIELDS = 6;
const MAX_FIELDS = 64;
const HAS_LETTERS = /[A-Za-z]{2}/;

export interface CsvRecord {
  readonly level: string;
  readonly message: string;
}

/**
 * A record as databases write it: fields after commas, of which one is a level and a quoted one after that the message.
 * `from`: the comma behind the timestamp. Null when it is none.
 */
export const readRecord = (text: string, codes: Codes, from: number): CsvRecord | null => {
  let level: string | null = null;
  let message: string | null = null;
  let fields = 0;
  let at = from;
  while (codeAt(codes, at) === COMMA && fields < MAX_FIELDS) {
    const isQuoted = codeAt(codes, at + 1) === QUOTE;
    const end = isQuoted ? endOfQuoted(codes, at + 2, text.length) : endOfPlain(codes, at + 1, text.length);
    if (end < 0) return null;
    if (!isQuoted) level ??= levelIn(text, codes, at + 1, end);
    else if (level !== null) message ??= textOf(text.slice(at + 2, end - 1));
    fields += 1;
    at = end;
  }
  return fields < MIN_FIELDS || level === null || message === null ? null : { level, message };
};

/** Past the quote that closes what begins at `from`; doubled ones are part of it. -1 without one. */
const endOfQuoted = (codes: Codes, from: number, length: number): number => {
  for (let at = from; at < length; at += 1) {
    if (codeAt(codes, at) !== QUOTE) continue;
    if (codeAt(codes, at + 1) !== QUOTE) return at + 1;
    at += 1;
  }
  return -1;
};

const endOfPlain = (codes: Codes, from: number, length: number): number => {
  let at = from;
  while (at < length && codeAt(codes, at) !== COMMA && codeAt(codes, at) !== NEWLINE) at += 1;
  return at;
};

const textOf = (field: string): string | null => (HAS_LETTERS.test(field) ? field.replaceAll('""', '"') : null);
