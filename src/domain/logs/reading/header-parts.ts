import { endOfMatch, type Header, matchAt } from './header.ts';
import { levelNamed, levelOfLetter } from './level-names.ts';
import { endOfTimestamp } from './timestamp-end.ts';

/** Each reads one kind of part at `header.at` and moves it on; false when another kind stands there. */
type PartReader = (text: string, header: Header) => boolean;

/** HealthApp's and Java Service Wrapper's fields. */
const PIPED = /(?<=\|) ?[\w.$-]{1,60}(?: \d{1,4})? ?\|/y;
const LONE_DASHES = /[-:]{1,3}(?=\s)/y;
const SPACE = 32;
const NEWLINE = 10;
const COLON = 58;
const AT_SIGN = 64;
const LONGEST_WORD = 200;
const PIPE = 124;
const OPEN_BRACKET = 91;
const SYSLOG_PROGRAM = /(?: (\S{1,255}))? ([\w./@-]{1,64})(?:\([\w.:-]{1,40}\))?(?:\[\d+\])?: ?/y;
const SYSLOG_TIME = /^[A-Z][a-z]{2} +\d{1,2} [\d:]+$/;
const CRI_STREAM = / (?:stdout|stderr) [FP] /y;
const WORD = /[A-Za-z]\w{0,11}(?![\w.$/-])/y;
const BRACKET = /\[(?:[^[\]\n]|\[[^[\]\n]{0,60}\]){0,160}\](?=[\s:[({]|$)/y;
const CLIENT = /^(?:pid|tid|client|remote|thread)\b/;
/** Process and thread ids, nginx's `12#34: *56`. */
const NUMBERS = /\d{1,7}#\d{1,7}: (?:\*\d{1,15} )?|\d{1,7}(?: +\d{1,7})? +(?=---|[A-Z]{3,9}\b|[VDIWEF] )/y;
const CALLER = /[\w./@-]{1,120}\.(?:go|py|rb|js|ts|java|kt|scala|c|cc|cpp|rs|php|cs):\d{1,6}(?=[\s\]:-]|$)\]?:?/y;
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?=\s)/y;
const DATABASE_USER = /[\w.-]{1,64}@[\w.-]{1,64} (?=(?:ERROR|FATAL|PANIC|WARNING|LOG|NOTICE):)/y;
const LOGGER = /([A-Za-z_][\w.$/-]{1,120})(?:\[\d{1,9}\])?( +: | +- |:(?=\s)| (?=\[))/y;
const JOINED_LOGGER = /([\w.]{1,80}):/y;
/** Levels only when written in capitals. */
const AMBIGUOUS = /^(?:exception|fail|panic|note|fine|config|log|alert)$/i;
const ERROR_NAME = /(?:Exception|Error|Throwable|Fault)$/;
const REQUEST_ID =
  /^(?:(?:req(?:uest)?|trace|corr(?:elation)?)(?:[-_ ]?id)?[-_:= ]([\da-z-]{4,64})|(?=[a-f-]*\d)([\da-f-]{8,64}))$/i;

/** Blanks, `|`, commas, and dashes or colons that stand alone. */
export const skipSeparators = (text: string, header: Header): void => {
  for (;;) {
    const code = text.charCodeAt(header.at);
    if (code === SPACE || code === 9 || code === PIPE || code === 44) header.at += 1;
    else if ((code !== 45 && code !== 58) || !skip(header, endOfMatch(LONE_DASHES, text, header.at))) return;
  }
};

const readTimestamp: PartReader = (text, header) => {
  if (header.dated) return false;
  const from = header.at + (text.charAt(header.at) === '[' ? 1 : 0);
  let end = endOfTimestamp(text, from);
  if (end < 0) return false;
  if (from > header.at) {
    const close = text.indexOf(']', end);
    if (close < 0 || close - end > 24) return false;
    header.level ??= levelNamed(text.slice(end, close).trim());
    end = close + 1;
  }
  header.dated = true;
  header.at = end;
  const isSyslog = text.charCodeAt(from) > 57 && SYSLOG_TIME.test(text.slice(from, end));
  const program = isSyslog ? matchAt(SYSLOG_PROGRAM, text, end) : null;
  if (program !== null) {
    header.at += program[0].length;
    header.program = program[2] ?? null;
  }
  if (text.charCodeAt(header.at + 1) === 115) skip(header, endOfMatch(CRI_STREAM, text, header.at));
  return true;
};

const readLevel: PartReader = (text, header) => {
  if (header.level !== null) return false;
  const wordEnd = endOfMatch(WORD, text, header.at);
  if (wordEnd < 0) return false;
  const word = text.slice(header.at, wordEnd);
  const level = levelNamed(word) ?? (word.length === 1 && header.dated ? levelOfLetter(word) : null);
  const end = header.at + word.length;
  if (level === null || !endsLevel(text, word, end, header.dated || header.at > header.from)) return false;
  header.level = level;
  header.at = end;
  if (text.charAt(end) !== ':') return true;
  header.at += 1;
  const logger = matchAt(JOINED_LOGGER, text, header.at);
  if (logger !== null) {
    header.at += logger[0].length;
    header.names.push(logger[1] ?? '');
  }
  return true;
};

/** What follows tells a level from a message: `ERROR IN CONTACTING` and `error while` are messages. */
const endsLevel = (text: string, word: string, end: number, dated: boolean): boolean => {
  const next = text.charAt(end);
  if (next === '' || next === '\t' || next === '|') return true;
  const upper = word === word.toUpperCase();
  if (!upper && AMBIGUOUS.test(word)) return false;
  if (next === ':') return upper || dated;
  if (next !== ' ') return false;
  return upper
    ? dated || /^ (?: |\[|\d{4}-|- |\()/.test(text.slice(end, end + 6))
    : dated && text.charAt(end + 1) === '[';
};

const readBracket: PartReader = (text, header) => {
  if (text.charAt(header.at) !== '[') return false;
  const end = endOfMatch(BRACKET, text, header.at);
  if (end < 0) return false;
  const content = text.slice(header.at + 1, end - 1).trim();
  header.at = end;
  const level = levelNamed(content.slice(content.indexOf(':') + 1));
  if (level !== null) header.level ??= level;
  else if (!CLIENT.test(content)) readBracketed(content, header);
  return true;
};

const readBracketed = (content: string, header: Header): void => {
  const end = content.search(/[,; ]/);
  const first = end < 0 ? content : content.slice(0, end);
  const id = REQUEST_ID.exec(first);
  if (id !== null) header.requestId ??= id[1] ?? id[2] ?? null;
  else if (first !== '') header.names.push(first);
};

const readNumbers: PartReader = (text, header) => skip(header, endOfMatch(NUMBERS, text, header.at));

/** Whether the word at hand ends with this character: cheaper than trying an expression that needs it. */
const wordEndsWith = (text: string, from: number, end: number): boolean => {
  let at = from;
  for (let code = text.charCodeAt(at); at < text.length && code !== end; code = text.charCodeAt(at)) {
    if (code === SPACE || code === OPEN_BRACKET || code === NEWLINE || at - from > LONGEST_WORD) return false;
    at += 1;
  }
  return at < text.length;
};

const readPiped: PartReader = (text, header) => skip(header, endOfMatch(PIPED, text, header.at));
const readDatabaseUser: PartReader = (text, header) =>
  wordEndsWith(text, header.at, AT_SIGN) && skip(header, endOfMatch(DATABASE_USER, text, header.at));

const readCaller: PartReader = (text, header) => {
  if (!wordEndsWith(text, header.at, COLON)) return false;
  const end = endOfMatch(CALLER, text, header.at);
  const slash = end < 0 ? -1 : text.indexOf('/', header.at);
  if (slash > 0 && slash < end) header.names.push(text.slice(header.at, slash));
  return skip(header, end);
};

const skip = (header: Header, end: number): boolean => {
  if (end < 0) return false;
  header.at = end;
  return true;
};

const readRequestId: PartReader = (text, header) => {
  if (text.charCodeAt(header.at + 8) !== 45) return false;
  const end = endOfMatch(UUID, text, header.at);
  if (end >= 0) header.requestId ??= text.slice(header.at, end);
  return skip(header, end);
};

/** A logger's name ends with ` : ` or ` - `; before a mere colon it must be dotted or have underscores, and be no exception's. */
const readLogger: PartReader = (text, header) => {
  const logger = matchAt(LOGGER, text, header.at);
  if (logger === null) return false;
  const name = logger[1] ?? '';
  if (logger[2]?.includes(' ') !== true && !/[._]/.test(name)) return false;
  if (logger[2] === ' ' && !name.includes('.')) return false;
  if (ERROR_NAME.test(name) || levelNamed(name) !== null) return false;
  header.names.push(name);
  return skip(header, header.at + logger[0].length);
};

const BY_DIGIT: readonly PartReader[] = [readTimestamp, readRequestId, readNumbers, readCaller];
const BY_LETTER: readonly PartReader[] = [readLevel, readTimestamp, readRequestId, readCaller, readDatabaseUser];
const BY_BRACKET: readonly PartReader[] = [readTimestamp, readBracket];
const BEGINNING: readonly PartReader[] = [readTimestamp, readLevel, readBracket];

/** Reads the next part of a header; before a timestamp or level only those and brackets may come. */
export const readPart = (text: string, header: Header, begun: boolean): boolean => {
  const code = text.charCodeAt(header.at);
  if (!begun) return BEGINNING.some((read) => read(text, header));
  if (text.charCodeAt(header.at - 1) === PIPE && readPiped(text, header)) return true;
  if (code >= 48 && code <= 57) return BY_DIGIT.some((read) => read(text, header));
  if (code === OPEN_BRACKET) return BY_BRACKET.some((read) => read(text, header));
  return BY_LETTER.some((read) => read(text, header));
};

/** A logger's name ends a header, save for a level or brackets after it. */
export const readLoggerAndLevel = (text: string, header: Header): void => {
  while (readLogger(text, header) || readLevel(text, header) || readBracket(text, header)) {
    skipSeparators(text, header);
  }
};
