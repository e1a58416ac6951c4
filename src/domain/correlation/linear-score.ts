import type { SignalKind } from '../incident.ts';
import type { CorrelationSettings } from './settings.ts';
import { DEFAULT_CORRELATION_SETTINGS } from './settings.ts';

/** A feature's weight in log-odds, and the kind of signal it belongs to; `null` is what no setting can switch off. */
export interface FeatureWeight {
  readonly weight: number;
  readonly kind: SignalKind | null;
}

/** Log-odds that two things belong together: bias + Σ weight × feature. */
export interface LinearModel<Name extends string> {
  readonly bias: number;
  readonly features: Readonly<Record<Name, FeatureWeight>>;
}

export type Features<Name extends string> = Readonly<Record<Name, number>>;

/** A model with a team's settings applied, ready to score. */
export interface Scorer<Name extends string> {
  readonly score: (features: Features<Name>) => number;
  readonly model: LinearModel<Name>;
}

/** What a team's weight of a kind does to the fitted one: nothing at the default, everything at 0. */
const scaleOf = (kind: SignalKind | null, settings: CorrelationSettings): number => {
  if (kind === null) return 1;
  return settings.weights[kind] / DEFAULT_CORRELATION_SETTINGS.weights[kind];
};

export const scorerOf = <Name extends string>(
  model: LinearModel<Name>,
  settings: CorrelationSettings,
): Scorer<Name> => {
  const weighed = (Object.keys(model.features) as Name[])
    .map((name) => ({ name, weight: model.features[name].weight * scaleOf(model.features[name].kind, settings) }))
    .filter(({ weight }) => weight !== 0);
  return {
    model,
    score: (features) => {
      let sum = model.bias;
      for (const { name, weight } of weighed) sum += weight * features[name];
      return sum;
    },
  };
};
