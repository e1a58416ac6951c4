import type { BurstNode, ChangeNode, Scene, TicketNode } from './scene.ts';
import { writingOf, type Writing } from './terms.ts';

/** The heaviest words that two pieces of evidence share, as the first of them writes them, each once. */
export const sharedWords = (
  node: TicketNode | ChangeNode | BurstNode,
  other: { readonly doc: number },
  scene: Scene,
  limit: number,
): string[] => {
  const terms = scene.text.shared(node.doc, other.doc, 2 * limit);
  if (terms.length === 0) return [];
  const words = terms.map(writingIn(node));
  const distinct = words.filter(
    (word, at) => !words.some((longer, i) => i !== at && (longer !== word || i < at) && longer.includes(word)),
  );
  return distinct.slice(0, limit);
};

const writings = new WeakMap<TicketNode | ChangeNode | BurstNode, Writing>();

const writingIn = (node: TicketNode | ChangeNode | BurstNode): Writing => {
  let writing = writings.get(node);
  if (writing === undefined) writings.set(node, (writing = writingOf(textOf(node))));
  return writing;
};

const textOf = (node: TicketNode | ChangeNode | BurstNode): string => {
  if ('ticket' in node)
    return `${node.ticket.summary}\n${node.ticket.description}\n${node.ticket.components.join(' ')}`;
  if ('change' in node) return `${node.text}\n${node.change.files.join('\n')}\n${node.change.repository}`;
  return `${node.pattern.template}\n${node.pattern.services.join(' ')}\n${node.pattern.exception?.types.join(' ') ?? ''}`;
};
