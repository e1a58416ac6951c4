import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { groupingFigures, type GroupingFigures } from '../../../bench/eval-loghub/grouping-figures.ts';
import { mineLines } from '../../../bench/eval-loghub/mine-lines.ts';

/** By sample: the least that was reached of grouping accuracy and F1. */
export type Floors = Readonly<Record<string, readonly [groupingAccuracy: number, f1: number]>>;

export const samplesIn = (folder: string): string[] => readdirSync(folder).map((file) => basename(file, '.jsonl'));

/** Mines a labelled sample, one JSON object with `event` and `message` a line. */
const figuresOf = (folder: string, sample: string): GroupingFigures => {
  const lines = readFileSync(join(folder, `${sample}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly event: string; readonly message: string });
  return groupingFigures(
    mineLines(lines.map(({ message }) => message)),
    lines.map(({ event }) => event),
  );
};

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** What each labelled sample and all of them on the whole must reach at least. */
export const expectFloors = (
  folder: string,
  floors: Floors,
  [meanAccuracy, meanF1]: readonly [groupingAccuracy: number, f1: number],
): void => {
  const figures = Object.keys(floors).map((sample) => figuresOf(folder, sample));
  for (const [index, [sample, [groupingAccuracy, f1]]] of Object.entries(floors).entries()) {
    expect(figures[index]?.groupingAccuracy, sample).toBeGreaterThanOrEqual(groupingAccuracy);
    expect(figures[index]?.f1, sample).toBeGreaterThanOrEqual(f1);
  }
  expect(mean(figures.map(({ groupingAccuracy }) => groupingAccuracy))).toBeGreaterThan(meanAccuracy);
  expect(mean(figures.map(({ f1 }) => f1))).toBeGreaterThan(meanF1);
};
