import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readNdjson } from '../../../bench/mine-logs/read-ndjson.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-ndjson-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string, from = 0, to = Infinity): { messages: string[]; skipped: number } => {
  const path = join(folder, 'sample.ndjson');
  writeFileSync(path, text);
  const messages: string[] = [];
  const { skipped } = readNdjson(path, from, to, ({ message }) => messages.push(message));
  return { messages, skipped };
};

const line = (message: string, timestamp: unknown = '2026-01-31T12:00:00.000Z'): string =>
  JSON.stringify({ '@timestamp': timestamp, '@message': message, '@logStream': 's' });

describe('readNdjson', () => {
  it('reads every line once, in order, with or without a last newline', () => {
    const lines = ['one', 'two \\"quoted\\" \n of it', 'drei: grün 💥'];
    expect(read(lines.map((message) => line(message)).join('\n')).messages).toEqual(lines);
    expect(read(`${lines.map((message) => line(message)).join('\r\n')}\n`).messages).toEqual(lines);
    expect(read('')).toEqual({ messages: [], skipped: 0 });
  });

  it('counts lines that are no events, and reads those beside them', () => {
    const bad = [
      '{"@message":',
      '[1]',
      'null',
      '{"@message":"no time"}',
      '"text"',
      '{"a":1},{"b":2}',
      '{"a":1',
      '"b":2}',
    ];
    const text = ['', line('one'), ...bad, '', line('two'), ''].join('\n');
    expect(read(text)).toEqual({ messages: ['one', 'two'], skipped: bad.length });
  });

  it('reads lines longer than what is read at once', () => {
    const messages = ['a'.repeat(200_000), 'short', 'ü'.repeat(100_000)];
    expect(read(messages.map((message) => line(message)).join('\n')).messages).toEqual(messages);
  });

  it('gives each line to one part only, wherever the file is cut', () => {
    const messages = Array.from({ length: 4 }, (_, index) => `${index} ${'ö'.repeat(index)}`);
    const text = `${messages.map((message) => line(message)).join('\n')}\n`;
    const size = Buffer.byteLength(text);
    for (let cut = 0; cut <= size; cut += 1) {
      expect([...read(text, 0, cut).messages, ...read(text, cut, size).messages]).toEqual(messages);
    }
  });

  it('reads times in each usual form', () => {
    const times = [
      '2026-01-31T12:00:00.250Z',
      '2026-01-31 12:00:01.500',
      '2026-01-31T12:00:02.000+01:00',
      1_769_860_800_000,
      '1769860800000',
      '2026-01-31T12:01:00.001Z',
    ];
    const path = join(folder, 'times.ndjson');
    writeFileSync(path, times.map((time) => line('x', time)).join('\n'));
    const timesRead: number[] = [];
    readNdjson(path, 0, Infinity, ({ atMs }) => timesRead.push(atMs));
    const noon = Date.UTC(2026, 0, 31, 12);
    expect(timesRead).toEqual([noon + 250, noon + 1_500, noon + 2_000 - 3_600_000, noon, noon, noon + 60_001]);
  });
});
