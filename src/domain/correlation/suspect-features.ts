import { kernel } from './bursts.ts';
import { CLOCK_SLACK_MINUTES } from './candidate-changes.ts';
import { namesChange, sharedFeatures, type Leads, type SharedFeature } from './change-features.ts';
import { changeErrorFit } from './error-fit.ts';
import { bestOver, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import { namesLibrary } from './libraries-in.ts';
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
  | 'changed'
  | 'beyond'
  | 'startsHere'
  | 'library'
  | 'inert'
  | 'revertedInVain'
  | 'exonerated'
  | 'repairMitigates';

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
  const { repairs, here } = otherRepairs(node, group);
  const errors = changeErrorFit(node, group, scene);
  const answered = answersTo(node, group, scene.partners.get(node) ?? []);
  return {
    ...withTimes(sharedFeatures(node, group, scene, leads), node, group),
    serviceFirst: errors.serviceFirst,
    wordsFirst: errors.wordsFirst,
    red: node.change.checks === 'failure' ? 1 : 0,
    risky: node.risky,
    mass: Math.min(1, Math.log10(group.count + 1) / 4),
    frames: errors.frames,
    undone: answered.revert,
    redone: answered.files,
    reverted: bestOver(repairs, (repair) => (isRevertOf(repair.change, node.change) ? cures(repair, group) : 0)),
    repairNames: bestOver(here, (repair) => (namesNumberOf(repair, node) ? cures(repair, group) : 0)),
    repairFiles: bestOver(here, (repair) => sharedFiles(repair, node) * cures(repair, group)),
    repairRare: bestOver(repairs, (repair) => text.rare(node.doc, repair.doc) * cures(repair, group)) / 2,
    repairWords: bestOver(repairs, (repair) => text.words(node.doc, repair.doc) * cures(repair, group)),
    repairRepository: here.length > 0 ? 1 : 0,
    repairElsewhere: repairs.length > 0 && here.length === 0 && node.bump === 0 ? 1 : 0,
    owner: group.tickets.some(({ assignee }) => assignee !== null && assignee === node.author) ? 1 : 0,
    outside: bestOver(group.bursts, ({ outside }) => outside),
    nothingChanged: bestOver(group.tickets, ({ nothingChanged }) => nothingChanged),
    changed: bestOver(group.tickets, ({ changed }) => changed),
    beyond: bestOver(group.tickets, ({ beyond }) => beyond),
    startsHere: startsHere(node, group, scene),
    library: movesLibrary(node, group),
    inert: node.inert,
    revertedInVain: revertedInVain(node, group, scene),
    exonerated: exonerated(node, group, scene),
    repairMitigates: bestOver(repairs, ({ mitigating }) => mitigating),
  };
};

/** And what the minutes between its merge and the onset make of it; no leads yet. One spread, in front: further ones are slow. */
const withTimes = (common: Features<SharedFeature>, { bump, merged }: ChangeNode, { onset }: Group) => {
  const gap = Math.max(0, onset - (merged ?? onset));
  return {
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
  };
};

/** Its own service began to err shortly after it was merged. */
const startsHere = ({ change, merged }: ChangeNode, { bursts }: Group, { services }: Scene): number =>
  merged === null
    ? 0
    : bestOver(bursts, ({ first, services: [service = ''] }) =>
        first < merged - CLOCK_SLACK_MINUTES
          ? 0
          : services.ofRepository(service, change.repository) * kernel(first - merged, 20),
      );

/** It moves a version of a package that the errors run through. */
const movesLibrary = ({ upgrades, said, change }: ChangeNode, { bursts }: Group): number =>
  upgrades && bursts.some(({ libraries }) => namesLibrary(said, libraries, change.repository)) ? 1 : 0;

/** Of a group's repairs those other than the change itself, and of them those in its repository. */
export const otherRepairs = (node: ChangeNode, group: Group): Record<'repairs' | 'here', readonly ChangeNode[]> => {
  const repairs = group.repairs.filter((repair) => repair !== node);
  return { repairs, here: repairs.filter(({ change }) => change.repository === node.change.repository) };
};

/** It was taken back while the errors went on, and they went on. */
const revertedInVain = (node: ChangeNode, group: Group, scene: Scene): number =>
  bestOver(scene.partners.get(node) ?? [], ({ node: revert, isRevert }) =>
    isRevert && isDuring(revert, group) ? 1 - cures(revert, group) : 0,
  );

/** A ticket that names it, or speaks of much the same, says that it was not that. */
const exonerated = (node: ChangeNode, group: Group, { text }: Scene): number =>
  bestOver(group.tickets, (ticket) => {
    if (ticket.inVain === 0) return 0;
    return ticket.inVain * (namesChange(ticket, node) ? 1 : text.words(node.doc, ticket.doc));
  });

const CURE_MINUTES = 20;

/** 1 where the errors ended before or soon after a repair, less the longer they went on: then it was not what helped. */
const cures = ({ merged }: ChangeNode, { end }: Group): number =>
  merged === null ? 0.5 : kernel(Math.max(0, end - merged - CURE_MINUTES), 30);

const isDuring = ({ merged }: ChangeNode, { onset, end }: Group): boolean =>
  merged !== null && merged >= onset && merged <= end;

/** Whether the first change names the second, of its repository, by number. */
export const namesNumberOf = ({ references }: ChangeNode, { change }: ChangeNode): boolean =>
  references.some(({ number }) => number === change.number);
