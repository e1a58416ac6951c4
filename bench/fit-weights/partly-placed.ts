import { groupOf, type Group } from '../../src/domain/correlation/group.ts';
import { isSuspect } from '../../src/domain/correlation/candidate-changes.ts';
import type { ChangeNode } from '../../src/domain/correlation/scene.ts';
import type { TrainingDay } from './training-day.ts';

/** One of the engine's groups of logs, with some of its incident's evidence put into it. */
export interface PlacedGroup {
  readonly group: Group;
  readonly incident: string | null;
  /** The largest group of its incident: where that incident's tickets and changes belong. */
  readonly isMain: boolean;
}

/** `groups` with about `share` of the true tickets and changes in each incident's largest group. */
export const partlyPlaced = (
  groups: readonly Group[],
  day: TrainingDay,
  share: number,
  random: () => number,
): PlacedGroup[] => {
  const { scene, labels } = day;
  const bare = groups.map(({ bursts }) => groupOf({ bursts, tickets: [], suspects: [], repairs: [] }, scene));
  const largest = largestGroups(bare, day);
  return bare.map((group) => {
    const incident = labels.ofGroup(group);
    const isMain = incident !== null && largest.get(incident) === group;
    const placed = isMain && share > 0 ? withSome(group, incident, day, () => random() < share) : group;
    return { group: placed, incident, isMain };
  });
};

const largestGroups = (groups: readonly Group[], { labels }: TrainingDay): Map<string, Group> => {
  const largest = new Map<string, Group>();
  for (const group of groups) {
    const incident = labels.ofGroup(group);
    if (incident === null) continue;
    if (group.bursts.length > (largest.get(incident)?.bursts.length ?? 0)) largest.set(incident, group);
  }
  return largest;
};

const withSome = (
  group: Group,
  incident: string,
  { scene, labels }: TrainingDay,
  isPlaced: (item: unknown) => boolean,
): Group => {
  const tickets = scene.tickets.filter(({ ticket }) => labels.ofTicket(ticket.key) === incident);
  const changes = scene.changes.filter(({ change }) => labels.ofChange(change.id) === incident);
  const suspects = changes.filter((node) => isSuspect(node, group));
  const guilty = suspects.filter(({ change }) => labels.isCulprit(change.id, incident));
  const repairs = changes.filter((node) => !isSuspect(node, group) && isAfterOnset(node, group));
  const members = {
    bursts: group.bursts,
    tickets: tickets.filter(isPlaced),
    suspects: (guilty.length > 0 ? guilty : suspects).filter(isPlaced).slice(0, 1),
    repairs: repairs.filter(isPlaced),
  };
  return groupOf(members, scene);
};

const isAfterOnset = ({ merged }: ChangeNode, { onset }: Group): boolean => merged === null || merged >= onset;
