import { kernel } from './bursts.ts';
import { ticketErrorFit } from './error-fit.ts';
import { bestOver, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import { memoByList } from './memo-by-list.ts';
import type { BurstNode, Scene, TicketNode } from './scene.ts';

export type TicketFeature =
  | 'words'
  | 'rare'
  | 'covered'
  | 'summary'
  | 'works'
  | 'project'
  | 'lead'
  | 'ticketRare'
  | 'changeWords'
  | 'service'
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

export const ticketFeatures = (node: TicketNode, group: Group, scene: Scene, lead: number): Features<TicketFeature> => {
  const { text } = scene;
  const lag = node.at - group.onset;
  const others = group.tickets.filter((other) => other !== node);
  const changes = [...group.repairs, ...group.suspects];
  const { words, rare, covered, titled, service: named } = ticketErrorFit(node, group, scene);
  const active = lag >= -EARLY_MINUTES && node.at <= group.end + LATE_MINUTES ? 1 : 0;
  return {
    words,
    topical: Math.max(words, 0.6 * named) * active * (1 - Math.max(node.old, node.trivial)),
    rare,
    covered,
    summary: titled,
    works: works(node, group, scene),
    project: others.some(({ ticket }) => projectOf(ticket.key) === projectOf(node.ticket.key)) ? 1 : 0,
    lead: Math.max(0, lead),
    ticketRare: bestOver(others, ({ doc }) => text.rare(node.doc, doc)) / 2,
    changeWords: bestOver(changes, ({ doc }) => text.words(node.doc, doc)),
    service: named,
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

const projectOf = (key: string): string => key.slice(0, key.lastIndexOf('-'));

const sharesOfWork = memoByList<BurstNode, string, number>();

/** How far the one who has the ticket works on the group's services: the share of that person's changes. */
const works = ({ assignee }: TicketNode, group: Group, scene: Scene): number => {
  const own = assignee === null ? undefined : scene.changesOf.get(assignee);
  if (assignee === null || own === undefined) return 0;
  return sharesOfWork(group.bursts, assignee, () => {
    const here = own.filter(({ change }) =>
      group.services.some((service) => scene.services.ofRepository(service, change.repository) > 0.7),
    );
    return here.length / own.length;
  });
};
