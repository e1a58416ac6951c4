import type { Group } from './group.ts';
import { memoByList } from './memo-by-list.ts';
import { nearestWords } from './nearest-words.ts';
import { isAnswer } from './partners.ts';
import type { BurstNode, ChangeNode, Scene } from './scene.ts';

/** A change explains what began up to two minutes before its merge: clocks differ. */
export const CLOCK_SLACK_MINUTES = 2;
const LOOKBACK_MINUTES = 14 * 24 * 60;
/** With fewer words in common than this, only the service, the people or the other changes can tie a change to a group. */
const MIN_WORDS = 0.2;

export const isSuspect = (node: ChangeNode, group: Group): boolean =>
  node.merged !== null &&
  node.merged <= group.onset + CLOCK_SLACK_MINUTES &&
  node.merged >= group.onset - LOOKBACK_MINUTES;

export type ChangeRole = 'suspect' | 'repair';

const known = { suspect: new WeakMap<Group, number[]>(), repair: new WeakMap<Group, number[]>() };

/**
 * The changes that may have caused a group, by what was merged before the onset, or that may have repaired it: their places
 * in the scene's list. Remembered by the group.
 */
export const candidateChanges = (role: ChangeRole, group: Group, scene: Scene): readonly number[] => {
  let places = known[role].get(group);
  if (places === undefined) known[role].set(group, (places = search(role, group, scene)));
  return places;
};

const search = (role: ChangeRole, group: Group, scene: Scene): number[] => {
  const words = nearestWords(group.bursts, scene);
  const ticketWords = nearestWords(group.tickets, scene);
  const places: number[] = [];
  for (let at = 0; at < scene.changes.length; at++) {
    const node = scene.changes[at];
    if (node === undefined || isSuspect(node, group) !== (role === 'suspect')) continue;
    if (role === 'repair' && (node.merged ?? scene.to) < group.onset) continue;
    const isFar = (words[node.doc] ?? 0) < MIN_WORDS && (ticketWords[node.doc] ?? 0) < MIN_WORDS;
    if (!isFar || isTied(node, group, scene)) places.push(at);
  }
  return places;
};

/** More than this of an answer ties. */
const CLEAR = 0.1;

/** Whether a service, a ticket, a person or another change ties a change to a group. */
const isTied = (node: ChangeNode, group: Group, scene: Scene): boolean =>
  isOfService(group, node.change.repository, scene) ||
  group.tickets.some(
    ({ ticket, assignee }) => node.keys.has(ticket.key) || (assignee !== null && assignee === node.author),
  ) ||
  group.repairs.some(({ change }) => change.repository === node.change.repository) ||
  group.suspects.some(({ change }) => change.repository === node.change.repository) ||
  isAnswer(node, group, scene.partners.get(node) ?? [], CLEAR);

const ofServices = memoByList<BurstNode, string, boolean>();

const isOfService = ({ bursts, services }: Group, repository: string, scene: Scene): boolean =>
  ofServices(bursts, repository, () =>
    services.some((service) => scene.services.ofRepository(service, repository) > 0.3),
  );
