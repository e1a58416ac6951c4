import { kernel } from './bursts.ts';
import { CLOCK_SLACK_MINUTES } from './candidate-changes.ts';
import { sharedFeatures, type Leads, type SharedFeature } from './change-features.ts';
import { bestOver, ONGOING_MINUTES, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import { answeredBy, sharedFiles } from './partners.ts';
import { isRevertOf } from './references.ts';
import type { ChangeNode, Scene } from './scene.ts';

export type RepairFeature =
  | SharedFeature
  | 'after'
  | 'afterTicket'
  | 'assignee'
  | 'heals'
  | 'serviceAfter'
  | 'wordsAfter'
  | 'mends'
  | 'otherRare'
  | 'otherWords'
  | 'otherRepository'
  | 'otherFiles'
  | 'reverts'
  | 'undoes'
  | 'redoes'
  | 'startedBefore'
  | 'healsHere';

export type RepairModel = LinearModel<RepairFeature>;

export const repairFeatures = (node: ChangeNode, group: Group, scene: Scene, leads: Leads): Features<RepairFeature> => {
  const { text } = scene;
  const done = node.merged ?? node.created;
  const firstTicket = Math.min(...group.tickets.map(({ at }) => at));
  const others = [...group.suspects, ...group.repairs].filter((other) => other !== node);
  const here = others.filter(({ change }) => change.repository === node.change.repository);
  const common = sharedFeatures(node, group, scene, leads);
  const answered = answeredBy(node, group, scene.partners.get(node) ?? []);
  const after = done < group.onset ? 0 : kernel(node.created - group.onset, 120);
  return {
    ...common,
    serviceAfter: common.service * after * node.repair,
    wordsAfter: common.words * after,
    after,
    afterTicket:
      node.created < firstTicket || !Number.isFinite(firstTicket) ? 0 : kernel(node.created - firstTicket, 60),
    assignee: node.author !== null && group.tickets.some(({ assignee }) => assignee === node.author) ? 1 : 0,
    heals: node.merged === null ? 0 : kernel(group.end - node.merged, 15),
    mends: node.repair,
    otherRare: bestOver(others, ({ doc }) => text.rare(node.doc, doc)) / 2,
    otherWords: bestOver(others, ({ doc }) => text.words(node.doc, doc)),
    otherRepository: here.length > 0 ? 1 : 0,
    otherFiles: bestOver(here, (other) => sharedFiles(other, node)),
    undoes: answered.revert,
    redoes: answered.files,
    reverts: group.suspects.some(({ change }) => isRevertOf(node.change, change)) ? 1 : 0,
    startedBefore: node.created < group.onset ? 1 : 0,
    healsHere: healsHere(node, group, scene),
  };
};

const DEPLOY_MINUTES = 5;

/** Its own service stopped to err shortly after it was merged. */
const healsHere = ({ change, merged }: ChangeNode, { bursts }: Group, { services, to }: Scene): number =>
  merged === null
    ? 0
    : bestOver(bursts, ({ last, services: [service = ''] }) =>
        last < merged - CLOCK_SLACK_MINUTES || last > to - ONGOING_MINUTES
          ? 0
          : services.ofRepository(service, change.repository) * kernel(last - merged - DEPLOY_MINUTES, 8),
      );
