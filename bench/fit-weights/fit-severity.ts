import type { Weights } from '../../src/domain/correlation/weigh.ts';
import type { Examples } from './examples.ts';
import { namedWeights, scoreOf } from './fit-logistic.ts';
import { addRow, minimiseSigned, mirror, quadraticAt } from './signed-ridge.ts';
import type { Sign } from './signs.ts';

const TOP_LEVEL = 3;
const RIDGE = 6;
const STRETCHES = Array.from({ length: 15 }, (_, at) => 1 + at / 10);
const SHIFTS = Array.from({ length: 21 }, (_, at) => -0.5 + at / 20);

/**
 * Least squares of the levels, each weight held to its sign; then stretched around the mean and shifted so that
 * rounding hits the most levels, since least squares shrink towards the middle.
 */
export const fitSeverity = (examples: Examples, signs: readonly Sign[]): Weights<string> => {
  const quadratic = quadraticAt(new Float64Array(examples.names.length + 1));
  for (const [at, row] of examples.rows.entries()) {
    addRow(quadratic, row, { weight: 1, residual: examples.targets[at] ?? 0 });
  }
  mirror(quadratic);
  const weights = minimiseSigned(quadratic, signs, RIDGE);
  const scores = examples.rows.map((row) => scoreOf(row, weights));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const { stretch, shift } = bestRounding(scores, examples.targets, mean);
  return namedWeights(
    examples.names,
    weights.map((weight, at) => (at === 0 ? mean + (weight - mean) * stretch + shift : weight * stretch)),
  );
};

const bestRounding = (scores: readonly number[], levels: readonly number[], mean: number) => {
  let best = { stretch: 1, shift: 0, worth: -Infinity };
  for (const stretch of STRETCHES) {
    for (const shift of SHIFTS) {
      const worth = scores.reduce(
        (sum, score, at) => sum + worthOf(mean + (score - mean) * stretch + shift, levels[at] ?? 0),
        0,
      );
      if (worth > best.worth) best = { stretch, shift, worth };
    }
  }
  return best;
};

/** The level exactly, the one beside it, or worse. */
const worthOf = (score: number, level: number): number => {
  const distance = Math.abs(Math.min(TOP_LEVEL, Math.max(0, Math.round(score))) - level);
  return distance === 0 ? 1 : distance === 1 ? 0.25 : -0.5;
};
