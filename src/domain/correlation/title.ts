import { clip } from '../analysis/phrases.ts';
import { redact } from '../analysis/redact.ts';
import type { Group } from './group.ts';
import type { BurstNode, Scene, TicketNode } from './scene.ts';

const MAX_TITLE = 110;

/** What fails where: in the words of the best ticket, or of the leading error. */
export const titleOf = (group: Group, services: readonly string[], scene: Scene): string => {
  const ticket = bestTicket(group, scene);
  if (ticket !== null && ticket.ticket.summary.trim() !== '') return cut(ticket.ticket.summary);
  const burst = leadingBurst(group, services[0]);
  if (burst === null) return cut(group.repairs[0]?.change.title ?? 'Unexplained reports');
  return cut(`${services[0] ?? burst.pattern.logGroup}: ${wordsOf(burst)}`);
};

/** Redacted before it is cut: no half of a secret stays. */
const cut = (text: string): string => clip(redact(text), MAX_TITLE);

/** The most urgent one; of equals the one that says most of what the others and the logs say. */
const bestTicket = (group: Group, scene: Scene): TicketNode | null => {
  const central = (node: TicketNode): number =>
    [...group.bursts, ...group.tickets.filter((other) => other !== node)].reduce(
      (sum, { doc }) => sum + scene.text.words(node.doc, doc),
      0,
    ) / Math.max(1, group.bursts.length + group.tickets.length - 1);
  const worth = (node: TicketNode): number => node.urgency + node.acute * 0.3 + central(node) - node.trivial * 0.5;
  const order = (a: TicketNode, b: TicketNode): number => worth(b) - worth(a) || a.doc - b.doc;
  return group.tickets.toSorted(order)[0] ?? null;
};

const leadingBurst = (group: Group, service: string | undefined): BurstNode | null => {
  const own = group.bursts.filter(({ services }) => services[0] === service);
  const rank = (burst: BurstNode): number =>
    (burst.pattern.exception === null ? 0 : 1) + Math.log10(burst.count + 1) / 2 - burst.restart;
  return (own.length > 0 ? own : group.bursts).toSorted((a, b) => rank(b) - rank(a) || a.doc - b.doc)[0] ?? null;
};

/** A template as a person would say it: without what varies, keys of fields and the tail of it. */
const wordsOf = ({ pattern }: BurstNode): string => {
  const text = pattern.template
    .slice(0, 400)
    .replaceAll(/\b[\w.-]+=(?:<\*>|"<\*>"|'<\*>')/g, ' ')
    .replaceAll(/[[({]?(?:<\*>)[\])}]?/g, '…')
    .replaceAll(/(?:…[\s,:;.=/_-]*){2,}/g, '… ')
    .replaceAll(/\s+([,.:;])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s…,:;.=-]+/, '')
    .trim();
  const type = pattern.exception?.types.at(-1)?.split('.').at(-1) ?? '';
  if (text.length < 8) return type === '' ? pattern.template : type;
  return type === '' || text.includes(type) ? text : `${type}, ${text}`;
};
