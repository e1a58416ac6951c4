import { charClass, codeAt, DIGIT, HEX } from '../masking/char-class.ts';
import { codeAhead, type Header } from './header.ts';
import { levelIn } from './level-names.ts';

const NEWLINE = 10;
const SPACE = 32;
const OPEN_PARENTHESIS = 40;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const SEMICOLON = 59;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const LONGEST = 200;
const LONGEST_LEVEL = 24;
const SHORTEST_ID = 8;
const LONGEST_ID = 64;
const CLIENT = /^(?:pid|tid|client|remote|thread)\b/;
const REQUEST_ID =
  /^(?:(?:req(?:uest)?|trace|corr(?:elation)?)(?:[-_ ]?id)?[-_:= ]([\da-z-]{4,64})|(?=[a-f-]*\d)([\da-f-]{8,64}))$/i;
/** `c p r t`: what the words begin with in `CLIENT` and `REQUEST_ID`. */
const BEGINNINGS = new Set([99, 112, 114, 116]);

/** Reads brackets that stand at `header.at`: a level, a request id, or a name. */
export const readBracket = (header: Header): boolean => {
  const close = closeOf(header);
  if (close < 0) return false;
  const { codes } = header;
  let from = header.at + 1;
  let to = close;
  while (from < to && codeAt(codes, from) === SPACE) from += 1;
  while (to > from && codeAt(codes, to - 1) === SPACE) to -= 1;
  header.at = close + 1;
  if (from < to) readContent(header, from, to);
  return true;
};

/** Where the bracket that opens at `header.at` closes, if it holds no more than one other and ends a part; else -1. */
const closeOf = (header: Header): number => {
  if (codeAhead(header) !== OPEN_BRACKET) return -1;
  const { text, codes, at: from } = header;
  const end = Math.min(text.length, from + LONGEST + 1);
  let inner = false;
  let closed = false;
  for (let at = from + 1; at < end; at += 1) {
    const code = codeAt(codes, at);
    if (code === NEWLINE) return -1;
    if (code === OPEN_BRACKET && !closed) inner = true;
    if (code !== CLOSE_BRACKET) continue;
    if (closed || !inner) return endsPart(codeAt(codes, at + 1)) ? at : -1;
    closed = true;
  }
  return -1;
};

const endsPart = (next: number): boolean =>
  next <= SPACE || next === COLON || next === OPEN_BRACKET || next === OPEN_PARENTHESIS || next === OPEN_BRACE;

const readContent = (header: Header, from: number, to: number): void => {
  const { text, codes } = header;
  const level = to - from > LONGEST_LEVEL ? null : levelIn(text, codes, afterColon(header, from, to), to);
  if (level !== null) {
    header.level ??= level;
    return;
  }
  const end = endOfFirst(header, from, to);
  const mayBeWord = BEGINNINGS.has(codeAt(codes, from) | 32);
  if (mayBeWord) readWords(header, text.slice(from, end), text.slice(from, to));
  else if (isHexId(header, from, end)) header.requestId ??= text.slice(from, end);
  else if (end > from) header.names.push(text.slice(from, end));
};

const readWords = (header: Header, first: string, content: string): void => {
  const id = first.length < SHORTEST_ID ? null : REQUEST_ID.exec(first);
  if (id !== null) header.requestId ??= id[1] ?? id[2] ?? null;
  else if (!CLIENT.test(content)) header.names.push(first);
};

const afterColon = ({ codes }: Header, from: number, to: number): number => {
  for (let at = from; at < to; at += 1) if (codeAt(codes, at) === COLON) return at + 1;
  return from;
};

/** Up to the first comma, semicolon or blank. */
const endOfFirst = ({ codes }: Header, from: number, to: number): number => {
  for (let at = from; at < to; at += 1) {
    const code = codeAt(codes, at);
    if (code === SPACE || code === COMMA || code === SEMICOLON) return at;
  }
  return to;
};

/** Hexadecimal digits and dashes, as `REQUEST_ID` has it. */
const isHexId = ({ codes }: Header, from: number, to: number): boolean => {
  if (to - from < SHORTEST_ID || to - from > LONGEST_ID) return false;
  let hasDigit = false;
  for (let at = from; at < to; at += 1) {
    const code = codeAt(codes, at);
    const kind = charClass(code);
    if ((kind & (HEX | DIGIT)) === 0 && code !== DASH) return false;
    if (kind === DIGIT) hasDigit = true;
  }
  return hasDigit;
};
