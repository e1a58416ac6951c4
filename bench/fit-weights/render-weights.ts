import type { LinearModel } from '../../src/domain/correlation/linear-score.ts';
import { weigh, type FittedWeights, type Weights } from '../../src/domain/correlation/weigh.ts';
import type { Stage } from './examples.ts';

const DIGITS = 2;

/** Only the numbers of each stage; `weigh` makes the models of them again. */
export const rawWeightsOf = (
  weights: FittedWeights,
  change: (value: number) => number = (value) => value,
): Record<Stage, Weights<string>> => {
  const models = Object.entries(weights) as [Stage, LinearModel<string>][];
  const raw = models.map(([stage, { bias, features }]) => {
    const numbers = Object.entries(features).map(([name, { weight }]) => [name, change(weight)] as const);
    return [stage, { bias: change(bias), weights: Object.fromEntries(numbers) }] as const;
  });
  return Object.fromEntries(raw) as Record<Stage, Weights<string>>;
};

/** To as many digits as are written, so that what was scored is what is shipped. */
export const roundedWeights = (weights: FittedWeights): FittedWeights => weigh(rawWeightsOf(weights, rounded));

/** Never -0. */
const rounded = (value: number): number => Number(value.toFixed(DIGITS)) + 0;

const HEAD = [
  "import { weigh, type FittedWeights } from './weigh.ts';",
  '',
  "/** Biases and weights, as `npm run fit` finds them: log-odds except severity's; docs/incidents.md tells how. */",
  'export const FITTED_WEIGHTS: FittedWeights = weigh({',
];

/** The source of fitted-weights.ts, rounded; weights of 0 are left out. */
export const renderWeights = (weights: FittedWeights): string => {
  const stages = Object.entries(rawWeightsOf(weights, rounded)).flatMap(([stage, model]) => [
    `  ${stage}: {`,
    `    bias: ${model.bias},`,
    ...linesOf(model),
    '  },',
  ]);
  return [...HEAD, ...stages, '});', ''].join('\n');
};

const linesOf = ({ weights }: Weights<string>): string[] => {
  const lines = Object.entries(weights).flatMap(([name, weight]) =>
    weight === 0 ? [] : [`      ${name}: ${weight},`],
  );
  return lines.length === 0 ? ['    weights: {},'] : ['    weights: {', ...lines, '    },'];
};
