import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSliceMiner } from '../../../src/domain/logs/mine-slice.ts';
import { patternsOf } from '../../../src/domain/logs/patterns-of.ts';

interface LabelledLine {
  readonly event: string;
  readonly message: string;
}

const FOLDER = join(import.meta.dirname, 'labelled');

const linesOf = (file: string): LabelledLine[] =>
  readFileSync(join(FOLDER, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LabelledLine);

/** The events of each pattern, found by the samples' and counts' agreement; each line of a file is mined alone in time. */
const eventsByPattern = (lines: readonly LabelledLine[]): Record<string, string[]> => {
  const miner = createSliceMiner();
  const startMs = Date.UTC(2026, 6, 30);
  for (const [index, { message }] of lines.entries()) {
    miner.add({ atMs: startMs + index * 60_000, logGroup: '/app/sample', logStream: 'a', message });
  }
  const patterns = patternsOf(miner.finish(), {
    range: { fromMs: startMs, toMs: startMs + lines.length * 60_000 },
    services: [],
  });
  return Object.fromEntries(
    patterns.map(({ id, template, minuteCounts }) => [
      `${template} ${id}`,
      minuteCounts.map(([minute]) => lines[minute - startMs / 60_000]?.event ?? ''),
    ]),
  );
};

describe('labelled samples with their headers', () => {
  for (const file of readdirSync(FOLDER)) {
    it(`groups ${basename(file, '.jsonl')} exactly`, () => {
      const lines = linesOf(file);
      const found = eventsByPattern(lines);
      const wrong = Object.entries(found).filter(([, events]) => {
        const [event] = events;
        const all = lines.filter((line) => line.event === event).length;
        return events.some((other) => other !== event) || events.length !== all;
      });
      expect(Object.fromEntries(wrong.map(([template, events]) => [template, [...new Set(events)]]))).toEqual({});
      expect(Object.keys(found)).toHaveLength(new Set(lines.map(({ event }) => event)).size);
    });
  }
});
