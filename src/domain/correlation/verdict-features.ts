import type { Features, LinearModel } from './linear-score.ts';
import type { RankedSuspect } from './rank-suspects.ts';

/** What tells a guilty change from one that only looks most like it, beside how far it is ahead. */
export const TELLING = [
  'covered',
  'ticketCovered',
  'titled',
  'rareAhead',
  'ticketAhead',
  'repairAhead',
  'redone',
  'undone',
  'reverted',
  'repairNames',
  'repairFiles',
  'repairRare',
  'repairWords',
  'repairRepository',
  'repairElsewhere',
  'repairMitigates',
  'revertedInVain',
  'exonerated',
  'startsHere',
  'justBefore',
  'library',
  'red',
  'mass',
  'changed',
  'nothingChanged',
  'outside',
  'beyond',
  'inert',
  'harmless',
] as const;

export type VerdictFeature = 'ahead' | (typeof TELLING)[number];

export type VerdictModel = LinearModel<VerdictFeature>;

type Ranked = Pick<RankedSuspect, 'score' | 'features'>;

const MAX_AHEAD = 10;

/** Of the likeliest suspect of a ranking, which may not be empty: whether it is guilty, or nobody. */
export const verdictFeatures = (ranked: readonly [Ranked, ...Ranked[]]): Features<VerdictFeature> => {
  const [{ features }] = ranked;
  const telling = Object.fromEntries(TELLING.map((name) => [name, features[name]]));
  return {
    ...(telling as Features<(typeof TELLING)[number]>),
    ahead: Math.max(-1, Math.min(1, oddsOfFirst(ranked) / MAX_AHEAD)),
  };
};

/** Log-odds of the first against all others together and nobody. */
const oddsOfFirst = ([first, ...others]: readonly [Ranked, ...Ranked[]]): number =>
  first.score - Math.log(others.reduce((sum, { score }) => sum + Math.exp(score), 1));
