import type { Weights } from '../../src/domain/correlation/weigh.ts';
import type { Examples } from './examples.ts';
import { namedWeights } from './fit-logistic.ts';
import { addRow, minimiseSigned, mirror, quadraticAt } from './signed-ridge.ts';
import type { Sign } from './signs.ts';

const RIDGE = 5;

/**
 * Least squares of the levels, each weight held to its sign. The engine rounds: cuts between the levels that are fitted too
 * hit more of the incidents they were fitted on, and fewer of others.
 */
export const fitSeverity = (examples: Examples, signs: readonly Sign[]): Weights<string> => {
  const quadratic = quadraticAt(new Float64Array(examples.names.length + 1));
  for (const [at, row] of examples.rows.entries()) {
    const weight = examples.weights[at] ?? 1;
    addRow(quadratic, row, { weight, residual: weight * (examples.targets[at] ?? 0) });
  }
  mirror(quadratic);
  return namedWeights(examples.names, minimiseSigned(quadratic, signs, RIDGE));
};
