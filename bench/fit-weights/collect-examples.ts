import { assemble } from '../../src/domain/correlation/assemble.ts';
import type { Group } from '../../src/domain/correlation/group.ts';
import { scorerOf } from '../../src/domain/correlation/linear-score.ts';
import { OBSERVE_NOTHING, type Observe } from '../../src/domain/correlation/observe.ts';
import { scoreChanges, scoreTickets } from '../../src/domain/correlation/place-evidence.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import { DEFAULT_THRESHOLDS } from '../../src/domain/correlation/thresholds.ts';
import type { FittedWeights } from '../../src/domain/correlation/weigh.ts';
import { addExample, featuresOf, noExamples, type Examples, type PlacingStage } from './examples.ts';
import { partlyPlaced, type PlacedGroup } from './partly-placed.ts';
import type { TrainingDay } from './training-day.ts';

export interface Collecting {
  readonly stages: readonly PlacingStage[];
  /** Those that the engine works with meanwhile. */
  readonly weights: FittedWeights;
  readonly rounds: number;
  /** What touches such an incident gives no example. */
  readonly isHeldOut: (incident: string | null) => boolean;
  /** Chooses which true evidence is in place. */
  readonly random: () => number;
}

/** How much of an incident's true evidence is in place while tickets and changes are trained. */
const SHARES = [0, 0.6, 0.85];

type Add = (stage: PlacingStage, features: Readonly<Record<string, number>>, isTrue: boolean) => void;

/** What the engine looks at in these days, as the truth labels it. */
export const collectExamples = (
  days: readonly TrainingDay[],
  collecting: Collecting,
): ReadonlyMap<PlacingStage, Examples> => {
  const { stages, weights, rounds } = collecting;
  const examples = new Map(stages.map((stage) => [stage, noExamples(featuresOf(stage))]));
  for (const day of days) {
    if (day.truth.incidents.length === 0) continue;
    const add = adderOf(examples, day);
    const thresholds = { ...DEFAULT_THRESHOLDS, rounds };
    const watch = watchGrouping(day, collecting, add);
    const { groups } = assemble(day.scene, DEFAULT_CORRELATION_SETTINGS, weights, watch, thresholds);
    if (stages.every((stage) => stage === 'pair' || stage === 'merge')) continue;
    for (const share of SHARES) {
      const placed = partlyPlaced(groups, day, share, collecting.random);
      placeAll(day, placed, weights, watchPlacing(day, placed, collecting, add));
    }
  }
  return examples;
};

const adderOf =
  (examples: ReadonlyMap<PlacingStage, Examples>, day: TrainingDay): Add =>
  (stage, features, isTrue) => {
    const own = examples.get(stage);
    if (own !== undefined) addExample(own, features, isTrue ? 1 : 0, day.weight);
  };

const watchGrouping = ({ labels }: TrainingDay, { isHeldOut }: Collecting, add: Add): Observe => {
  const addIfTold = (
    stage: 'pair' | 'merge',
    [a, b]: readonly [string | null, string | null],
    features: Readonly<Record<string, number>>,
  ): void => {
    // Two pieces of noise may well be one trouble that the truth doesn't tell.
    if ((a === null && b === null) || isHeldOut(a) || isHeldOut(b)) return;
    add(stage, features, a === b);
  };
  return {
    ...OBSERVE_NOTHING,
    pair: (a, b, features) =>
      addIfTold('pair', [labels.ofPattern(a.pattern.id), labels.ofPattern(b.pattern.id)], features),
    merge: (a, b, features) => addIfTold('merge', [labels.ofGroup(a), labels.ofGroup(b)], features),
  };
};

const watchPlacing = (
  { labels }: TrainingDay,
  placed: readonly PlacedGroup[],
  { isHeldOut }: Collecting,
  add: Add,
): Observe => {
  const byGroup = new Map(placed.map((entry) => [entry.group, entry]));
  const matchOf = (group: Group, incident: string | null): { readonly isTrue: boolean } | null => {
    const { incident: own = null, isMain = false } = byGroup.get(group) ?? {};
    const isTrue = incident !== null && incident === own;
    // An incident's lesser groups are neither the right place nor a wrong one.
    return isHeldOut(incident) || isHeldOut(own) || (isTrue && !isMain) ? null : { isTrue };
  };
  return {
    ...OBSERVE_NOTHING,
    ticket: ({ ticket }, group, features) => {
      const match = matchOf(group, labels.ofTicket(ticket.key));
      if (match !== null) add('ticket', features, match.isTrue);
    },
    change: (role, { change }, group, features) => {
      const match = matchOf(group, labels.ofChange(change.id));
      if (match !== null) add(role, features, match.isTrue);
    },
  };
};

const placeAll = (
  { scene }: TrainingDay,
  placed: readonly PlacedGroup[],
  weights: FittedWeights,
  watch: Observe,
): void => {
  const groups = placed.map(({ group }) => group);
  const scorers = {
    repair: scorerOf(weights.repair, DEFAULT_CORRELATION_SETTINGS),
    suspect: scorerOf(weights.suspect, DEFAULT_CORRELATION_SETTINGS),
  };
  scoreTickets(scene, groups, scorerOf(weights.ticket, DEFAULT_CORRELATION_SETTINGS), watch);
  scoreChanges('repair', scene, groups, scorers, watch);
  scoreChanges('suspect', scene, groups, scorers, watch);
};
