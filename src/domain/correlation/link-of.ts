import { listed } from '../analysis/phrases.ts';
import type { EvidenceId, EvidenceLink, LinkSignal, SignalKind } from '../incident.ts';
import type { LinearModel } from './linear-score.ts';
import type { CorrelationSettings } from './settings.ts';

/** Log-odds at which a kind of signal counts as seen with full strength. */
export const FULL_STRENGTH = 4;
/** Log-odds of at most this are not worth a word. */
export const MIN_STRENGTH = 0.15;

/** For each kind of signal what was seen, in words. */
export type Details = Partial<Record<SignalKind, string>>;

/** A link with its signals; none where there is nothing to link to, or nothing that speaks for it. */
export const linkOf = (
  from: EvidenceId,
  to: EvidenceId | null,
  strengths: ReadonlyMap<SignalKind, number>,
  details: Details,
  settings: CorrelationSettings,
): EvidenceLink[] => {
  const signals = [...strengths]
    .filter(([kind, logOdds]) => logOdds > MIN_STRENGTH && settings.weights[kind] > 0)
    .map(([kind, logOdds]): LinkSignal => ({
      kind,
      weight: settings.weights[kind],
      strength: Math.round(100 * Math.min(1, logOdds / FULL_STRENGTH)) / 100,
      detail: details[kind] ?? kind,
    }));
  const score = signals.reduce((sum, { weight, strength }) => sum + weight * strength, 0);
  return to === null || signals.length === 0 ? [] : [{ from, to, score: Math.round(1_000 * score) / 1_000, signals }];
};

/** What each kind of signal adds to a model's score, in log-odds. */
export const contributions = <Name extends string>(
  model: LinearModel<Name>,
  features: Readonly<Record<Name, number>>,
): Map<SignalKind, number> => {
  const sums = new Map<SignalKind, number>();
  for (const name of Object.keys(model.features) as Name[]) {
    const { kind, weight } = model.features[name];
    if (kind !== null) sums.set(kind, (sums.get(kind) ?? 0) + weight * features[name]);
  }
  return sums;
};

export const bothSay = (words: readonly string[]): string =>
  words.length === 0 ? 'similar words' : `both say ${quoted(words)}`;

export const quoted = (words: readonly string[]): string => listed(words.map((word) => `“${word}”`));
