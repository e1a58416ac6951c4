import { fitStages, type FitOptions } from './fit-stages.ts';
import { foldByOrder } from './fold-by-order.ts';
import { InputError } from './input-error.ts';
import { scoreWeights, type Scored } from './score-weights.ts';
import type { TrainingDay } from './training-day.ts';

/** Which fold each incident is in; an incident is in the same one in all worlds. */
export const foldsOf = (days: readonly TrainingDay[], count: number): ReadonlyMap<string, number> => {
  const ids = new Set(days.flatMap(({ truth }) => truth.incidents.map(({ id }) => id)));
  if (ids.size < count) {
    throw new InputError(`--folds ${count}: the worlds have ${ids.size} incidents; each fold needs one at least`);
  }
  return foldByOrder(ids, count);
};

export interface CrossValidation {
  readonly fitted: readonly TrainingDay[];
  readonly scored: readonly TrainingDay[];
  readonly folds: number;
}

/** Fits without each fold in turn and counts only the incidents of that fold. */
export const crossValidate = (
  { fitted, scored, folds }: CrossValidation,
  optionsOf: (fold: number) => Omit<FitOptions, 'isHeldOut'>,
): Scored[] => {
  const foldOf = foldsOf([...fitted, ...scored], folds);
  return Array.from({ length: folds }, (_, fold) => {
    const isInFold = (incident: string | null): boolean => incident !== null && foldOf.get(incident) === fold;
    try {
      const { weights } = fitStages(fitted, { ...optionsOf(fold), isHeldOut: isInFold });
      return scoreWeights(scored, weights, isInFold).map(withoutOrder);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`without fold ${fold + 1} of ${folds}: ${error.message}`, { cause: error });
    }
  }).flat();
};

/** A few of a day's incidents say nothing about the order of all. */
const withoutOrder = (scored: Scored): Scored => ({ ...scored, figures: { ...scored.figures, seriousOnTop: null } });
