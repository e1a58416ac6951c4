import {
  byType,
  flag,
  list,
  object,
  oneOf,
  string,
  type,
  webAddress,
  wholeNumber,
  type Check,
} from './shape-checks.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
const style = object({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag });
const id = string(1, 255);

const inline = byType({
  text: object({ ...type('text'), text: string(1, 40_000) }, { style }),
  link: object({ ...type('link'), url: webAddress(3_000) }, { text: string(1, 3_000), unsafe: flag, style }),
  emoji: object({ ...type('emoji'), name: string(1, 100) }, { unicode: string(1, 100), style }),
  user: object({ ...type('user'), user_id: id }, { style }),
  channel: object({ ...type('channel'), channel_id: id }, { style }),
  usergroup: object({ ...type('usergroup'), usergroup_id: id }, { style }),
  broadcast: object({ ...type('broadcast'), range: oneOf('here', 'channel', 'everyone') }, { style }),
  date: object(
    { ...type('date'), timestamp: wholeNumber(0, 99_999_999_999), format: string(1, 500) },
    { url: webAddress(3_000), fallback: string(1, 500), style },
  ),
  color: object({ ...type('color'), value: string(4, 7) }, { style }),
});

const line = (kind: string): Check =>
  object({ ...type(kind), elements: list(inline, 0, 1_000) }, { border: wholeNumber(0, 1) });
const section = line('rich_text_section');

export const richTextElement = byType({
  rich_text_section: section,
  rich_text_quote: line('rich_text_quote'),
  rich_text_preformatted: object(
    { ...type('rich_text_preformatted'), elements: list(inline, 0, 1_000) },
    { border: wholeNumber(0, 1), language: string(1, 50) },
  ),
  rich_text_list: object(
    { ...type('rich_text_list'), style: oneOf('bullet', 'ordered'), elements: list(section, 1, 1_000) },
    { indent: wholeNumber(0, 8), offset: wholeNumber(0, 1_000), border: wholeNumber(0, 1) },
  ),
});
