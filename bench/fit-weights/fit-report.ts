import { showSpread, summarise, type Spread } from '../eval-worlds/figures-table.ts';
import type { Fit } from './fit-stages.ts';
import type { Scored } from './score-weights.ts';

export interface FitResult {
  readonly fit: Fit;
  readonly inSample: readonly Scored[];
  /** Null without folds. */
  readonly crossValidated: readonly Scored[] | null;
}

export const countsTable = ({ counts }: Fit): string =>
  [
    `${'stage'.padEnd(24)} examples positives`,
    ...Object.entries(counts).map(
      ([stage, { examples, positives }]) =>
        `${stage.padEnd(24)} ${String(examples).padStart(8)} ${String(positives).padStart(9)}`,
    ),
  ].join('\n');

export const figuresTable = ({ inSample, crossValidated }: FitResult): string => {
  const columns = [
    { title: 'in-sample', figures: summarise(inSample) },
    ...(crossValidated === null ? [] : [{ title: 'cross-validated', figures: summarise(crossValidated) }]),
  ];
  const names = Object.keys(columns[0]?.figures ?? {});
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(24)} ${cells.map((cell) => cell.padEnd(COLUMN)).join(' ')}`.trimEnd();
  return [
    `mean ± standard deviation over ${inSample.length} worlds, in %`,
    line(
      '',
      columns.map(({ title }) => title),
    ),
    ...names.map((name) =>
      line(
        name,
        columns.map(({ figures }) => showSpread(figures[name] ?? null)),
      ),
    ),
  ].join('\n');
};

const COLUMN = 18;

export const resultAsJson = ({ fit, inSample, crossValidated }: FitResult) => ({
  counts: fit.counts,
  inSample: summarise(inSample),
  crossValidated: crossValidated === null ? null : (summarise(crossValidated) satisfies Record<string, Spread | null>),
});
