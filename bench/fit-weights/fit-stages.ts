import { FITTED_WEIGHTS } from '../../src/domain/correlation/fitted-weights.ts';
import { DEFAULT_THRESHOLDS } from '../../src/domain/correlation/thresholds.ts';
import { weigh, type FittedWeights, type Weights } from '../../src/domain/correlation/weigh.ts';
import { collectConclusions } from './collect-conclusions.ts';
import { collectExamples } from './collect-examples.ts';
import { collectSuspects } from './collect-suspects.ts';
import { countPositives, type Examples, type PlacingStage, type Stage } from './examples.ts';
import { fitBlame } from './fit-blame.ts';
import { fitLogistic } from './fit-logistic.ts';
import { fitSeverity } from './fit-severity.ts';
import { InputError } from './input-error.ts';
import { rawWeightsOf, roundedWeights } from './render-weights.ts';
import { signsOf } from './signs.ts';
import type { TrainingDay } from './training-day.ts';

export interface FitOptions {
  /** Incidents that the fit must not see. */
  readonly isHeldOut: (incident: string | null) => boolean;
  /** A fresh stream of numbers, always the same: what one stage draws changes nothing in another. */
  readonly startRandom: () => () => number;
  /** Called before each step. */
  readonly onStep?: (stages: readonly Stage[]) => void;
}

export interface StageCount {
  readonly examples: number;
  /** Of severity: above low. */
  readonly positives: number;
}

export interface Fit {
  /** Rounded, as they are written. */
  readonly weights: FittedWeights;
  readonly counts: Readonly<Record<Stage, StageCount>>;
}

interface Step {
  readonly stages: readonly PlacingStage[];
  /** How often evidence is placed before. */
  readonly rounds: number;
}

/** Each step is trained on what the engine does with the weights of those before it. */
const STEPS: readonly Step[] = [
  { stages: ['pair'], rounds: 0 },
  { stages: ['merge'], rounds: 2 },
  { stages: ['ticket', 'repair', 'suspect'], rounds: 0 },
  { stages: ['merge'], rounds: DEFAULT_THRESHOLDS.rounds },
];

const RIDGE = 5;

/** Fits all stages, starting from the shipped weights; throws InputError where a stage has nothing to learn from. */
export const fitStages = (days: readonly TrainingDay[], options: FitOptions): Fit => {
  const { isHeldOut, startRandom, onStep } = options;
  const raw: Record<Stage, Weights<string>> = { ...rawWeightsOf(FITTED_WEIGHTS) };
  const counts: Partial<Record<Stage, StageCount>> = {};
  const learn = (stage: Stage, examples: Examples): void => {
    counts[stage] = countOf(stage, examples);
    raw[stage] = fitStage(stage, examples);
  };
  for (const { stages, rounds } of STEPS) {
    onStep?.(stages);
    const collecting = { stages, rounds, weights: weigh(raw), isHeldOut, random: startRandom() };
    for (const [stage, examples] of collectExamples(days, collecting)) learn(stage, examples);
  }
  onStep?.(['blame', 'verdict']);
  const { blame, verdict } = fitBlame(collectSuspects(days, { weights: weigh(raw), isHeldOut }));
  for (const stage of ['blame', 'verdict'] as const) {
    const { examples, weights } = { blame, verdict }[stage];
    counts[stage] = countOf(stage, examples);
    raw[stage] = weights;
  }
  onStep?.(['plausible', 'severity', 'cause']);
  const { plausible, severity, cause } = collectConclusions(days, { weights: weigh(raw), isHeldOut });
  learn('plausible', plausible);
  learn('severity', severity);
  learn('cause', cause);
  return { weights: roundedWeights(weigh(raw)), counts: counts as Record<Stage, StageCount> };
};

const fitStage = (stage: Stage, examples: Examples): Weights<string> =>
  stage === 'severity' ? fitSeverity(examples, signsOf(stage)) : fitLogistic(examples, signsOf(stage), RIDGE);

const countOf = (stage: Stage, examples: Examples): StageCount => {
  const count = { examples: examples.rows.length, positives: countPositives(examples) };
  if (count.positives > 0) return count;
  throw new InputError(
    `stage ${stage}: none of its ${count.examples} examples is a true one; give more worlds, or check that their truth.json names what is in them`,
  );
};
