import { assemble } from '../../src/domain/correlation/assemble.ts';
import { conclude } from '../../src/domain/correlation/conclude.ts';
import { OBSERVE_NOTHING, type Observe } from '../../src/domain/correlation/observe.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import { DEFAULT_THRESHOLDS } from '../../src/domain/correlation/thresholds.ts';
import type { FittedWeights } from '../../src/domain/correlation/weigh.ts';
import type { TrainingDay } from './training-day.ts';

/** Runs the engine on a day and shows what it looks at while it concludes, not while it groups. */
export const concludeDay = ({ scene }: TrainingDay, weights: FittedWeights, watch: Partial<Observe>): void => {
  const settings = DEFAULT_CORRELATION_SETTINGS;
  const thresholds = DEFAULT_THRESHOLDS;
  const assembly = assemble(scene, settings, weights, OBSERVE_NOTHING, thresholds);
  conclude({ scene, assembly, settings, weights, thresholds, observe: { ...OBSERVE_NOTHING, ...watch } });
};
