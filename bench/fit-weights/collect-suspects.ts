import type { Group } from '../../src/domain/correlation/group.ts';
import type { SuspectFeature } from '../../src/domain/correlation/suspect-features.ts';
import type { Collecting } from './collect-examples.ts';
import { concludeDay } from './conclude-day.ts';
import { bestMatches, MIN_JACCARD } from './match-groups.ts';
import type { TrainingDay } from './training-day.ts';

/** An incident that the engine found, with the changes that it compared. */
export interface BlameCase {
  readonly incident: string;
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly features: Readonly<Record<SuspectFeature, number>>;
  readonly isGuilty: boolean;
}

/**
 * The suspects of the engine's finished groups. Partly true groups, as evidence is placed in, would teach too much trust:
 * what lies about an incident is less tidy.
 */
export const collectSuspects = (
  days: readonly TrainingDay[],
  { weights, isHeldOut }: Pick<Collecting, 'weights' | 'isHeldOut'>,
): BlameCase[] =>
  days.flatMap((day) => {
    const seen = watchSuspects(day, weights);
    const matches = bestMatches([...seen.keys()], day);
    return [...seen].flatMap(([group, suspects]) => {
      const match = matches.get(group);
      if (match === undefined || match.jaccard < MIN_JACCARD || isHeldOut(match.incident.id)) return [];
      const { id } = match.incident;
      const candidates = suspects.map(({ change, features }) => ({
        features,
        isGuilty: day.labels.isCulprit(change, id),
      }));
      return [{ incident: id, candidates }];
    });
  });

interface Suspected {
  readonly change: string;
  readonly features: Readonly<Record<SuspectFeature, number>>;
}

const watchSuspects = (day: TrainingDay, weights: Collecting['weights']): Map<Group, Suspected[]> => {
  const seen = new Map<Group, Suspected[]>();
  concludeDay(day, weights, {
    suspect: ({ change: { id } }, group, features) => {
      const own = seen.get(group);
      if (own === undefined) seen.set(group, [{ change: id, features }]);
      else own.push({ change: id, features });
    },
  });
  return seen;
};
