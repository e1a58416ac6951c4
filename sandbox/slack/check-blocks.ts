import { accessory, actionElement, anyText, contextElement, imageSource, plainText } from './element-checks.ts';
import { richTextElement } from './rich-text-checks.ts';
import { both, byType, flag, isObject, list, needs, object, string, type, webAddress } from './shape-checks.ts';
import type { Check, Properties } from './shape-checks.ts';
import { refuseWith, SlackRefusal } from './slack-refusal.ts';
import type { SlackBlock } from './slack-state.ts';

const MAX_BLOCKS = 50;
/** Measured by users, not documented: https://github.com/slackapi/bolt-js/issues/2509 and 2867. */
const MAX_MESSAGE = 13_200;
const MAX_MARKDOWN = 12_000;

const block = (name: string, required: Properties, optional: Properties = {}): Check =>
  object({ ...type(name), ...required }, { block_id: string(1, 255), ...optional });

/** The blocks that messages may hold: https://docs.slack.dev/reference/block-kit/blocks */
const messageBlock = byType({
  section: both(
    block('section', {}, { text: anyText(3_000), fields: list(anyText(2_000), 1, 10), accessory, expand: flag }),
    needs(['text', 'fields'], 'some'),
  ),
  header: block('header', { text: plainText(150) }),
  context: block('context', { elements: list(contextElement, 1, 10) }),
  actions: block('actions', { elements: list(actionElement, 1, 25) }),
  divider: block('divider', {}),
  image: both(
    block('image', { alt_text: string(1, 2_000) }, { ...imageSource, title: plainText(2_000) }),
    needs(['image_url', 'slack_file'], 'one'),
  ),
  rich_text: block('rich_text', { elements: list(richTextElement, 1, 1_000) }),
  markdown: block('markdown', { text: string(1, MAX_MARKDOWN) }),
  video: block(
    'video',
    {
      alt_text: string(1, 2_000),
      title: plainText(200),
      thumbnail_url: webAddress(3_000),
      video_url: webAddress(3_000),
    },
    {
      ...{ author_name: string(1, 50), description: plainText(200), provider_icon_url: webAddress(3_000) },
      ...{ provider_name: string(1, 50), title_url: webAddress(3_000) },
    },
  ),
});

/**
 * Blocks as strict as Slack takes them. Throws `invalid_blocks_format` for what is no list of objects, `invalid_blocks`
 * with a JSON pointer for each fault, `msg_blocks_too_long` for the whole.
 */
export const checkBlocks = (value: unknown): readonly SlackBlock[] => {
  if (!Array.isArray(value) || !value.every(isObject)) throw new SlackRefusal('invalid_blocks_format');
  const faults: string[] = [];
  const report = (pointer: string, message: string): void => void faults.push(`${message} [json-pointer:${pointer}]`);
  list(messageBlock, 0, MAX_BLOCKS)(value, '/blocks', report);
  checkUnique(value, 'block_id', '/blocks', report);
  for (const [index, { elements, type: kind }] of value.entries()) {
    if (kind === 'actions' && Array.isArray(elements)) {
      checkUnique(elements.filter(isObject), 'action_id', `/blocks/${index}/elements`, report);
    }
  }
  if (faults.length > 0) throw refuseWith('invalid_blocks', faults.slice(0, 10));
  const markdown = value.reduce(
    (sum, { type: kind, text }) => sum + (kind === 'markdown' ? String(text).length : 0),
    0,
  );
  if (markdown > MAX_MARKDOWN || JSON.stringify(value).length > MAX_MESSAGE)
    throw new SlackRefusal('msg_blocks_too_long');
  return value as unknown as readonly SlackBlock[];
};

const checkUnique = (
  items: readonly Readonly<Record<string, unknown>>[],
  property: string,
  at: string,
  report: (pointer: string, message: string) => void,
): void => {
  const seen = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    const id = item[property];
    if (id === undefined) continue;
    if (seen.has(id)) report(`${at}/${index}/${property}`, `\`${property}\` ${JSON.stringify(id)} already exists`);
    seen.add(id);
  }
};
