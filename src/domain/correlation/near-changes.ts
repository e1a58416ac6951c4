import type { Group } from './group.ts';
import { memoByList } from './memo-by-list.ts';
import { answeredBy, answersTo } from './partners.ts';
import type { BurstNode, ChangeNode, Scene } from './scene.ts';

/** Whether a service, a ticket, a person or another change ties a change to a group, whatever its words. */
export const isNear = (node: ChangeNode, group: Group, scene: Scene): boolean =>
  isOfService(group, node.change.repository, scene) ||
  group.tickets.some(
    ({ ticket, assignee }) => node.keys.has(ticket.key) || (assignee !== null && assignee === node.author),
  ) ||
  group.repairs.some(({ change }) => change.repository === node.change.repository) ||
  group.suspects.some(({ change }) => change.repository === node.change.repository) ||
  isAnswer(node, group, scene);

const ofServices = memoByList<BurstNode, string, boolean>();

const isOfService = ({ bursts, services }: Group, repository: string, scene: Scene): boolean =>
  ofServices(bursts, repository, () =>
    services.some((service) => scene.services.ofRepository(service, repository) > 0.3),
  );

const CLEAR = 0.1;

const isAnswer = (node: ChangeNode, group: Group, scene: Scene): boolean => {
  const partners = scene.partners.get(node) ?? [];
  if (partners.length === 0) return false;
  const [before, after] = [answersTo(node, group, partners), answeredBy(node, group, partners)];
  return before.revert > CLEAR || before.files > CLEAR || after.revert > CLEAR || after.files > CLEAR;
};
