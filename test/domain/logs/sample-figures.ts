import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { groupingFigures, type GroupingFigures } from '../../../bench/eval-loghub/grouping-figures.ts';
import { mineLines } from '../../../bench/eval-loghub/mine-lines.ts';

/** By sample: the least that was reached of grouping accuracy and F1. */
export type Floors = Readonly<Record<string, readonly [groupingAccuracy: number, f1: number]>>;

export const samplesIn = (folder: string): string[] => readdirSync(folder).map((file) => basename(file, '.jsonl'));

/** Mines a labelled sample, one JSON object with `event` and `message` a line. */
export const figuresOf = (folder: string, sample: string): GroupingFigures => {
  const lines = readFileSync(join(folder, `${sample}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly event: string; readonly message: string });
  return groupingFigures(
    mineLines(lines.map(({ message }) => message)),
    lines.map(({ event }) => event),
  );
};

export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
