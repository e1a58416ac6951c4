import { costOf } from './mrkdwn.ts';

/** The parts of Slack's Block Kit that briefs are made of. */
export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'divider' };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: boolean;
}

/** `verbatim`: Slack makes no links or mentions of its own out of the text. */
interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export interface RenderedMessage {
  /** For notifications, screen readers and clients without blocks; always set. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** https://docs.slack.dev/reference/block-kit/blocks */
export const HEADER_MAX = 150;
const MAX_BLOCKS = 50;
/** Slack refuses messages from about 13,200 characters on (`msg_blocks_too_long`). */
export const MESSAGE_MAX = 12_000;

const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

export const header = (text: string): Block => ({ type: 'header', text: { type: 'plain_text', text, emoji: true } });
export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) });
export const fields = (texts: readonly string[]): Block => ({ type: 'section', fields: texts.map(mrkdwn) });
export const context = (text: string): Block => ({ type: 'context', elements: [mrkdwn(text)] });
export const divider: Block = { type: 'divider' };

/** What a block counts against the message's limit: its JSON with the comma after it. */
const blockCost = (block: Block): number => JSON.stringify(block).length + 1;

export interface MessageParts {
  readonly text: string;
  readonly head: readonly Block[];
  /** Shown as far as there is room, in this order. */
  readonly items: readonly Block[];
  /** Stands after the shown items when some had no room or were left out before. */
  readonly more: (hidden: number) => Block;
  /** Items that exist but are not among `items`. */
  readonly alreadyHidden: number;
  readonly tail: readonly Block[];
}

const sumOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + blockCost(block), 0);

/**
 * Head and tail always, of the items as many as fit: never more than 50 blocks and 12,000 characters of JSON and text.
 * The head, the tail and the text must fit by their own limits; what doesn't is left out from the end of the tail.
 */
export const composeMessage = (parts: MessageParts): RenderedMessage => {
  let room = MESSAGE_MAX - costOf(parts.text) - 2;
  let places = MAX_BLOCKS;
  const take = (blocks: readonly Block[], reservedRoom: number, reservedPlaces: number): Block[] => {
    const taken: Block[] = [];
    for (const block of blocks) {
      const cost = blockCost(block);
      if (cost > room - reservedRoom || places <= reservedPlaces) break;
      room -= cost;
      places--;
      taken.push(block);
    }
    return taken;
  };
  const head = take(parts.head, 0, 0);
  const more = parts.more(parts.items.length + parts.alreadyHidden);
  const items = take(parts.items, sumOf(parts.tail) + blockCost(more), parts.tail.length + 1);
  const hidden = parts.items.length - items.length + parts.alreadyHidden;
  const rest = take(hidden > 0 ? [parts.more(hidden), ...parts.tail] : parts.tail, 0, 0);
  return { text: parts.text, blocks: [...head, ...items, ...rest] };
};
