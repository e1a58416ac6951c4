import type { BurstNode, ChangeNode, Scene, TicketNode } from './scene.ts';
import { writtenIn } from './terms.ts';

/** The heaviest words that two pieces of evidence share, as the first of them writes them, each once. */
export const sharedWords = (
  node: TicketNode | ChangeNode | BurstNode,
  other: { readonly doc: number },
  scene: Scene,
  limit: number,
): string[] => {
  const text = textOf(node);
  const words = scene.text.shared(node.doc, other.doc, 2 * limit).map((term) => writtenIn(text, term));
  const distinct = words.filter(
    (word, at) => !words.some((longer, i) => i !== at && (longer !== word || i < at) && longer.includes(word)),
  );
  return distinct.slice(0, limit);
};

const textOf = (node: TicketNode | ChangeNode | BurstNode): string => {
  if ('ticket' in node)
    return `${node.ticket.summary}\n${node.ticket.description}\n${node.ticket.components.join(' ')}`;
  if ('change' in node) return `${node.text}\n${node.change.files.join('\n')}\n${node.change.repository}`;
  return `${node.pattern.template}\n${node.pattern.services.join(' ')}\n${node.pattern.exception?.types.join(' ') ?? ''}`;
};
