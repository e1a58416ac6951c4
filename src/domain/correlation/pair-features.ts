import { kernel, overlapOf, profileCosine } from './bursts.ts';
import type { Features, LinearModel } from './linear-score.ts';
import type { BurstNode, Scene } from './scene.ts';
import type { ServiceTies } from './service-ties.ts';

export type PairFeature =
  | 'words'
  | 'rare'
  | 'kin'
  | 'team'
  | 'depends'
  | 'startFar'
  | 'endNear'
  | 'startDense'
  | 'bothCut'
  | 'cutProfile'
  | 'overlap'
  | 'profile'
  | 'short'
  | 'dense'
  | 'crowd';

/** Nearer to the range's end than this, a burst may go on. */
export const CUT_MINUTES = 15;

export type PairModel = LinearModel<PairFeature>;

/** What speaks for two bursts being one incident's. */
export const pairFeatures = (
  a: BurstNode,
  b: BurstNode,
  scene: Scene,
  tiesOf: ServiceTies,
  crowd: number,
): Features<PairFeature> => {
  const slack = Math.min(20, a.gap) + Math.min(20, b.gap);
  const start = Math.max(0, Math.abs(a.first - b.first) - slack);
  const end = Math.max(0, Math.abs(a.last - b.last) - slack);
  const overlap = overlapOf(a, b);
  // What still errs when the range ends says nothing by ending together.
  const isCut = a.last >= scene.to - CUT_MINUTES && b.last >= scene.to - CUT_MINUTES;
  const { kin, team, depends } = tiesOf(a.services[0] ?? '', b.services[0] ?? '');
  const dense = Math.min(a.dense, b.dense);
  return {
    words: scene.text.words(a.doc, b.doc),
    rare: scene.text.rare(a.doc, b.doc) / 2,
    kin,
    team,
    depends,
    startFar: kernel(start, 40),
    endNear: isCut ? 0 : kernel(end, 8),
    startDense: kernel(start, 3) * dense,
    bothCut: isCut ? 1 : 0,
    overlap: isCut ? 0 : overlap / (Math.max(a.last, b.last) - Math.min(a.first, b.first) + 1),
    profile: isCut ? 0 : profileCosine(a.profile, b.profile),
    cutProfile: isCut ? profileCosine(a.profile, b.profile) : 0,
    short: Math.min(a.short, b.short),
    dense,
    crowd: a.services[0] === b.services[0] ? 0 : crowd,
  };
};
