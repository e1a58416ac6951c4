import type { SlackBlock } from '../slack-state.ts';
import { withEmoji } from './emoji.ts';
import { escapeHtml, linkHtml } from './html.ts';
import { mrkdwnHtml, type Names } from './mrkdwn-html.ts';
import { richTextHtml } from './rich-text-html.ts';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodeOf = (node: Node, property: string): Node => (isNode(node[property]) ? node[property] : {});
const nodesOf = (node: Node, property: string): readonly Node[] => {
  const value = node[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
};
const stringOf = (node: Node, property: string): string => {
  const value = node[property];
  return typeof value === 'string' ? value : '';
};

/** Blocks that Slack has accepted, as HTML. */
export const blocksHtml = (blocks: readonly SlackBlock[], names: Names): string =>
  blocks.map((block) => `<div class="block ${escapeHtml(block.type)}">${blockHtml(block, names)}</div>`).join('');

const blockHtml = (block: SlackBlock, names: Names): string => {
  switch (block.type) {
    case 'header':
      return `<h3>${textHtml(nodeOf(block, 'text'), names)}</h3>`;
    case 'section':
      return sectionHtml(block, names);
    case 'context':
      return nodesOf(block, 'elements')
        .map((element) => `<span class="part">${elementHtml(element, names)}</span>`)
        .join('');
    case 'actions':
      return nodesOf(block, 'elements')
        .map((element) => elementHtml(element, names))
        .join('');
    case 'divider':
      return '<hr>';
    case 'image':
      return `${titleHtml(block, names)}${imageHtml(block)}`;
    case 'rich_text':
      return richTextHtml(block, names);
    case 'markdown':
      return `<p class="as-written">${escapeHtml(stringOf(block, 'text'))}</p>`;
    default:
      return `<p class="unknown">${escapeHtml(block.type)}</p>`;
  }
};

const textHtml = (text: Node, names: Names): string =>
  text['type'] === 'mrkdwn'
    ? mrkdwnHtml(stringOf(text, 'text'), names, text['verbatim'] === true)
    : escapeHtml(text['emoji'] === false ? stringOf(text, 'text') : withEmoji(stringOf(text, 'text'))).replaceAll(
        '\n',
        '<br>',
      );

const sectionHtml = (block: Node, names: Names): string => {
  const text = isNode(block['text']) ? `<div class="text">${textHtml(block['text'], names)}</div>` : '';
  const fields = nodesOf(block, 'fields').map((field) => `<div class="field">${textHtml(field, names)}</div>`);
  const list = fields.length === 0 ? '' : `<div class="fields">${fields.join('')}</div>`;
  const accessory = isNode(block['accessory'])
    ? `<div class="accessory">${elementHtml(block['accessory'], names)}</div>`
    : '';
  return `<div class="body">${text}${list}</div>${accessory}`;
};

const titleHtml = (block: Node, names: Names): string =>
  isNode(block['title']) ? `<p class="title">${textHtml(block['title'], names)}</p>` : '';

/** Images are named, not fetched: the page needs nothing from outside. */
const imageHtml = (image: Node): string =>
  `<span class="image">🖼 ${linkHtml(stringOf(image, 'image_url'), escapeHtml(stringOf(image, 'alt_text')))}</span>`;

const elementHtml = (element: Node, names: Names): string => {
  switch (element['type']) {
    case 'mrkdwn':
    case 'plain_text':
      return textHtml(element, names);
    case 'image':
      return imageHtml(element);
    case 'button':
      return buttonHtml(element, names);
    default:
      return `<button type="button" class="button select" disabled>${textHtml(nodeOf(element, 'placeholder'), names) || 'Choose'} ▾</button>`;
  }
};

const buttonHtml = (button: Node, names: Names): string => {
  const style = ['primary', 'danger'].includes(stringOf(button, 'style')) ? ` ${stringOf(button, 'style')}` : '';
  const label = textHtml(nodeOf(button, 'text'), names);
  const address = stringOf(button, 'url');
  if (/^https?:\/\//i.test(address)) {
    return `<a class="button${style}" href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer">${label}</a>`;
  }
  const action = escapeHtml(stringOf(button, 'action_id'));
  return `<button type="button" class="button${style}" data-action="${action}">${label}</button>`;
};
