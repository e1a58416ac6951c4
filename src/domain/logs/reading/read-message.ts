import { createHeader, type Header } from './header.ts';
import { levelNamed } from './level-names.ts';
import { readAccessLine } from './read-access-line.ts';
import type { Fields } from './read-fields.ts';
import { readHeader } from './read-header.ts';
import { readJson } from './read-json.ts';
import { readLogfmt } from './read-logfmt.ts';

/** Characters of a message that are read; what lies beyond only appears in samples, cut shorter still. */
export const MAX_READ_LENGTH = 32_768;

/** An event's message without its header, and what header or fields say beside it. One object is reused. */
export interface ReadMessage {
  text: string;
  level: string | null;
  requestId: string | null;
  /** A field that names the service; null where only `names` may. */
  service: string | null;
  names: readonly string[];
  /** Lines after the first, or the field that holds a stack trace; empty when there is none. */
  stack: string;
}

export const createMessage = (): ReadMessage => ({
  text: '',
  level: null,
  requestId: null,
  service: null,
  names: [],
  stack: '',
});

const MAX_NESTED = 3;
const OPEN_BRACE = 123;
const COLON = 58;
/** .NET's console logger: the message is in the next line. */
const DOTNET = /^(trce|dbug|info|warn|fail|crit): ([\w.`+]{1,200})\[\d{1,9}\]\s*\n\s*/;
const LOGFMT_START = /^[A-Za-z_@][\w.@/-]{0,63}=/;
const header: Header = createHeader();

/** Never throws: what has no known form is a message as it is. Linear in the message's length. */
export const readMessage = (raw: string, read: ReadMessage): void => {
  read.text = '';
  read.level = null;
  read.requestId = null;
  read.service = null;
  read.names = [];
  read.stack = '';
  readText((raw.length > MAX_READ_LENGTH ? raw.slice(0, MAX_READ_LENGTH) : raw).trim(), read, 0);
};

const readText = (text: string, read: ReadMessage, depth: number): void => {
  if (text.charCodeAt(0) === OPEN_BRACE && readStructured(readJson(text), read, depth)) return;
  if (LOGFMT_START.test(text) && readStructured(readLogfmt(text), read, depth)) return;
  const access = readAccessLine(text);
  if (access !== null) {
    read.text = access.text;
    read.level ??= access.level;
    return;
  }
  const dotnet = text.charCodeAt(4) === COLON ? DOTNET.exec(text) : null;
  if (dotnet !== null) {
    read.level ??= levelNamed(
      { trce: 'trace', dbug: 'debug', fail: 'error', crit: 'critical' }[dotnet[1] ?? ''] ?? dotnet[1] ?? '',
    );
    return splitLines(text.slice(dotnet[0].length), read);
  }
  readHeader(text, header);
  read.level ??= header.level;
  read.requestId ??= header.requestId;
  read.service ??= header.program;
  if (header.names.length > 0) {
    // The header gets new ones: both are reused.
    read.names = header.names;
    header.names = [];
  }
  if (header.at === 0) return splitLines(text, read);
  const body = text.slice(header.at);
  const structured = body.charCodeAt(0) === OPEN_BRACE || LOGFMT_START.test(body);
  if (structured && depth < MAX_NESTED) readText(body, read, depth + 1);
  else splitLines(body, read);
};

/** Takes the fields in; a message inside may have a header, or be structured, itself. */
const readStructured = (fields: Fields | null, read: ReadMessage, depth: number): boolean => {
  if (fields === null) return false;
  read.level ??= fields.level;
  read.requestId ??= fields.requestId;
  read.service ??= fields.service;
  const message = fields.message ?? '';
  if (depth < MAX_NESTED) readText(message.trim(), read, depth + 1);
  else splitLines(message, read);
  if (fields.stack !== null && fields.stack.includes('\n')) read.stack = fields.stack;
  else if (fields.errorType !== null && !read.text.includes(fields.errorType)) {
    read.stack = `${fields.errorType}: ${fields.errorMessage ?? ''}`;
  }
  return true;
};

/** zap, winston and Lambda write an object behind the message. */
const splitLines = (whole: string, read: ReadMessage): void => {
  const text = whole.endsWith('}') ? readContext(whole, read) : whole;
  const end = text.indexOf('\n');
  read.text = end < 0 ? text : text.slice(0, end).trimEnd();
  if (end >= 0) read.stack = text.slice(end + 1);
};

const readContext = (text: string, read: ReadMessage): string => {
  const from = text.search(/\s\{"/);
  const fields = from <= 0 ? null : readJson(text.slice(from));
  if (fields === null) return text;
  read.requestId ??= fields.requestId;
  read.service ??= fields.service;
  const error = [fields.errorType, fields.errorMessage].filter((part) => part !== null).join(': ');
  const head = text.slice(0, from).trimEnd();
  const message = error === '' || head.includes(error) ? head : `${head}: ${error}`;
  return fields.stack?.includes('\n') === true ? `${message}\n${fields.stack}` : message;
};
