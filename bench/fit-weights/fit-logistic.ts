import type { Weights } from '../../src/domain/correlation/weigh.ts';
import type { Examples } from './examples.ts';
import type { Sign } from './signs.ts';
import { addRow, minimiseSigned, mirror, quadraticAt, type Quadratic } from './signed-ridge.ts';

const MAX_ROUNDS = 25;
const STANDS_STILL = 1e-4;
/** Newton's steps overshoot where a fit is nearly certain. */
const MAX_STEP = 3;
const START_BIAS = -3;
const MIN_VARIANCE = 1e-5;

/**
 * Logistic regression with a ridge and a sign for each weight, by iteratively reweighted least squares
 * (Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 4.4.1).
 */
export const fitLogistic = (examples: Examples, signs: readonly Sign[], ridge: number): Weights<string> => {
  let weights = new Float64Array(examples.names.length + 1);
  weights[0] = START_BIAS;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const aim = minimiseSigned(quadraticOf(examples, weights), signs, ridge);
    const step = aim.reduce((most, weight, at) => Math.max(most, Math.abs(weight - (weights[at] ?? 0))), 0);
    const share = Math.min(1, MAX_STEP / step);
    weights = aim.map((weight, at) => (weights[at] ?? 0) + share * (weight - (weights[at] ?? 0)));
    if (step < STANDS_STILL) break;
  }
  return namedWeights(examples.names, weights);
};

/** The log-likelihood near some weights. */
const quadraticOf = (examples: Examples, weights: Float64Array): Quadratic => {
  const quadratic = quadraticAt(weights);
  for (const [at, row] of examples.rows.entries()) {
    const times = examples.weights[at] ?? 1;
    const chance = 1 / (1 + Math.exp(-scoreOf(row, weights)));
    addRow(quadratic, row, {
      weight: times * Math.max(MIN_VARIANCE, chance * (1 - chance)),
      residual: times * ((examples.targets[at] ?? 0) - chance),
    });
  }
  mirror(quadratic);
  return quadratic;
};

/** `weights` begins with the bias. */
export const scoreOf = (row: readonly number[], weights: Float64Array): number => {
  let score = weights[0] ?? 0;
  for (let at = 0; at < row.length; at++) score += (weights[at + 1] ?? 0) * (row[at] ?? 0);
  return score;
};

export const namedWeights = (names: readonly string[], weights: Float64Array): Weights<string> => ({
  bias: weights[0] ?? 0,
  weights: Object.fromEntries(names.map((name, at) => [name, weights[at + 1] ?? 0])),
});
