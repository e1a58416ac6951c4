import { kernel } from './bursts.ts';
import { bestOver, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import type { Scene, TicketNode } from './scene.ts';

export type TicketFeature =
  | 'words'
  | 'rare'
  | 'lead'
  | 'ticketWords'
  | 'ticketRare'
  | 'changeWords'
  | 'service'
  | 'kin'
  | 'lag'
  | 'active'
  | 'early'
  | 'late'
  | 'stated'
  | 'topical'
  | 'colleague'
  | 'author'
  | 'cited'
  | 'acute'
  | 'fresh'
  | 'old'
  | 'trivial'
  | 'broad'
  | 'grave'
  | 'urgency'
  | 'short'
  | 'mass'
  | 'blip';

export type TicketModel = LinearModel<TicketFeature>;

/** Before the first error, and after the last one, a ticket may still be about it. */
const EARLY_MINUTES = 6;
const LATE_MINUTES = 30;

/** √cosine with the group's best burst. */
export const ticketWords = (node: TicketNode, group: Group, scene: Scene): number =>
  bestOver(group.bursts, ({ doc }) => scene.text.words(node.doc, doc));

export const ticketFeatures = (node: TicketNode, group: Group, scene: Scene, lead: number): Features<TicketFeature> => {
  const { text, services } = scene;
  const lag = node.at - group.onset;
  const others = group.tickets.filter((other) => other !== node);
  const changes = [...group.repairs, ...group.suspects];
  const words = ticketWords(node, group, scene);
  const named = bestOver(group.services, (service) => services.match(service, node.terms));
  const active = lag >= -EARLY_MINUTES && node.at <= group.end + LATE_MINUTES ? 1 : 0;
  return {
    words,
    topical: Math.max(words, 0.6 * named) * active * (1 - Math.max(node.old, node.trivial)),
    rare: bestOver(group.bursts, ({ doc }) => text.rare(node.doc, doc)) / 2,
    lead: Math.max(0, lead),
    ticketWords: bestOver(others, ({ doc }) => text.words(node.doc, doc)),
    ticketRare: bestOver(others, ({ doc }) => text.rare(node.doc, doc)) / 2,
    changeWords: bestOver(changes, ({ doc }) => text.words(node.doc, doc)),
    service: named,
    kin: bestOver(group.services, (service) => text.words(node.doc, scene.serviceDocs.get(service) ?? node.doc)),
    lag: lag < -EARLY_MINUTES ? 0 : kernel(lag, 60),
    active,
    early: lag < -EARLY_MINUTES ? 1 : 0,
    late: Math.min(1, Math.max(0, node.at - group.end - LATE_MINUTES) / 240),
    stated: bestOver(node.stated, (at) => kernel(at - group.onset, 12)),
    colleague: bestOver(others, (other) => colleagues(node, other)),
    author: changes.some(({ author }) => author !== null && author === node.assignee) ? 1 : 0,
    cited: changes.some(({ keys }) => keys.has(node.ticket.key)) ? 1 : 0,
    acute: node.acute,
    fresh: node.fresh,
    old: node.old,
    trivial: node.trivial,
    broad: node.broad,
    grave: node.grave,
    urgency: node.urgency,
    short: group.short,
    mass: Math.min(1, Math.log10(group.count + 1) / 4),
    blip: group.blip,
  };
};

const colleagues = (a: TicketNode, b: TicketNode): number => {
  if (a.assignee !== null && a.assignee === b.assignee) return 1;
  const people = [b.assignee, b.reporter];
  return (a.assignee !== null && people.includes(a.assignee)) || (a.reporter !== null && people.includes(a.reporter))
    ? 0.5
    : 0;
};
