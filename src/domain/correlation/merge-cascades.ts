import { groupOf, type Group, type Members } from './group.ts';
import type { PairScores } from './group-bursts.ts';
import type { Scorer } from './linear-score.ts';
import { mergeFeatures, type CommonFits, type MergeFeature } from './merge-features.ts';
import type { Observe } from './observe.ts';
import type { Scene } from './scene.ts';

export interface Cascade {
  readonly scene: Scene;
  readonly pairs: PairScores;
  readonly scorer: Scorer<MergeFeature>;
  readonly observe: Observe;
  readonly threshold: number;
}

/** A group with its best partner among those after it; null where none is over the threshold. */
interface Candidate {
  readonly group: Group;
  best: { readonly with: Group; readonly score: number } | null;
}

/** Merges the best pair of groups while one is over the threshold; of equal pairs the first. */
export const mergeCascades = (
  start: readonly Group[],
  cascade: Cascade,
  fitsOf: (a: Group, b: Group) => CommonFits,
): Group[] => {
  const scoreOf = pairScorer(cascade, fitsOf);
  let candidates: Candidate[] = start.map((group) => ({ group, best: null }));
  const offer = (candidate: Candidate, other: Group): void => {
    const score = scoreOf(candidate.group, other);
    if (score > (candidate.best?.score ?? cascade.threshold)) candidate.best = { with: other, score };
  };
  const search = (candidate: Candidate, from: number): void => {
    candidate.best = null;
    for (const { group } of candidates.slice(from)) offer(candidate, group);
  };
  for (const [at, candidate] of candidates.entries()) search(candidate, at + 1);
  for (;;) {
    const found = bestOf(candidates);
    if (found === null) return candidates.map(({ group }) => group);
    const { a, b } = found;
    const merged: Candidate = { group: groupOf(union(a, b), cascade.scene), best: null };
    candidates = candidates.filter(({ group }) => group !== a && group !== b);
    for (const [at, candidate] of candidates.entries()) {
      if (candidate.best?.with === a || candidate.best?.with === b) search(candidate, at + 1);
      offer(candidate, merged.group);
    }
    candidates.push(merged);
  }
};

/** Each pair is scored once. */
const pairScorer = (
  { scene, pairs, scorer, observe }: Cascade,
  fitsOf: (a: Group, b: Group) => CommonFits,
): ((a: Group, b: Group) => number) => {
  const scores = new Map<Group, Map<Group, number>>();
  return (a, b) => {
    let own = scores.get(a);
    if (own === undefined) scores.set(a, (own = new Map<Group, number>()));
    const known = own.get(b);
    if (known !== undefined) return known;
    const features = mergeFeatures(a, b, scene, pairs, fitsOf(a, b));
    observe.merge(a, b, features);
    const score = scorer.score(features);
    own.set(b, score);
    return score;
  };
};

const bestOf = (candidates: readonly Candidate[]): { readonly a: Group; readonly b: Group } | null => {
  let found: { a: Group; b: Group; score: number } | null = null;
  for (const { group, best } of candidates) {
    if (best !== null && (found === null || best.score > found.score))
      found = { a: group, b: best.with, score: best.score };
  }
  return found;
};

const union = (a: Group, b: Group): Members => ({
  bursts: [...a.bursts, ...b.bursts],
  tickets: [...a.tickets, ...b.tickets],
  suspects: [...a.suspects, ...b.suspects],
  repairs: [...a.repairs, ...b.repairs],
});
