import { correlate } from '../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import type { FittedWeights } from '../../src/domain/correlation/weigh.ts';
import { reportWithoutModel } from '../eval-worlds/run-world.ts';
import { scoreReport, type Figures } from '../eval-worlds/score-report.ts';
import type { TrainingDay } from './training-day.ts';

export interface Scored {
  readonly world: string;
  readonly figures: Figures;
}

/** Days without an incident that counts are left out. */
export const scoreWeights = (
  days: readonly TrainingDay[],
  weights: FittedWeights,
  isCounted: (incident: string) => boolean,
): Scored[] =>
  days
    .filter(({ truth }) => truth.incidents.some(({ id }) => isCounted(id)))
    .map(({ name, evidence, truth }) => {
      const report = reportWithoutModel(evidence, correlate(evidence, DEFAULT_CORRELATION_SETTINGS, { weights }));
      return { world: name, figures: scoreReport(report.incidents, truth, isCounted) };
    });
