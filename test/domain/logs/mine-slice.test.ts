import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../src/domain/log-event.ts';
import { mergeSlices } from '../../../src/domain/logs/merge-slices.ts';
import { createSliceMiner } from '../../../src/domain/logs/mine-slice.ts';
import { patternsOf } from '../../../src/domain/logs/patterns-of.ts';

const START_MS = Date.UTC(2026, 4, 4);
const eventOf = (message: string, index = 0): LogEvent => ({
  atMs: START_MS + index * 1_000,
  logGroup: '/app/kiln',
  logStream: 's',
  message,
});

/** mulberry32 */
const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const createGarbage = (random: () => number): (() => string) => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const word = (): string =>
    Array.from({ length: 3 + Math.floor(random() * 8) }, () => letters[Math.floor(random() * 26)]).join('');
  return () => Array.from({ length: 2 + Math.floor(random() * 10) }, word).join(' ');
};

describe('createSliceMiner', () => {
  it('keeps its table within the limit when every line is unlike all others, and counts them all', () => {
    const miner = createSliceMiner({ maxLines: 400 });
    const garbage = createGarbage(createRandom(11));
    for (let index = 0; index < 20_000; index += 1) miner.add(eventOf(garbage(), index));
    const { lines, events } = miner.finish();
    expect(events).toBe(20_000);
    expect(lines.length).toBeLessThanOrEqual(401);
    expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
    expect(JSON.stringify(lines).length).toBeLessThan(2_000_000);
  });

  it('keeps patterns apart from the garbage around them when the table overflows', () => {
    const miner = createSliceMiner({ maxLines: 600 });
    const random = createRandom(5);
    const garbage = createGarbage(random);
    for (let index = 0; index < 12_000; index += 1) {
      const user = garbage().split(' ')[0] ?? '';
      const kinds = [garbage(), `glaze of batch ${index} cracked`, `operator ${user} opened kiln ${index}`];
      miner.add(eventOf(kinds[index % 3] ?? '', index));
    }
    const patterns = patternsOf(mergeSlices([miner.finish()]), {
      range: { fromMs: START_MS, toMs: START_MS + 12_000_000 },
      services: [],
    });
    expect(patterns.find(({ template }) => template === 'glaze of batch <*> cracked')?.count).toBe(4_000);
    const opened = patterns.find(({ template }) => template === 'operator <*> opened kiln <*>');
    expect(opened?.count).toBeGreaterThan(3_990);
  });

  it('bounds the samples that it holds by their length', () => {
    const miner = createSliceMiner({ maxSampleLength: 1_000_000 });
    const garbage = createGarbage(createRandom(3));
    for (let index = 0; index < 2_000; index += 1) miner.add(eventOf(`${garbage()} ${'x'.repeat(3_000)}`, index));
    const length = miner
      .finish()
      .lines.flatMap(({ samples }) => samples)
      .reduce((sum, { message }) => sum + message.length, 0);
    expect(length).toBeLessThan(1_100_000);
  });

  it.each<[name: string, message: string]>([
    ['nothing', ''],
    ['blanks and newlines', ' \n\t\r\n '],
    ['a megabyte in one word', 'x'.repeat(1_000_000)],
    ['a megabyte of digits', '7'.repeat(1_000_000)],
    ['a megabyte of brackets', '['.repeat(1_000_000)],
    ['a megabyte of colons', 'a:'.repeat(500_000)],
    ['a megabyte of slashes', '/'.repeat(1_000_000)],
    ['a megabyte of equal signs', 'a=b '.repeat(250_000)],
    ['a megabyte of quotes', 'msg="'.repeat(200_000)],
    ['a megabyte of backslashes', `msg="${'\\'.repeat(1_000_000)}`],
    ['a megabyte of dots', `2026-01-01 00:00:00 ERROR ${'a.'.repeat(500_000)}`],
    ['a megabyte of empty lines', `boom${'\n'.repeat(1_000_000)}`],
    ['a megabyte of frames', `boom\n${'    at a.b.C.d(E.java:1)\n'.repeat(40_000)}`],
    ['wildcards', '<*> '.repeat(10_000)],
    ['NUL and control characters', 'a\u0000b \u0001\u001b[31mred\u001b[0m'],
    ['lone surrogates', 'bad \ud800 text \udfff'],
    ['deeply nested JSON', `{"a":${'['.repeat(15_000)}${']'.repeat(15_000)}}`],
    ['deeply nested objects', `{"message":"m","a":${'{"b":'.repeat(3_000)}1${'}'.repeat(3_000)}}`],
    [
      'JSON in JSON in JSON',
      JSON.stringify({ msg: JSON.stringify({ msg: JSON.stringify({ msg: JSON.stringify({ msg: 'x' }) }) }) }),
    ],
    [
      'prototype keys',
      '{"__proto__":{"message":"x"},"constructor":"y","toString":1,"service":"__proto__","level":"__proto__"}',
    ],
    ['cut JSON', '{"message":"half of a li'],
    ['only a header', '2026-01-01T00:00:00.000Z ERROR [main]'],
    ['a syslog priority and no more', '<34>1'],
  ])('takes %s without throwing, in little time', (_, message) => {
    const miner = createSliceMiner();
    const startedAt = performance.now();
    miner.add(eventOf(message));
    const slice = miner.finish();
    const [pattern] = patternsOf(slice, { range: { fromMs: START_MS, toMs: START_MS + 1_000 }, services: [] });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(slice.lines).toHaveLength(1);
    expect(pattern?.count).toBe(1);
    expect(pattern?.samples[0]?.message).toBe(message.slice(0, 4_000));
    expect(pattern?.template.length).toBeLessThan(4_000);
    expect(JSON.parse(JSON.stringify(slice))).toEqual(slice);
  });

  it('counts services and levels with the names of object members', () => {
    const miner = createSliceMiner();
    miner.add(eventOf('{"service":"__proto__","level":"error","msg":"a"}'));
    miner.add(eventOf('{"service":"constructor","level":"error","msg":"a"}'));
    expect(Object.entries(miner.finish().lines[0]?.services ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 1],
    ]);
  });
});
