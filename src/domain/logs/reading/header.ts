import { codeAt } from '../masking/char-class.ts';
import { createCodes } from './text-codes.ts';

/** What a logger wrote before the message, read so far. One object is reused for all messages. */
export interface Header {
  text: string;
  /** The text's characters (`writeCodes`). */
  readonly codes: Uint8Array<ArrayBuffer>;
  isAscii: boolean;
  /** Where the header would begin. */
  from: number;
  /** Where the message, or the next part of its header, begins. */
  at: number;
  /** A timestamp was seen. */
  dated: boolean;
  level: string | null;
  requestId: string | null;
  /** Of syslog. */
  program: string | null;
  /** The message where it isn't the rest of the text. */
  message: string | null;
  /** Names that may be the service's: the logger's, the caller's, those in brackets. */
  names: string[];
}

export const createHeader = (maxLength: number): Header => ({
  text: '',
  codes: createCodes(maxLength),
  isAscii: true,
  from: 0,
  at: 0,
  dated: false,
  level: null,
  requestId: null,
  program: null,
  message: null,
  names: [],
});

/** Matches a sticky expression at `from`. */
export const matchAt = (expression: RegExp, text: string, from: number): RegExpExecArray | null => {
  expression.lastIndex = from;
  return expression.exec(text);
};

/** Where a match of a sticky expression that begins at `from` ends; -1 without one. Makes no garbage. */
export const endOfMatch = (expression: RegExp, text: string, from: number): number => {
  expression.lastIndex = from;
  return expression.test(text) ? expression.lastIndex : -1;
};

/** The character that is to be read next, or so many after it; 0 beyond the text. */
export const codeAhead = ({ codes, at }: Header, ahead = 0): number => codeAt(codes, at + ahead);

/** Moves on to `end` if that is no failed match, and says so. */
export const moveTo = (header: Header, end: number): boolean => {
  if (end < 0) return false;
  header.at = end;
  return true;
};
