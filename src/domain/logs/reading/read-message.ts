import { charClass, codeAt, type Codes, DIGIT, JOINER, LETTER, SLASH, SPACE } from '../masking/char-class.ts';
import { createHeader, type Header, matchAt } from './header.ts';
import { levelNamed } from './level-names.ts';
import { readAccessLine } from './read-access-line.ts';
import type { Fields } from './read-fields.ts';
import { readHeader } from './read-header.ts';
import { readJson } from './read-json.ts';
import { readLogfmt } from './read-logfmt.ts';
import { writeCodes } from './text-codes.ts';

/** Characters of a message that are read; what lies beyond only appears in samples, cut shorter still. */
export const MAX_READ_LENGTH = 32_768;

/** An event's message without its header, and what header or fields say beside it. One object is reused. */
export interface ReadMessage {
  /** The message's first line is `text[from, to)`: cut out, each character would cost more to read. */
  text: string;
  from: number;
  to: number;
  level: string | null;
  requestId: string | null;
  /** A field that names the service; null where only `names` may. */
  service: string | null;
  names: readonly string[];
  /** Lines after the first, or the field that holds a stack trace; empty when there is none. */
  stack: string;
  /** Whether the header's codes hold the text's UTF-8, character by character. */
  isEncoded: boolean;
  /** What it was read with. */
  readonly header: Header;
}

export const createMessage = (): ReadMessage => ({
  text: '',
  from: 0,
  to: 0,
  level: null,
  requestId: null,
  service: null,
  names: [],
  stack: '',
  isEncoded: false,
  header: createHeader(MAX_READ_LENGTH),
});

const MAX_NESTED = 3;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
const NO_NAMES: readonly string[] = [];
/** .NET's console logger: the message is in the next line. */
const DOTNET = /(trce|dbug|info|warn|fail|crit): [\w.`+]{1,200}\[\d{1,9}\]\s*\n\s*/y;
const DOTNET_LEVELS: Readonly<Record<string, string>> = {
  trce: 'trace',
  dbug: 'debug',
  fail: 'error',
  crit: 'critical',
};
const LONGEST_NAME = 64;
const EQUALS = 61;

/** Never throws: what has no known form is a message as it is. Linear in the message's length. */
export const readMessage = (raw: string, read: ReadMessage): void => {
  read.level = null;
  read.requestId = null;
  read.service = null;
  read.names = NO_NAMES;
  read.stack = '';
  readText(raw, read, 0);
};

const readText = (whole: string, read: ReadMessage, depth: number): void => {
  const text = whole.length > MAX_READ_LENGTH ? whole.slice(0, MAX_READ_LENGTH) : whole;
  const fields = depth < MAX_NESTED && text.startsWith('{') ? readJson(text) : null;
  if (fields !== null) return takeFields(fields, read, depth);
  const { header } = read;
  header.text = text;
  header.isAscii = writeCodes(text, header.codes);
  readFrom(0, read, depth);
};

/** Reads the header's text from `start` on. */
const readFrom = (start: number, read: ReadMessage, depth: number): void => {
  const { header } = read;
  const { text, codes } = header;
  let from = start;
  while (from < text.length && charClass(codeAt(codes, from)) === SPACE) from += 1;
  if (depth < MAX_NESTED && readStructured(from, read, depth)) return;
  const access = from === 0 ? readAccessLine(text, codes) : null;
  if (access !== null) {
    read.level ??= access.level;
    return takeLine(access.text, 0, read);
  }
  const dotnet = codeAt(codes, from + 4) === COLON ? matchAt(DOTNET, text, from) : null;
  if (dotnet !== null) {
    const name = dotnet[1] ?? '';
    read.level ??= levelNamed(DOTNET_LEVELS[name] ?? name);
    return takeLine(text, from + dotnet[0].length, read);
  }
  readHeader(header, from);
  read.level ??= header.level;
  read.requestId ??= header.requestId;
  read.service ??= header.program;
  if (header.names.length > 0) {
    read.names = header.names;
    header.names = [];
  }
  if (header.message !== null) takeLine(header.message, 0, read);
  else if (header.at > from && mayBeStructured(codes, header.at)) readFrom(header.at, read, depth + 1);
  else takeLine(text, header.at, read);
};

/** A brace, or a name and `=`. */
const mayBeStructured = (codes: Codes, from: number): boolean => {
  if (codeAt(codes, from) === OPEN_BRACE) return true;
  for (let at = from; at < from + LONGEST_NAME; at += 1) {
    const code = codeAt(codes, at);
    if (code === EQUALS) return at > from;
    if ((charClass(code) & (LETTER | DIGIT | SLASH | JOINER)) === 0) return false;
  }
  return false;
};

/** What begins with a brace was tried before it came here. */
const readStructured = (from: number, read: ReadMessage, depth: number): boolean => {
  const { text, codes } = read.header;
  if (!mayBeStructured(codes, from)) return false;
  const isJson = codeAt(codes, from) === OPEN_BRACE;
  if (isJson && from === 0) return false;
  const fields = isJson ? readJson(text.slice(from)) : readLogfmt(text, codes, from);
  if (fields !== null) takeFields(fields, read, depth);
  return fields !== null;
};

/** Takes fields in; the message among them may have a header, or be structured, itself. */
const takeFields = (fields: Fields, read: ReadMessage, depth: number): void => {
  const { message, stack, errorType, errorMessage } = fields;
  read.level ??= fields.level;
  read.requestId ??= fields.requestId;
  read.service ??= fields.service;
  readText(message ?? '', read, depth + 1);
  if (stack?.includes('\n') === true) read.stack = stack;
  else if (errorType !== null && !read.text.includes(errorType)) read.stack = `${errorType}: ${errorMessage ?? ''}`;
};

const takeLine = (whole: string, start: number, read: ReadMessage): void => {
  let end = whole.length;
  while (end > start && charClass(whole.charCodeAt(end - 1)) === SPACE) end -= 1;
  const context =
    end > start && whole.charCodeAt(end - 1) === CLOSE_BRACE ? readContext(whole.slice(start, end), read) : null;
  if (context !== null) return takeLine(context, 0, read);
  const newline = whole.indexOf('\n', start);
  read.text = whole;
  read.isEncoded = read.header.isAscii && whole === read.header.text;
  read.from = start;
  read.to = newline < 0 ? end : newline;
  while (read.to > start && charClass(whole.charCodeAt(read.to - 1)) === SPACE) read.to -= 1;
  if (newline >= 0 && newline < end) read.stack = whole.slice(newline + 1, end);
};

/** The text without the object that zap, winston and Lambda write behind the message; null when there is none. */
const readContext = (text: string, read: ReadMessage): string | null => {
  const from = text.search(/\s\{"/);
  const fields = from <= 0 ? null : readJson(text.slice(from));
  if (fields === null) return null;
  read.requestId ??= fields.requestId;
  read.service ??= fields.service;
  const error = [fields.errorType, fields.errorMessage].filter((part) => part !== null).join(': ');
  const head = text.slice(0, from).trimEnd();
  const message = error === '' || head.includes(error) ? head : `${head}: ${error}`;
  return fields.stack?.includes('\n') === true ? `${message}\n${fields.stack}` : message;
};
