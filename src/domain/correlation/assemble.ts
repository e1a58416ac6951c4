import { mineDependencies, type Dependencies } from './dependencies.ts';
import { groupOf, withMembers, type Group, type Members } from './group.ts';
import { groupBursts, scorePairs } from './group-bursts.ts';
import { scorerOf } from './linear-score.ts';
import { mergeCascades, type Cascade } from './merge-cascades.ts';
import type { CommonFits } from './merge-features.ts';
import { OBSERVE_NOTHING, type Observe } from './observe.ts';
import { assign, fitOf, placedIn, RULED_OUT, scoreChanges, scoreTickets, type FitTable } from './place-evidence.ts';
import type { BurstNode, ChangeNode, Scene } from './scene.ts';
import type { ReportMatch } from './report-match.ts';
import { NO_MEMORY, scoreMemory, type ScoreMemory } from './score-memory.ts';
import type { CorrelationSettings } from './settings.ts';
import { gatherStrays } from './stray-tickets.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts';
import type { FittedWeights } from './weigh.ts';

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
  const placing: Placing = { scene, scorers, observe, thresholds, memories: memoriesFor(observe) };
  for (let turn = 0; turn < thresholds.rounds; turn++) {
    [groups, round] = placeRound(groups, placing);
    if (turn + 1 === thresholds.rounds) break;
    groups = mergeCascades(groups, cascade, commonFits(groups, round));
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

interface Placing {
  readonly scene: Scene;
  readonly scorers: Scorers;
  readonly observe: Observe;
  readonly thresholds: Thresholds;
  readonly memories: Readonly<Record<keyof Round, ScoreMemory>>;
}

/** Who watches sees every candidate in every round. */
const memoriesFor = (observe: Observe): Placing['memories'] => {
  const make = (): ScoreMemory => (observe === OBSERVE_NOTHING ? scoreMemory() : NO_MEMORY);
  return { tickets: make(), repairs: make(), suspects: make() };
};

const placeRound = (groups: readonly Group[], placing: Placing): [Group[], Round] => {
  const { scene, scorers, observe, thresholds, memories } = placing;
  const tickets = scoreTickets(scene, groups, scorers.ticket, observe, memories.tickets);
  const ticketsOf = placedIn(scene.tickets, assign(tickets, thresholds.ticket), groups.length);
  let placed = groups.map((group, at) => withMembers(group, { tickets: ticketsOf[at] ?? [] }, scene));
  const repairs = scoreChanges('repair', scene, placed, scorers, observe, memories.repairs);
  const repairHomes = assign(repairs, thresholds.repair);
  const repairsOf = placedIn(scene.changes, repairHomes, groups.length);
  placed = placed.map((group, at) => withMembers(group, { repairs: repairsOf[at] ?? [] }, scene));
  const suspects = scoreChanges('suspect', scene, placed, scorers, observe, memories.suspects);
  const free = suspects.map((row, at) => ((repairHomes[at] ?? -1) >= 0 ? row.map(() => RULED_OUT) : row));
  const suspectsOf = placedIn(scene.changes, assign(free, thresholds.suspect), groups.length);
  placed = placed.map((group, at) =>
    withMembers(group, { suspects: oneSuspect(suspectsOf[at] ?? [], at, suspects, scene.changes) }, scene),
  );
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

/** Less than this of a fit makes no bridge. */
const MIN_FIT = 0.03;
/** The log-odds of it, and a little less. */
const MIN_SCORE = -4;

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
    const fits = row.flatMap((score, at) =>
      score > MIN_SCORE && fitOf(score) > MIN_FIT ? [{ at, fit: fitOf(score) }] : [],
    );
    for (const [position, a] of fits.entries()) {
      for (const b of fits.slice(position + 1)) {
        const key = a.at * size + b.at;
        best.set(key, Math.max(best.get(key) ?? 0, Math.min(a.fit, b.fit)));
      }
    }
  }
  return best;
};
