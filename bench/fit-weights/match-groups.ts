import type { Group } from '../../src/domain/correlation/group.ts';
import { predictedSets, trueSets } from '../eval-worlds/score-items.ts';
import type { TrueIncident } from '../eval-worlds/world-files.ts';
import { judgedGroup } from './judged-evidence.ts';
import type { TrainingDay } from './training-day.ts';

/** A group that shares less with an incident says nothing about its severity and its cause; as the scorer of reports. */
export const MIN_JACCARD = 0.4;

export interface Match {
  readonly incident: TrueIncident;
  readonly jaccard: number;
}

/** For each group the true incident with which it shares most; none where it shares nothing. */
export const bestMatches = (groups: readonly Group[], { truth }: TrainingDay): Map<Group, Match> => {
  const truths = trueSets(truth);
  const sets = predictedSets(groups.map(judgedGroup), truth);
  const matches = new Map<Group, Match>();
  for (const [at, group] of groups.entries()) {
    const own = sets[at]?.items ?? new Set<string>();
    for (const { incident, items } of truths) {
      const both = [...items].filter((item) => own.has(item)).length;
      const jaccard = both / (items.size + own.size - both);
      if (jaccard > (matches.get(group)?.jaccard ?? 0)) matches.set(group, { incident, jaccard });
    }
  }
  return matches;
};
