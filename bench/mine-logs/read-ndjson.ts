import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { LogEvent } from '../../src/domain/log-event.ts';

/** Lines of so many bytes are parsed at once: in one call, and dead again before the garbage collector looks. */
const BATCH_BYTES = 1 << 16;
const NEWLINE = 10;
const COMMA = 44;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/**
 * Reads the lines of an NDJSON file (`@timestamp`, `@message`, `@logStream`) that begin in `[from, to)` bytes, one at
 * a time; the memory it takes doesn't depend on the file's size. Lines that aren't such objects are counted, not read.
 */
export const readNdjson = (
  path: string,
  from: number,
  to: number,
  onEvent: (event: LogEvent) => void,
): { readonly skipped: number } => {
  const file = openSync(path, 'r');
  const timeOf = createClock();
  let skipped = 0;
  try {
    const { size } = fstatSync(file);
    eachRow(file, lineFrom(file, Math.min(from, size)), lineFrom(file, Math.min(to, size)), (row) => {
      const event = eventOf(row, timeOf);
      if (event === null) skipped += 1;
      else onEvent(event);
    });
  } finally {
    closeSync(file);
  }
  return { skipped };
};

/** Where the first line begins that doesn't begin before `offset`. */
const lineFrom = (file: number, offset: number): number => {
  if (offset === 0) return 0;
  const buffer = Buffer.allocUnsafe(BATCH_BYTES);
  for (let at = offset - 1; ;) {
    const read = readSync(file, buffer, 0, buffer.length, at);
    const newline = buffer.subarray(0, read).indexOf(NEWLINE);
    if (newline >= 0) return at + newline + 1;
    at += read;
    if (read === 0) return at;
  }
};

/** Calls back with what each line in `[from, to)` says; null where it is no JSON. */
const eachRow = (file: number, from: number, to: number, onRow: (row: unknown) => void): void => {
  // A byte before the lines and one after them are for the brackets of an array.
  let buffer = Buffer.allocUnsafe(BATCH_BYTES + 2);
  let held = 1;
  for (let at = from; at < to;) {
    if (held === buffer.length - 1) buffer = Buffer.concat([buffer], buffer.length * 2);
    const read = readSync(file, buffer, held, Math.min(buffer.length - 1 - held, to - at), at);
    if (read === 0) return;
    at += read;
    held += read;
    const end = at < to ? buffer.lastIndexOf(NEWLINE, held - 1) + 1 : held;
    if (end === 0) continue;
    for (const row of rowsIn(buffer, end)) onRow(row);
    buffer.copyWithin(1, end, held);
    held += 1 - end;
  }
};

/** The lines in `buffer[1, end)`, parsed as one array if they are good; else line by line. */
const rowsIn = (buffer: Buffer, end: number): unknown[] => {
  const ends: number[] = [];
  for (let at = buffer.indexOf(NEWLINE, 1); at >= 0 && at < end; at = buffer.indexOf(NEWLINE, at + 1)) {
    ends.push(at);
    buffer[at] = COMMA;
  }
  if (ends.at(-1) !== end - 1) ends.push(end);
  const last = ends.at(-1) ?? end;
  buffer[0] = OPEN_BRACKET;
  buffer[last] = CLOSE_BRACKET;
  const rows = parse(buffer.toString('utf8', 0, last + 1));
  if (Array.isArray(rows) && rows.length === ends.length) return rows as unknown[];
  return ends
    .map((lineEnd, index) => buffer.toString('utf8', index === 0 ? 1 : (ends[index - 1] ?? 0) + 1, lineEnd))
    .filter((line) => line !== '')
    .map(parse);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const eventOf = (row: unknown, timeOf: (text: string) => number): LogEvent | null => {
  if (typeof row !== 'object' || row === null) return null;
  const { '@message': message, '@timestamp': timestamp, '@logStream': logStream } = row as Record<string, unknown>;
  const atMs = typeof timestamp === 'number' ? timestamp : timeOf(typeof timestamp === 'string' ? timestamp : '');
  if (typeof message !== 'string' || Number.isNaN(atMs)) return null;
  return { atMs, message, logGroup: 'file', logStream: typeof logStream === 'string' ? logStream : '' };
};

const LENGTH_OF_MINUTE = 16;

/** Milliseconds of `2026-01-31T12:00:00.000Z` or `2026-01-31 12:00:00.000`; each minute is parsed once. */
const createClock = (): ((text: string) => number) => {
  let minute = '';
  let minuteMs = Number.NaN;
  return (text) => {
    if (minute === '' || text.length < 23 || text.length > 24 || !text.startsWith(minute)) {
      if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d{3}Z?$/.test(text))
        return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
      minute = text.slice(0, LENGTH_OF_MINUTE);
      minuteMs = Date.parse(`${minute.replace(' ', 'T')}:00.000Z`);
    }
    return (
      minuteMs +
      digit(text, 17) * 10_000 +
      digit(text, 18) * 1_000 +
      digit(text, 20) * 100 +
      digit(text, 21) * 10 +
      digit(text, 22)
    );
  };
};

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
