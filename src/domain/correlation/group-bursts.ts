import type { Dependencies } from './dependencies.ts';
import type { Scorer } from './linear-score.ts';
import { pairFeatures, type PairFeature } from './pair-features.ts';
import type { BurstNode, Scene } from './scene.ts';
import { serviceTies } from './service-ties.ts';
import type { Observe } from './observe.ts';

const CLIP_LOW = -3;
const CLIP_HIGH = 6;
const MAX_SWEEPS = 4;
const CROWD_MINUTES = 30;

/** Scores of all pairs of bursts, in a square. */
export interface PairScores {
  readonly size: number;
  readonly at: (a: number, b: number) => number;
}

export const scorePairs = (
  scene: Scene,
  dependencies: Dependencies,
  scorer: Scorer<PairFeature>,
  observe: Observe,
): PairScores => {
  const { bursts } = scene;
  const size = bursts.length;
  const scores = new Float32Array(size * size);
  const crowds = crowdsOf(bursts);
  const tiesOf = serviceTies(scene, dependencies);
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const left = bursts[a];
      const right = bursts[b];
      if (left === undefined || right === undefined) continue;
      const features = pairFeatures(left, right, scene, tiesOf, Math.max(crowds[a] ?? 0, crowds[b] ?? 0));
      observe.pair(left, right, features);
      const score = Math.min(CLIP_HIGH, Math.max(CLIP_LOW, scorer.score(features)));
      scores[a * size + b] = score;
      scores[b * size + a] = score;
    }
  }
  return { size, at: (a, b) => scores[a * size + b] ?? 0 };
};

/** The more services begin to fail at once, the less a common start says: log2(1 + others within 30 minutes) / 4. */
const crowdsOf = (bursts: readonly BurstNode[]): number[] =>
  bursts.map((burst) => {
    const others = bursts.filter(
      ({ first, services }) => Math.abs(first - burst.first) <= CROWD_MINUTES && services[0] !== burst.services[0],
    );
    return Math.log2(1 + new Set(others.map(({ services }) => services[0])).size) / 4;
  });

/** Agglomeration by mean score while it is above the threshold; then each burst moves to the group that it fits best. */
export const groupBursts = (pairs: PairScores, threshold: number): number[][] => {
  const groups = agglomerate(pairs, threshold);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) if (!settle(groups, pairs, threshold)) break;
  return groups.filter((group) => group.length > 0);
};

const agglomerate = ({ size, at }: PairScores, threshold: number): number[][] => {
  const members = Array.from({ length: size }, (_, index) => [index]);
  const sums = new Float64Array(size * size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) sums[a * size + b] = at(a, b);
  const mean = (a: number, b: number): number =>
    (sums[a * size + b] ?? 0) / ((members[a]?.length ?? 1) * (members[b]?.length ?? 1));
  const alive = new Set(members.keys());
  const best = new Map<number, { with: number; score: number }>();
  const refresh = (a: number): void => {
    let found = { with: -1, score: threshold };
    for (const b of alive) if (b !== a && mean(a, b) > found.score) found = { with: b, score: mean(a, b) };
    best.set(a, found);
  };
  for (const a of alive) refresh(a);
  for (;;) {
    let [from, top] = [-1, { with: -1, score: threshold }];
    for (const a of alive) {
      const candidate = best.get(a);
      if (candidate !== undefined && candidate.score > top.score) [from, top] = [a, candidate];
    }
    if (from < 0) return [...alive].map((a) => members[a] ?? []);
    const gone = top.with;
    members[from]?.push(...(members[gone] ?? []));
    alive.delete(gone);
    best.delete(gone);
    for (const c of alive) {
      sums[from * size + c] = (sums[from * size + c] ?? 0) + (sums[gone * size + c] ?? 0);
      sums[c * size + from] = sums[from * size + c] ?? 0;
    }
    refresh(from);
    for (const c of alive) {
      const partner = best.get(c)?.with;
      if (c === from) continue;
      if (partner === from || partner === gone) refresh(c);
      else if (mean(c, from) > (best.get(c)?.score ?? threshold)) best.set(c, { with: from, score: mean(c, from) });
    }
  }
};

/** One sweep; true when something moved. */
const settle = (groups: number[][], pairs: PairScores, threshold: number): boolean => {
  let moved = false;
  const fit = (burst: number, group: readonly number[]): number => {
    let sum = 0;
    let count = 0;
    for (const other of group) {
      if (other === burst) continue;
      sum += pairs.at(burst, other);
      count++;
    }
    return count === 0 ? 0 : sum / count;
  };
  for (let burst = 0; burst < pairs.size; burst++) {
    const home = groups.findIndex((group) => group.includes(burst));
    let best = home;
    let score = Math.max(threshold, fit(burst, groups[home] ?? []));
    for (const [index, group] of groups.entries()) {
      if (index === home || group.length === 0) continue;
      const other = fit(burst, group);
      if (other <= score + 1e-6) continue;
      best = index;
      score = other;
    }
    if (best === home) continue;
    groups[home] = (groups[home] ?? []).filter((other) => other !== burst);
    groups[best]?.push(burst);
    moved = true;
  }
  return moved;
};
