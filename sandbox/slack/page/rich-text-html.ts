import { emojiOf } from './emoji.ts';
import { escapeHtml, linkHtml } from './html.ts';
import type { Names } from './mrkdwn-html.ts';

type Node = Readonly<Record<string, unknown>>;

const nodesOf = (node: Node, property = 'elements'): readonly Node[] => {
  const value = node[property];
  return Array.isArray(value) ? (value as readonly Node[]) : [];
};
const textOf = (node: Node, property: string): string => {
  const value = node[property];
  return typeof value === 'string' ? value : '';
};

/** A `rich_text` block; its texts are never markup. */
export const richTextHtml = (block: Node, names: Names): string =>
  nodesOf(block)
    .map((element) => {
      const inside = nodesOf(element);
      switch (element['type']) {
        case 'rich_text_list':
          return listHtml(element, names);
        case 'rich_text_quote':
          return `<blockquote>${lineHtml(inside, names)}</blockquote>`;
        case 'rich_text_preformatted':
          return `<pre>${lineHtml(inside, names)}</pre>`;
        default:
          return `<p>${lineHtml(inside, names)}</p>`;
      }
    })
    .join('');

const listHtml = (list: Node, names: Names): string => {
  const tag = list['style'] === 'ordered' ? 'ol' : 'ul';
  const indent = typeof list['indent'] === 'number' ? Math.min(list['indent'], 8) : 0;
  const items = nodesOf(list).map((item) => `<li>${lineHtml(nodesOf(item), names)}</li>`);
  return `<${tag} style="margin-left:${indent * 24}px">${items.join('')}</${tag}>`;
};

const lineHtml = (nodes: readonly Node[], names: Names): string =>
  nodes.map((node) => styled(node, nodeHtml(node, names))).join('');

const nodeHtml = (node: Node, names: Names): string => {
  const show = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');
  switch (node['type']) {
    case 'link':
      return linkHtml(textOf(node, 'url'), show(textOf(node, 'text') || textOf(node, 'url')));
    case 'emoji':
      return show(emojiOf(textOf(node, 'name')) ?? `:${textOf(node, 'name')}:`);
    case 'user':
      return `<span class="mention">@${show(names.user(textOf(node, 'user_id')))}</span>`;
    case 'channel':
      return `<span class="mention">#${show(names.channel(textOf(node, 'channel_id')))}</span>`;
    case 'broadcast':
      return `<span class="mention loud">@${show(textOf(node, 'range'))}</span>`;
    case 'date':
      return show(textOf(node, 'fallback'));
    default:
      return show(textOf(node, 'text') || textOf(node, 'value'));
  }
};

const TAGS = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' } as const;

const styled = (node: Node, html: string): string => {
  const style = (node['style'] ?? {}) as Node;
  return Object.entries(TAGS).reduce(
    (inner, [name, tag]) => (style[name] === true ? `<${tag}>${inner}</${tag}>` : inner),
    html,
  );
};
