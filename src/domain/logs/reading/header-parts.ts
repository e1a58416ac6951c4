import { codeAt } from '../masking/char-class.ts';
import { codeAhead, endOfMatch, type Header, matchAt, moveTo } from './header.ts';
import { levelNamed } from './level-names.ts';
import { readBracket } from './read-bracket.ts';
import { readLevel } from './read-level.ts';
import { type CsvRecord, readRecord } from './read-record.ts';
import { isBlank, isDigit } from './text-codes.ts';
import { endOfTimestamp } from './timestamp-end.ts';

/** HealthApp's and Java Service Wrapper's fields. */
const PIPED = /(?<=\|) ?[\w.$-]{1,60}(?: \d{1,4})? ?\|/y;
const TAB = 9;
const NEWLINE = 10;
const SPACE = 32;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const AT_SIGN = 64;
const OPEN_BRACKET = 91;
const CAPITAL_T = 84;
const SMALL_S = 115;
const PIPE = 124;
const LONGEST_WORD = 200;
const LONGEST_AFTER_TIME = 64;
const WORD = /[A-Za-z]+/;
const MOST_DASHES = 3;
/** What a word holds. */
const HAS_COLON = 1;
const HAS_AT_SIGN = 2;
const SYSLOG_PROGRAM = /(?: (\S{1,255}))? ([\w./@-]{1,64})(?:\([\w.:-]{1,40}\))?(?:\[\d+\])?: ?/y;
/** As rsyslog writes it with a full date: only with a process's number, or the kernel's. */
const DATED_PROGRAM = / (\S{1,255}) (?:([\w./@-]{1,64})(?:\([\w.:-]{1,40}\))?\[\d{1,9}\]|(kernel)): ?/y;
const SYSLOG_TIME = /^[A-Z][a-z]{2} +\d{1,2} [\d:]+$/;
const CRI_STREAM = / (?:stdout|stderr) [FP] /y;
/** Process and thread ids, nginx's `12#34: *56`. */
const NUMBERS = /\d{1,7}#\d{1,7}: (?:\*\d{1,15} )?|\d{1,7}(?: +\d{1,7})? +(?=---|[A-Z]{3,9}\b|[VDIWEF] |\[)/y;
const CALLER = /[\w./@-]{1,120}\.(?:go|py|rb|js|ts|java|kt|scala|c|cc|cpp|rs|php|cs):\d{1,6}(?=[\s\]:-]|$)\]?:?/y;
/** `{tasks.py:31}`, and loguru's `module:function:31 - `. */
const NAMED_CALLER = /\{[\w./-]{1,80}:\d{1,6}\}|[\w.]{1,80}:[\w<>]{1,60}:\d{1,6}(?= - )/y;
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?=\s)/y;
const DATABASE_USER = /[\w.-]{1,64}@[\w.-]{1,64} (?=(?:ERROR|FATAL|PANIC|WARNING|LOG|NOTICE):)/y;

/** Blanks, `|`, commas, and dashes or colons that stand alone. */
export const skipSeparators = (header: Header): void => {
  for (;;) {
    const code = codeAhead(header);
    if (code === SPACE || code === TAB || code === PIPE || code === COMMA) header.at += 1;
    else if ((code !== DASH && code !== COLON) || !moveTo(header, endOfDashes(header))) return;
  }
};

/** Up to three dashes or colons before a blank; -1 when there are more, or something else. */
const endOfDashes = ({ codes, at: from }: Header): number => {
  let at = from;
  let code = codeAt(codes, at);
  while ((code === DASH || code === COLON) && at - from < MOST_DASHES) {
    at += 1;
    code = codeAt(codes, at);
  }
  return at > from && isBlank(code) ? at : -1;
};

const readTimestamp = (header: Header): boolean => {
  if (header.dated) return false;
  const { text, codes } = header;
  const from = header.at + (codeAhead(header) === OPEN_BRACKET ? 1 : 0);
  let end = endOfTimestamp(text, codes, from);
  if (end < 0) return false;
  if (from > header.at) {
    const close = text.indexOf(']', end);
    if (close < 0 || close - end > LONGEST_AFTER_TIME) return false;
    header.level ??= levelNamed(WORD.exec(text.slice(end, close))?.[0] ?? '');
    end = close + 1;
  }
  header.dated = true;
  header.at = end;
  const record = codeAhead(header) === COMMA ? readRecord(text, codes, header.at) : null;
  if (record !== null) return takeRecord(header, record);
  readProgram(header, from, end);
  if (codeAhead(header, 1) === SMALL_S) moveTo(header, endOfMatch(CRI_STREAM, text, header.at));
  return true;
};

const takeRecord = (header: Header, { level, message }: CsvRecord): boolean => {
  header.level ??= level;
  header.message = message;
  header.at = header.text.length;
  return true;
};

/** The host and program of syslog, after a timestamp in `text[from, end)`. */
const readProgram = (header: Header, from: number, end: number): void => {
  const { text, codes } = header;
  const isSyslog = !isDigit(codeAt(codes, from)) && SYSLOG_TIME.test(text.slice(from, end));
  const mayBeDated = codeAt(codes, from + 10) === CAPITAL_T && codeAhead(header) === SPACE;
  const program = isSyslog || mayBeDated ? matchAt(isSyslog ? SYSLOG_PROGRAM : DATED_PROGRAM, text, end) : null;
  if (program === null) return;
  header.at += program[0].length;
  header.program = program[2] ?? program[3] ?? null;
};

/** Which of `:` and `@` the word at hand holds: cheaper than trying expressions that need them. */
const marksIn = ({ text, codes, at: from }: Header): number => {
  const end = Math.min(text.length, from + LONGEST_WORD + 1);
  let marks = 0;
  for (let at = from; at < end; at += 1) {
    const code = codeAt(codes, at);
    if (code === COLON) marks |= HAS_COLON;
    else if (code === AT_SIGN) marks |= HAS_AT_SIGN;
    else if (code === SPACE || code === OPEN_BRACKET || code === NEWLINE) break;
  }
  return marks;
};

const readNumbers = (header: Header): boolean => moveTo(header, endOfMatch(NUMBERS, header.text, header.at));

const readPiped = (header: Header): boolean => moveTo(header, endOfMatch(PIPED, header.text, header.at));

const readDatabaseUser = (header: Header): boolean => moveTo(header, endOfMatch(DATABASE_USER, header.text, header.at));

const readCaller = (header: Header): boolean => {
  const { text, at } = header;
  const caller = endOfMatch(CALLER, text, at);
  const end = caller < 0 ? endOfMatch(NAMED_CALLER, text, at) : caller;
  const slash = end < 0 ? -1 : text.indexOf('/', at);
  if (slash > 0 && slash < end) header.names.push(text.slice(at, slash));
  return moveTo(header, end);
};

const readRequestId = (header: Header): boolean => {
  if (codeAhead(header, 8) !== DASH) return false;
  const { text, at } = header;
  const end = endOfMatch(UUID, text, at);
  if (end >= 0) header.requestId ??= text.slice(at, end);
  return moveTo(header, end);
};

/**
 * Reads the part of a header that stands at `header.at`, and moves on; false when none does. Before a timestamp or level
 * only those and brackets may come.
 */
export const readPart = (header: Header, begun: boolean): boolean => {
  if (!begun) return readTimestamp(header) || readLevel(header) || readBracket(header);
  const code = codeAhead(header);
  if (codeAhead(header, -1) === PIPE && readPiped(header)) return true;
  if (code === OPEN_BRACKET) return readTimestamp(header) || readBracket(header);
  if (isDigit(code)) {
    if (readTimestamp(header) || readRequestId(header) || readNumbers(header)) return true;
    return (marksIn(header) & HAS_COLON) !== 0 && readCaller(header);
  }
  if (readLevel(header) || readTimestamp(header) || readRequestId(header)) return true;
  const marks = marksIn(header);
  if ((marks & HAS_COLON) !== 0 && readCaller(header)) return true;
  return (marks & HAS_AT_SIGN) !== 0 && readDatabaseUser(header);
};
