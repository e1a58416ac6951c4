import { FITTED_WEIGHTS } from '../../src/domain/correlation/fitted-weights.ts';
import type { FittedWeights } from '../../src/domain/correlation/weigh.ts';

export type Stage = keyof FittedWeights;
export type FeatureOf<Of extends Stage> = keyof FittedWeights[Of]['features'];

/** The stages in which evidence finds its place; the others judge finished groups. */
export type PlacingStage = 'pair' | 'merge' | 'ticket' | 'repair' | 'suspect';
export type BlamingStage = 'blame' | 'verdict';
export type JudgingStage = Exclude<Stage, PlacingStage | BlamingStage>;

/** What one stage is fitted on: a row for each candidate that the engine looked at. */
export interface Examples {
  readonly names: readonly string[];
  /** Features, in the order of `names`. */
  readonly rows: (readonly number[])[];
  /** 1 for what belongs together and 0 for what does not; of severity the level, 0 to 3. */
  readonly targets: number[];
  /** How much a row counts. */
  readonly weights: number[];
}

export const featuresOf = (stage: Stage): string[] => Object.keys(FITTED_WEIGHTS[stage].features);

export const noExamples = (names: readonly string[]): Examples => ({ names, rows: [], targets: [], weights: [] });

export const addExample = (
  examples: Examples,
  features: Readonly<Record<string, number>>,
  target: number,
  weight = 1,
): void => {
  examples.rows.push(examples.names.map((name) => features[name] ?? 0));
  examples.targets.push(target);
  examples.weights.push(weight);
};

export const countPositives = ({ targets }: Examples): number => targets.filter((target) => target > 0).length;
