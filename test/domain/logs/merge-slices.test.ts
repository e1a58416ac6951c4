import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../src/domain/log-event.ts';
import { mergeSlices, type MinedSlice } from '../../../src/domain/logs/merge-slices.ts';
import { createSliceMiner } from '../../../src/domain/logs/mine-slice.ts';
import { patternsOf } from '../../../src/domain/logs/patterns-of.ts';

const START_MS = Date.UTC(2026, 4, 4);
const RANGE = { fromMs: START_MS, toMs: START_MS + 86_400_000 };

const word = fc.constantFrom(
  'alder',
  'beech',
  'elm',
  'hazel',
  'maple',
  'oak',
  '__proto__',
  'constructor',
  'äpfel',
  '💥',
);
const number = fc.integer({ min: 0, max: 99_999 });
const trace = fc
  .constantFrom('Depot.load', 'Depot.store', 'Rail.move')
  .map((call) => `java.io.IOException: gone\n\tat net.example.${call}(Depot.java:12)`);

/** Few texts, services and times, so that events meet in lines, minutes and samples. */
const message = fc.oneof(
  fc.tuple(word, number).map(([a, n]) => `2026-05-04 10:00:00,000 ERROR depot.rail: wagon ${a} lost ${n} kg`),
  fc.tuple(word, number, trace).map(([a, n, stack]) => `ERROR [yard-service] wagon ${a} at ${n}\n${stack}`),
  fc
    .tuple(word, word, number)
    .map(([service, a, n]) =>
      JSON.stringify({ level: 'warn', service, msg: `signal ${a} dark`, request_id: `r-${n % 40}` }),
    ),
  fc.tuple(word, word).map(([a, b]) => `${a} ${b}`),
  fc.string({ maxLength: 30 }),
);
const event: fc.Arbitrary<LogEvent> = fc.record({
  atMs: fc.integer({ min: 0, max: 600_000 }).map((offset) => START_MS + offset * 100),
  logGroup: fc.constantFrom('/app/yard', '/app/rail'),
  logStream: fc.constantFrom('a', 'b'),
  message,
});

const mine = (events: readonly LogEvent[]): MinedSlice => {
  const miner = createSliceMiner();
  for (const one of events) miner.add(one);
  return miner.finish();
};

/** As it travels through the evidence store. */
const stored = (slice: MinedSlice): MinedSlice => JSON.parse(JSON.stringify(slice)) as MinedSlice;

describe('mergeSlices', () => {
  it('gives for any slices, in any order, what one pass over all events gives', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.integer({ min: 0, max: 4 }), number), { maxLength: 120 }), (assigned) => {
        const whole = mergeSlices([mine(assigned.map(([one]) => one))]);
        const shuffled = assigned.toSorted(([, , a], [, , b]) => a - b);
        const slices = [4, 2, 0, 3, 1].map((slice) =>
          stored(mine(shuffled.filter(([, own]) => own === slice).map(([one]) => one))),
        );
        expect(mergeSlices(slices)).toEqual(whole);
        expect(mergeSlices([mergeSlices(slices.slice(0, 2)), mergeSlices(slices.slice(2))])).toEqual(whole);
        const patterns = patternsOf(whole, { range: RANGE, services: [] });
        expect(patternsOf(mergeSlices(slices), { range: RANGE, services: [] })).toEqual(patterns);
        expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(assigned.length);
      }),
      { numRuns: 150 },
    );
  });

  it('adds counts, levels, services and minutes, and widens first and last', () => {
    const at = (minute: number, service: string): LogEvent => ({
      atMs: START_MS + minute * 60_000,
      logGroup: '/app/x',
      logStream: 's',
      message: JSON.stringify({ level: 'error', service, message: `tank ${minute} is empty` }),
    });
    const merged = mergeSlices([mine([at(5, 'pump'), at(5, 'pump')]), mine([at(2, 'valve'), at(5, 'pump')])]);
    expect(merged.events).toBe(4);
    expect(merged.lines).toHaveLength(1);
    expect(merged.lines[0]).toMatchObject({
      text: 'tank <*> is empty',
      count: 4,
      firstSeenMs: START_MS + 120_000,
      lastSeenMs: START_MS + 300_000,
      levels: { error: 4 },
      services: { pump: 3, valve: 1 },
      minutes: [START_MS / 60_000 + 2, 1, START_MS / 60_000 + 5, 3],
    });
  });

  it('merges nothing to nothing', () => {
    expect(mergeSlices([])).toEqual({ version: 1, events: 0, lines: [] });
  });
});
