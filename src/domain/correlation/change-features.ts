import { changeErrorFit } from './error-fit.ts';
import { bestOver, termsOfAll, type Group } from './group.ts';
import type { Features } from './linear-score.ts';
import { nearestWords } from './nearest-words.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import { nameOf } from './service-index.ts';

export type SharedFeature =
  | 'words'
  | 'rare'
  | 'covered'
  | 'ticketCovered'
  | 'lead'
  | 'service'
  | 'ticketWords'
  | 'ticketRare'
  | 'ticketLead'
  | 'cited'
  | 'harmless'
  | 'short'
  | 'blip'
  | 'titled'
  | 'ticketTitled'
  | 'named';

/** How far this group's words lead those of the best other group. */
export interface Leads {
  readonly bursts: number;
  readonly tickets: number;
}

/** What speaks for a change whatever its part in an incident. */
export const sharedFeatures = (node: ChangeNode, group: Group, scene: Scene, leads: Leads): Features<SharedFeature> => {
  const { text } = scene;
  const { words, rare, covered, titled, service } = changeErrorFit(node, group, scene);
  const ticketWords = nearestWords(group.tickets, scene)[node.doc] ?? 0;
  const ticketRare = ticketWords === 0 ? 0 : bestOver(group.tickets, ({ doc }) => text.rare(node.doc, doc)) / 2;
  const isWithoutLogs = group.bursts.length === 0;
  return {
    words: isWithoutLogs ? ticketWords : words,
    rare: isWithoutLogs ? ticketRare : rare,
    covered,
    titled,
    service,
    ticketCovered: text.covered(node.terms, termsOfAll(group.tickets)),
    ticketTitled: text.covered(node.title, termsOfAll(group.tickets)),
    lead: Math.max(0, leads.bursts),
    ticketWords,
    ticketRare,
    ticketLead: Math.max(0, leads.tickets),
    cited: group.tickets.some(({ ticket }) => node.keys.has(ticket.key)) ? 1 : 0,
    harmless: node.harmless,
    short: group.short,
    blip: group.blip,
    named: group.tickets.some((ticket) => namesChange(ticket, node)) ? 1 : 0,
  };
};

/** Whether a ticket names the pull request by number or address; a bare number needs the repository's name beside it. */
export const namesChange = (ticket: TicketNode, { change }: ChangeNode): boolean =>
  ticket.references.some(
    ({ repository, number }) =>
      number === change.number &&
      (repository === change.repository || (repository === null && saysName(ticket, nameOf(change.repository)))),
  );

const saysName = ({ ticket }: TicketNode, name: string): boolean =>
  ticket.summary.includes(name) || ticket.description.includes(name);
