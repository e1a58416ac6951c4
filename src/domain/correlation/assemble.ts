import { mineDependencies, type Dependencies } from './dependencies.ts';
import type { FittedWeights } from './weigh.ts';
import { groupOf, type Group, type Members } from './group.ts';
import { groupBursts, scorePairs, type PairScores } from './group-bursts.ts';
import { scorerOf, type Scorer } from './linear-score.ts';
import { mergeFeatures, type CommonFits, type MergeFeature } from './merge-features.ts';
import type { Observe } from './observe.ts';
import { assign, fitOf, placedIn, scoreChanges, scoreTickets, type FitTable } from './place-evidence.ts';
import type { BurstNode, ChangeNode, Scene } from './scene.ts';
import type { ReportMatch } from './report-match.ts';
import { gatherStrays } from './stray-tickets.ts';
import type { CorrelationSettings } from './settings.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts';

export interface Assembly {
  readonly groups: readonly Group[];
  /** For each of `groups` that no log shows, why it was put together; null for the others. */
  readonly matches: readonly (ReportMatch | null)[];
  readonly dependencies: Dependencies;
  /** Of the last round, by the scene's order of tickets and changes, for each of `groups`. */
  readonly tickets: FitTable;
  readonly suspects: FitTable;
  readonly repairs: FitTable;
}

interface Round {
  readonly tickets: FitTable;
  readonly repairs: FitTable;
  readonly suspects: FitTable;
}

const NO_FITS: CommonFits = { ticket: 0, change: 0 };

/** Logs into groups, groups into cascades, tickets and pull requests to groups; in rounds, as each helps the others. */
export const assemble = (
  scene: Scene,
  settings: CorrelationSettings,
  weights: FittedWeights,
  observe: Observe,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Assembly => {
  const scorers = {
    pair: scorerOf(weights.pair, settings),
    merge: scorerOf(weights.merge, settings),
    ticket: scorerOf(weights.ticket, settings),
    repair: scorerOf(weights.repair, settings),
    suspect: scorerOf(weights.suspect, settings),
  };
  const dependencies = mineDependencies(scene.evidence.logPatterns, scene.services);
  const pairs = scorePairs(scene, dependencies, scorers.pair, observe);
  const cascade: Cascade = { scene, pairs, scorer: scorers.merge, observe, threshold: thresholds.merge };
  let groups = groupBursts(pairs, thresholds.pair).map((members) =>
    groupOf({ ...EMPTY, bursts: pick(scene.bursts, members) }, scene),
  );
  groups = mergeCascades(groups, cascade, () => NO_FITS);
  let round: Round = { tickets: [], repairs: [], suspects: [] };
  for (let turn = 0; turn < thresholds.rounds; turn++) {
    [groups, round] = placeRound(groups, scene, scorers, observe, thresholds);
    if (turn + 1 === thresholds.rounds) break;
    const fits = commonFits(groups, round);
    groups = mergeCascades(groups, cascade, fits);
  }
  const strays = gatherStrays(scene, groups, settings);
  return {
    groups: [...groups, ...strays.map(({ group }) => group)],
    matches: [...groups.map(() => null), ...strays.map(({ match }) => match)],
    ...{ dependencies, ...round },
  };
};

const EMPTY: Members = { bursts: [], tickets: [], suspects: [], repairs: [] };

const pick = (bursts: readonly BurstNode[], members: readonly number[]): BurstNode[] =>
  members.flatMap((index) => bursts[index] ?? []);

type Scorers = Parameters<typeof scoreChanges>[3] & { readonly ticket: Parameters<typeof scoreTickets>[2] };

const placeRound = (
  groups: readonly Group[],
  scene: Scene,
  scorers: Scorers,
  observe: Observe,
  thresholds: Thresholds,
): [Group[], Round] => {
  const tickets = scoreTickets(scene, groups, scorers.ticket, observe);
  const homes = assign(tickets, thresholds.ticket);
  let placed = groups.map((group, at) => groupOf({ ...group, tickets: placedIn(scene.tickets, homes, at) }, scene));
  const repairs = scoreChanges('repair', scene, placed, scorers, observe);
  const repairHomes = assign(repairs, thresholds.repair);
  placed = placed.map((group, at) => groupOf({ ...group, repairs: placedIn(scene.changes, repairHomes, at) }, scene));
  const suspects = scoreChanges('suspect', scene, placed, scorers, observe);
  const free = suspects.map((row, at) => ((repairHomes[at] ?? -1) >= 0 ? row.map(() => -99) : row));
  const suspectHomes = assign(free, thresholds.suspect);
  placed = placed.map((group, at) => {
    const own = placedIn(scene.changes, suspectHomes, at);
    return groupOf({ ...group, suspects: oneSuspect(own, at, suspects, scene.changes) }, scene);
  });
  return [placed, { tickets, repairs, suspects: free }];
};

/** Of several suspects the best. */
const oneSuspect = (
  own: readonly ChangeNode[],
  group: number,
  table: FitTable,
  all: readonly ChangeNode[],
): ChangeNode[] => {
  const score = (node: ChangeNode): number => table[all.indexOf(node)]?.[group] ?? 0;
  return own.toSorted((a, b) => score(b) - score(a)).slice(0, 1);
};

interface Cascade {
  readonly scene: Scene;
  readonly pairs: PairScores;
  readonly scorer: Scorer<MergeFeature>;
  readonly observe: Observe;
  readonly threshold: number;
}

/** Merges the best pair of groups while one is over the threshold. */
const mergeCascades = (
  start: readonly Group[],
  cascade: Cascade,
  fitsOf: (a: Group, b: Group) => CommonFits,
): Group[] => {
  let groups = [...start];
  const scores = new Map<Group, Map<Group, number>>();
  const scoreOf = (a: Group, b: Group): number => {
    const known = scores.get(a)?.get(b);
    if (known !== undefined) return known;
    const features = mergeFeatures(a, b, cascade.scene, cascade.pairs, fitsOf(a, b));
    cascade.observe.merge(a, b, features);
    const score = cascade.scorer.score(features);
    scores.set(a, (scores.get(a) ?? new Map<Group, number>()).set(b, score));
    return score;
  };
  for (;;) {
    let best: { a: Group; b: Group; score: number } | null = null;
    for (const [at, a] of groups.entries()) {
      for (const b of groups.slice(at + 1)) {
        const score = scoreOf(a, b);
        if (score > cascade.threshold && (best === null || score > best.score)) best = { a, b, score };
      }
    }
    if (best === null) return groups;
    const { a, b } = best;
    const merged = groupOf(union(a, b), cascade.scene);
    groups = [...groups.filter((group) => group !== a && group !== b), merged];
  }
};

const union = (a: Group, b: Group): Members => ({
  bursts: [...a.bursts, ...b.bursts],
  tickets: [...a.tickets, ...b.tickets],
  suspects: [...a.suspects, ...b.suspects],
  repairs: [...a.repairs, ...b.repairs],
});

/** Less than this of a fit makes no bridge. */
const MIN_FIT = 0.03;

const commonFits = (groups: readonly Group[], round: Round): ((a: Group, b: Group) => CommonFits) => {
  const index = new Map(groups.map((group, at) => [group, at]));
  const tickets = bridges(round.tickets, groups.length);
  const repairs = bridges(round.repairs, groups.length);
  const suspects = bridges(round.suspects, groups.length);
  return (a, b) => {
    const [x, y] = [index.get(a), index.get(b)];
    if (x === undefined || y === undefined) return NO_FITS;
    const key = Math.min(x, y) * groups.length + Math.max(x, y);
    return { ticket: tickets.get(key) ?? 0, change: Math.max(repairs.get(key) ?? 0, suspects.get(key) ?? 0) };
  };
};

/** For each pair of groups how well the item that fits both best fits the worse of the two. */
const bridges = (table: FitTable, size: number): Map<number, number> => {
  const best = new Map<number, number>();
  for (const row of table) {
    const fits = row.flatMap((score, at) => (score > -4 && fitOf(score) > MIN_FIT ? [{ at, fit: fitOf(score) }] : []));
    for (const [position, a] of fits.entries()) {
      for (const b of fits.slice(position + 1)) {
        const key = a.at * size + b.at;
        best.set(key, Math.max(best.get(key) ?? 0, Math.min(a.fit, b.fit)));
      }
    }
  }
  return best;
};
