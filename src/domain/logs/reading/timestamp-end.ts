import { codeAt, type Codes } from '../masking/char-class.ts';
import { endOfMatch } from './header.ts';
import { isDigit } from './text-codes.ts';

const SPACE = 32;
const COMMA = 44;
const CLOCK = String.raw`(?:\d{1,2}:\d{1,2}:\d{1,2}|\d{1,2}\.\d{2}\.\d{2})(?:[.,:]\d{1,9})?`;
/** Without a date before it, dots would make a time of an IP address. */
const COLON_CLOCK = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,9})?`;
const ZONE = String.raw`(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}(?: [A-Z]{3,4})?)(?=[\s\]|,:]|$))?`;
const DATE = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{4}|\d{8})`;
/** A blank and one of these may begin a zone. */
const ZONE_START = /[-+UGZ]/;
const NUMERIC = new RegExp(
  [
    `${DATE}(?:[T ,:-]{1,2}${CLOCK}${ZONE})`,
    String.raw`\d{6} \d{6}(?= )`,
    `${COLON_CLOCK}${ZONE}`,
    String.raw`\d{10}(?:\d{3})?(?:\.\d{1,9})?(?=[\s\]])`,
  ].join('|'),
  'y',
);
/** A date and a time, or seconds since the epoch; without a name. */
const DATED = new RegExp(`${DATE}(?:[T ,:-]{1,2}${CLOCK}${ZONE})|1\\d{9}(?:\\.\\d{1,9})?(?= )`, 'y');
const NAMED = new RegExp(
  String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2} \d{4}),? ${CLOCK}(?: [A-Z]{3,4}(?= \d{4}))?(?: \d{4})?${ZONE}`,
  'y',
);

/** Where a timestamp that begins at `from` ends; -1 when none does. */
export const endOfTimestamp = (text: string, codes: Codes, from: number): number => {
  const code = codeAt(codes, from);
  if (code >= 65 && code <= 90) return mayBeNamed(codes, from) ? endOfMatch(NAMED, text, from) : -1;
  if (!isDigit(code)) return -1;
  const plain = endOfPlain(text, codes, from);
  return plain < 0 ? endOfMatch(NUMERIC, text, from) : plain;
};

/** The same for a timestamp that says the day too, and can't be taken for a mere number or time. */
export const endOfDatedTimestamp = (text: string, codes: Codes, from: number): number => {
  if (!isDigit(codeAt(codes, from))) return endOfTimestamp(text, codes, from);
  const plain = endOfPlain(text, codes, from);
  return plain < 0 ? endOfMatch(DATED, text, from) : plain;
};

/** A name of three letters: cheaper to see than trying the expression. */
const mayBeNamed = (codes: Codes, from: number): boolean => {
  const next = codeAt(codes, from + 3);
  return next === SPACE || next === COMMA;
};

/** `2026-01-31T12:00:00.000Z` and `2026/01/31 12:00:00,000` without a zone, the most frequent ones; -1 leaves it to the rest. */
const endOfPlain = (text: string, codes: Codes, from: number): number => {
  for (let at = from; at < from + 19; at += 1) {
    const offset = at - from;
    const code = codeAt(codes, at);
    if (offset === 4 || offset === 7) {
      if (code !== 45 && code !== 47) return -1;
    } else if (offset === 10) {
      if (code !== 84 && code !== SPACE) return -1;
    } else if (offset === 13 || offset === 16) {
      if (code !== 58) return -1;
    } else if (!isDigit(code)) return -1;
  }
  let at = from + 19;
  const point = codeAt(codes, at);
  if (point === 46 || point === COMMA) {
    at += 1;
    while (isDigit(codeAt(codes, at))) at += 1;
    // A comma that no digit follows ends the timestamp.
    if (at === from + 20) return from + 19;
  }
  const next = codeAt(codes, at);
  if (next === 90) return at + 1;
  const zone = next === 43 || next === 45 || (next === SPACE && ZONE_START.test(text.charAt(at + 1)));
  return zone ? -1 : at;
};
