import { kernel } from './bursts.ts';
import { bestOver, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import { isRevertOf } from './references.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';

export type SharedFeature =
  | 'words'
  | 'rare'
  | 'lead'
  | 'service'
  | 'ticketWords'
  | 'ticketRare'
  | 'ticketLead'
  | 'cited'
  | 'harmless'
  | 'short'
  | 'blip'
  | 'named';

export type SuspectFeature =
  | SharedFeature
  | 'justBefore'
  | 'before'
  | 'dayBefore'
  | 'serviceBefore'
  | 'wordsBefore'
  | 'latest'
  | 'bumped'
  | 'red'
  | 'risky'
  | 'mass'
  | 'frames'
  | 'reverted'
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
  | 'startedBefore';

export type SuspectModel = LinearModel<SuspectFeature>;
export type RepairModel = LinearModel<RepairFeature>;

/** How far this group's words lead those of the best other group. */
export interface Leads {
  readonly bursts: number;
  readonly tickets: number;
}

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const shared = (node: ChangeNode, group: Group, scene: Scene, leads: Leads): Features<SharedFeature> => {
  const { text, services } = scene;
  const said: readonly { readonly doc: number }[] = group.bursts.length > 0 ? group.bursts : group.tickets;
  return {
    words: bestOver(said, ({ doc }) => text.words(node.doc, doc)),
    rare: bestOver(said, ({ doc }) => text.rare(node.doc, doc)) / 2,
    lead: Math.max(0, leads.bursts),
    service: bestOver(group.services, (service) => services.ofRepository(service, node.change.repository)),
    ticketWords: bestOver(group.tickets, ({ doc }) => text.words(node.doc, doc)),
    ticketRare: bestOver(group.tickets, ({ doc }) => text.rare(node.doc, doc)) / 2,
    ticketLead: Math.max(0, leads.tickets),
    cited: group.tickets.some(({ ticket }) => node.keys.has(ticket.key)) ? 1 : 0,
    harmless: node.harmless,
    short: group.short,
    blip: group.blip,
    named: group.tickets.some((ticket) => names(ticket, node)) ? 1 : 0,
  };
};

/** Whether a ticket names the pull request by number or address; a bare number needs the repository's name beside it. */
const names = (ticket: TicketNode, { change }: ChangeNode): boolean =>
  ticket.references.some(
    ({ repository, number }) =>
      number === change.number &&
      (repository === change.repository ||
        (repository === null &&
          ticket.ticket.description.includes(change.repository.slice(change.repository.indexOf('/') + 1)))),
  );

export const suspectFeatures = (
  node: ChangeNode,
  group: Group,
  scene: Scene,
  leads: Leads,
): Features<SuspectFeature> => {
  const { text } = scene;
  const gap = group.onset - (node.merged ?? group.onset);
  const repairs = group.repairs.filter((repair) => repair !== node);
  const here = repairs.filter(({ change }) => change.repository === node.change.repository);
  const common = shared(node, group, scene, leads);
  return {
    ...common,
    serviceBefore: common.service * kernel(Math.max(0, gap), 180),
    wordsBefore: common.words * kernel(Math.max(0, gap), 180),
    latest: common.service >= 0.8 && isLatest(node, group, scene) ? 1 : 0,
    justBefore: kernel(Math.max(0, gap), 15),
    before: kernel(Math.max(0, gap), 90),
    dayBefore: kernel(Math.max(0, gap), 1_440),
    red: node.change.checks === 'failure' ? 1 : 0,
    risky: node.risky,
    mass: Math.min(1, Math.log10(group.count + 1) / 4),
    frames: group.bursts.some(({ pattern }) => touchesFrame(node, pattern.exception?.frames ?? [])) ? 1 : 0,
    reverted: repairs.some(({ change }) => isRevertOf(change, node.change)) ? 1 : 0,
    repairNames: here.some(({ references }) => references.some(({ number }) => number === node.change.number)) ? 1 : 0,
    repairFiles: bestOver(here, (repair) => sharedFiles(repair, node)),
    repairRare: bestOver(repairs, ({ doc }) => text.rare(node.doc, doc)) / 2,
    repairWords: bestOver(repairs, ({ doc }) => text.words(node.doc, doc)),
    repairRepository: here.length > 0 ? 1 : 0,
    repairElsewhere: repairs.length > 0 && here.length === 0 && node.bump === 0 ? 1 : 0,
    bumped: node.bump > 0 ? common.service * kernel(Math.max(0, gap), 60) : 0,
    owner: group.tickets.some(({ assignee }) => assignee !== null && assignee === node.author) ? 1 : 0,
    outside: bestOver(group.bursts, ({ outside }) => outside),
    nothingChanged: bestOver(group.tickets, ({ nothingChanged }) => nothingChanged),
    changed: bestOver(group.tickets, ({ changed }) => changed),
  };
};

/** Whether nothing else was merged in its repository between it and the onset. */
const isLatest = ({ change, merged }: ChangeNode, group: Group, scene: Scene): boolean =>
  scene.merges.get(change.repository)?.findLast((at) => at <= Math.max(group.onset, merged ?? 0)) === merged;

export const sharedFiles = (a: ChangeNode, b: ChangeNode): number => {
  const files = new Set(a.change.files);
  const both = b.change.files.filter((path) => files.has(path)).length;
  return both === 0 ? 0 : Math.max(0.5, both / Math.min(files.size, b.change.files.length));
};

const touchesFrame = ({ change }: ChangeNode, frames: readonly string[]): boolean =>
  frames.some((frame) =>
    change.files.some((path) => {
      const name = basename(path);
      const stem = name.replace(/\.\w+$/, '');
      return stem.length > 3 && (frame.includes(name) || new RegExp(`\\b${escaped(stem)}\\b`).test(frame));
    }),
  );

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

export const repairFeatures = (node: ChangeNode, group: Group, scene: Scene, leads: Leads): Features<RepairFeature> => {
  const { text } = scene;
  const done = node.merged ?? node.created;
  const firstTicket = Math.min(...group.tickets.map(({ at }) => at));
  const others = [...group.suspects, ...group.repairs].filter((other) => other !== node);
  const here = others.filter(({ change }) => change.repository === node.change.repository);
  const common = shared(node, group, scene, leads);
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
    reverts: group.suspects.some(({ change }) => isRevertOf(node.change, change)) ? 1 : 0,
    startedBefore: node.created < group.onset ? 1 : 0,
  };
};
