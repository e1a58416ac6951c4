import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { LogEvent } from '../../src/domain/log-event.ts';

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

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
    const end = Math.min(to, fstatSync(file).size);
    eachLine(file, from, end, (line) => {
      const event = eventIn(line, timeOf);
      if (event === null) skipped += 1;
      else onEvent(event);
    });
  } finally {
    closeSync(file);
  }
  return { skipped };
};

const eachLine = (file: number, from: number, to: number, onLine: (line: string) => void): void => {
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let held = 0;
  let at = from === 0 ? 0 : from - 1;
  let skipFirst = from > 0;
  let lineAt = at;
  for (;;) {
    if (held === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    const read = readSync(file, buffer, held, buffer.length - held, at);
    at += read;
    held += read;
    let start = 0;
    for (
      let newline = buffer.indexOf(NEWLINE, start);
      newline >= 0 && newline < held;
      newline = buffer.indexOf(NEWLINE, start)
    ) {
      if (!skipFirst) {
        if (lineAt >= to) return;
        if (newline > start) onLine(buffer.toString('utf8', start, newline));
      }
      skipFirst = false;
      lineAt += newline + 1 - start;
      start = newline + 1;
    }
    buffer.copyWithin(0, start, held);
    held -= start;
    if (read > 0) continue;
    if (held > 0 && !skipFirst && lineAt < to) onLine(buffer.toString('utf8', 0, held));
    return;
  }
};

const eventIn = (line: string, timeOf: (text: string) => number): LogEvent | null => {
  try {
    const value = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const { '@message': message, '@timestamp': timestamp, '@logStream': logStream } = value;
    const atMs = typeof timestamp === 'number' ? timestamp : timeOf(typeof timestamp === 'string' ? timestamp : '');
    if (typeof message !== 'string' || Number.isNaN(atMs)) return null;
    return { atMs, message, logGroup: 'file', logStream: typeof logStream === 'string' ? logStream : '' };
  } catch {
    return null;
  }
};

const LENGTH_OF_MINUTE = 16;

/** Milliseconds of `2026-01-31T12:00:00.000Z` or `2026-01-31 12:00:00.000`; each minute is parsed once. */
const createClock = (): ((text: string) => number) => {
  let minute = '';
  let minuteMs = Number.NaN;
  return (text) => {
    if (minute === '' || text.length < 23 || !text.startsWith(minute)) {
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
