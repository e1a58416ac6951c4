import { kernel } from './bursts.ts';
import { sharedFeatures, type Leads, type SharedFeature } from './change-features.ts';
import { changeErrorFit } from './error-fit.ts';
import { bestOver, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import { answersTo, sharedFiles } from './partners.ts';
import { isRevertOf } from './references.ts';
import type { ChangeNode, Scene } from './scene.ts';

export type SuspectFeature =
  | SharedFeature
  | 'serviceFirst'
  | 'wordsFirst'
  | 'rareAhead'
  | 'titledAhead'
  | 'ticketAhead'
  | 'repairAhead'
  | 'serviceAhead'
  | 'justBefore'
  | 'before'
  | 'serviceBefore'
  | 'wordsBefore'
  | 'bumped'
  | 'red'
  | 'risky'
  | 'mass'
  | 'frames'
  | 'reverted'
  | 'undone'
  | 'redone'
  | 'repairNames'
  | 'repairFiles'
  | 'repairRare'
  | 'repairWords'
  | 'repairRepository'
  | 'repairElsewhere'
  | 'owner'
  | 'outside'
  | 'nothingChanged'
  | 'changed';

export type SuspectModel = LinearModel<SuspectFeature>;

/** How far a suspect is ahead of the group's other suspects in what these features say. */
export const LEADS = {
  rareAhead: 'rare',
  titledAhead: 'titled',
  ticketAhead: 'ticketRare',
  repairAhead: 'repairRare',
  serviceAhead: 'service',
} as const satisfies Partial<Record<SuspectFeature, SuspectFeature>>;

export const suspectFeatures = (
  node: ChangeNode,
  group: Group,
  scene: Scene,
  leads: Leads,
): Features<SuspectFeature> => {
  const { text } = scene;
  const gap = Math.max(0, group.onset - (node.merged ?? group.onset));
  const repairs = group.repairs.filter((repair) => repair !== node);
  const here = repairs.filter(({ change }) => change.repository === node.change.repository);
  const common = sharedFeatures(node, group, scene, leads);
  const errors = changeErrorFit(node, group, scene);
  const answered = answersTo(node, group, scene.partners.get(node) ?? []);
  return {
    ...withTimes(common, node, gap),
    serviceFirst: errors.serviceFirst,
    wordsFirst: errors.wordsFirst,
    red: node.change.checks === 'failure' ? 1 : 0,
    risky: node.risky,
    mass: Math.min(1, Math.log10(group.count + 1) / 4),
    frames: errors.frames,
    undone: answered.revert,
    redone: answered.files,
    reverted: repairs.some(({ change }) => isRevertOf(change, node.change)) ? 1 : 0,
    repairNames: here.some(({ references }) => references.some(({ number }) => number === node.change.number)) ? 1 : 0,
    repairFiles: bestOver(here, (repair) => sharedFiles(repair, node)),
    repairRare: bestOver(repairs, ({ doc }) => text.rare(node.doc, doc)) / 2,
    repairWords: bestOver(repairs, ({ doc }) => text.words(node.doc, doc)),
    repairRepository: here.length > 0 ? 1 : 0,
    repairElsewhere: repairs.length > 0 && here.length === 0 && node.bump === 0 ? 1 : 0,
    owner: group.tickets.some(({ assignee }) => assignee !== null && assignee === node.author) ? 1 : 0,
    outside: bestOver(group.bursts, ({ outside }) => outside),
    nothingChanged: bestOver(group.tickets, ({ nothingChanged }) => nothingChanged),
    changed: bestOver(group.tickets, ({ changed }) => changed),
  };
};

/** And what the minutes between its merge and the onset make of it; no leads yet. One spread, in front: further ones are slow. */
const withTimes = (common: Features<SharedFeature>, { bump }: ChangeNode, gap: number) => ({
  ...common,
  rareAhead: 0,
  titledAhead: 0,
  ticketAhead: 0,
  repairAhead: 0,
  serviceAhead: 0,
  justBefore: kernel(gap, 15),
  before: kernel(gap, 90),
  serviceBefore: common.service * kernel(gap, 180),
  wordsBefore: common.words * kernel(gap, 180),
  bumped: bump > 0 ? common.service * kernel(gap, 60) : 0,
});
