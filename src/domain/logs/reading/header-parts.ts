import { charClass, DIGIT, JOINER, LETTER, SLASH } from '../masking/char-class.ts';
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
const LONGEST_WORD_OF_LEVEL = 12;
const BRACKET_ENDS = ':[({';
const LONGEST_BRACKET = 200;
const LONGEST_LEVEL = 24;
const SHORTEST_ID = 8;
const CLIENT = /^(?:pid|tid|client|remote|thread)\b/;
/** Process and thread ids, nginx's `12#34: *56`. */
const NUMBERS = /\d{1,7}#\d{1,7}: (?:\*\d{1,15} )?|\d{1,7}(?: +\d{1,7})? +(?=---|[A-Z]{3,9}\b|[VDIWEF] )/y;
const CALLER = /[\w./@-]{1,120}\.(?:go|py|rb|js|ts|java|kt|scala|c|cc|cpp|rs|php|cs):\d{1,6}(?=[\s\]:-]|$)\]?:?/y;
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?=\s)/y;
const DATABASE_USER = /[\w.-]{1,64}@[\w.-]{1,64} (?=(?:ERROR|FATAL|PANIC|WARNING|LOG|NOTICE):)/y;
const JOINED_LOGGER = /([\w.]{1,80}):/y;
/** Levels only when written in capitals. */
const AMBIGUOUS = /^(?:exception|fail|panic|note|fine|config|log|alert)$/i;
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

export const readLevel: PartReader = (text, header) => {
  if (header.level !== null) return false;
  const wordEnd = endOfWord(text, header.at);
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

/** Of up to twelve letters and digits that no `.`, `$`, `/` or `-` goes on from; -1 without one. */
const endOfWord = (text: string, from: number): number => {
  let at = from;
  for (
    let kind = charClass(text.charCodeAt(at));
    (kind & (LETTER | DIGIT)) !== 0;
    kind = charClass(text.charCodeAt(at))
  ) {
    at += 1;
    if (at - from > LONGEST_WORD_OF_LEVEL) return -1;
  }
  return at === from || (charClass(text.charCodeAt(at)) & (JOINER | SLASH)) !== 0 ? -1 : at;
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

export const readBracket: PartReader = (text, header) => {
  const close = closeOf(text, header.at);
  if (close < 0) return false;
  let from = header.at + 1;
  let to = close;
  while (from < to && text.charCodeAt(from) === SPACE) from += 1;
  while (to > from && text.charCodeAt(to - 1) === SPACE) to -= 1;
  header.at = close + 1;
  if (from < to) readBracketed(text.slice(from, to), header);
  return true;
};

/** Where the bracket that opens at `from` closes, if it holds no more than one other and ends a part; else -1. */
const closeOf = (text: string, from: number): number => {
  if (text.charCodeAt(from) !== OPEN_BRACKET) return -1;
  let close = text.indexOf(']', from);
  const inner = text.indexOf('[', from + 1);
  if (inner > 0 && inner < close) close = text.indexOf(']', close + 1);
  if (close < 0 || close - from > LONGEST_BRACKET) return -1;
  const next = close + 1 === text.length ? SPACE : text.charCodeAt(close + 1);
  if (next > SPACE && !BRACKET_ENDS.includes(text.charAt(close + 1))) return -1;
  const newline = text.indexOf('\n', from);
  return newline > 0 && newline < close ? -1 : close;
};

const readBracketed = (content: string, header: Header): void => {
  const level = content.length > LONGEST_LEVEL ? null : levelNamed(content.slice(content.indexOf(':') + 1));
  if (level !== null) {
    header.level ??= level;
    return;
  }
  const end = content.search(/[,; ]/);
  const first = end < 0 ? content : content.slice(0, end);
  const id = first.length < SHORTEST_ID ? null : REQUEST_ID.exec(first);
  if (id !== null) header.requestId ??= id[1] ?? id[2] ?? null;
  else if (first !== '' && !CLIENT.test(content)) header.names.push(first);
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

/** Reads the next part of a header; before a timestamp or level only those and brackets may come. */
export const readPart = (text: string, header: Header, begun: boolean): boolean => {
  if (!begun) return readTimestamp(text, header) || readLevel(text, header) || readBracket(text, header);
  const code = text.charCodeAt(header.at);
  if (text.charCodeAt(header.at - 1) === PIPE && readPiped(text, header)) return true;
  if (code === OPEN_BRACKET) return readTimestamp(text, header) || readBracket(text, header);
  if (code >= 48 && code <= 57) {
    return (
      readTimestamp(text, header) ||
      readRequestId(text, header) ||
      readNumbers(text, header) ||
      readCaller(text, header)
    );
  }
  return (
    readLevel(text, header) ||
    readTimestamp(text, header) ||
    readRequestId(text, header) ||
    readCaller(text, header) ||
    readDatabaseUser(text, header)
  );
};
