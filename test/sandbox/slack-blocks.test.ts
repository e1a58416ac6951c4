import { describe, expect, test } from 'vitest';
import { checkBlocks } from '../../sandbox/slack/check-blocks.ts';
import { SlackRefusal } from '../../sandbox/slack/slack-refusal.ts';

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text = 'x') => ({ type: 'section', text: mrkdwn(text) });
const button = (changes: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...changes });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

/** The error's code and first message. */
const refusalOf = (blocks: unknown): string => {
  try {
    checkBlocks(blocks);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    const { errors } = error.details as { errors?: string[] };
    return errors === undefined ? error.error : `${error.error}: ${errors[0]}`;
  }
  return 'accepted';
};

describe('Block Kit as Slack takes it', () => {
  test.each<[string, object[]]>([
    [
      'all kinds of a message',
      [
        { type: 'header', text: { ...plain('x'.repeat(150)), emoji: true } },
        { ...section(), block_id: 'a', accessory: button({ url: 'https://a.example' }) },
        { type: 'section', fields: times(10, mrkdwn('f')) },
        { type: 'context', elements: times(10, plain('c')) },
        actions(button(), { type: 'overflow', action_id: 'more', options: [{ text: plain('o'), value: 'v' }] }),
        { type: 'divider' },
        { type: 'image', image_url: 'https://a.example/b.png', alt_text: 'b' },
        { type: 'markdown', text: '# hello' },
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: '<!channel>', style: { bold: true } }] },
          ],
        },
      ],
    ],
    ['50 blocks', times(50, { type: 'divider' })],
    ['a section of 3,000 characters', [section('x'.repeat(3_000))]],
  ])('accepts %s', (_, blocks) => {
    expect(refusalOf(blocks)).toBe('accepted');
  });

  test.each<[string, unknown, string]>([
    ['what is no list', { type: 'divider' }, 'invalid_blocks_format'],
    ['51 blocks', times(51, { type: 'divider' }), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      '3,001 characters',
      [section('x'.repeat(3_001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['a section with nothing', [{ type: 'section' }], 'must define at least one of: text, fields'],
    [
      '11 fields',
      [{ type: 'section', fields: times(11, mrkdwn('f')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field of 2,001',
      [{ type: 'section', fields: [mrkdwn('f'.repeat(2_001))] }],
      'must be less than 2001 characters',
    ],
    ['mrkdwn in a header', [{ type: 'header', text: mrkdwn('h') }], 'value must be one of the following: plain_text'],
    ['a header of 151', [{ type: 'header', text: plain('h'.repeat(151)) }], 'must be less than 151 characters'],
    [
      'verbatim on plain text',
      [{ type: 'header', text: { ...plain('h'), verbatim: true } }],
      'invalid additional property: verbatim',
    ],
    ['11 context elements', [{ type: 'context', elements: times(11, mrkdwn('c')) }], 'no more than 10 items allowed'],
    ['a button in a context', [{ type: 'context', elements: [button()] }], 'unsupported type: button'],
    [
      '26 actions',
      [actions(...Array.from({ length: 26 }, (_, i) => button({ action_id: String(i) })))],
      'no more than 25 items allowed',
    ],
    ['a button label of 76', [actions(button({ text: plain('b'.repeat(76)) }))], 'must be less than 76 characters'],
    ['a mrkdwn button', [actions(button({ text: mrkdwn('b') }))], 'value must be one of the following: plain_text'],
    [
      'a button address of 3,001',
      [actions(button({ url: `https://a.example/${'a'.repeat(3_001)}` }))],
      'must be less than 3001 characters',
    ],
    ['an address that is none', [actions(button({ url: 'javascript:alert(1)' }))], 'must be a valid URL'],
    ['two equal action ids', [actions(button(), button())], '`action_id` "go" already exists'],
    ['two equal block ids', times(2, { ...section(), block_id: 'same' }), '`block_id` "same" already exists'],
    ['an unknown block', [{ type: 'banner' }], 'unsupported type: banner [json-pointer:/blocks/0/type]'],
    ['an inherited name as a type', [{ type: 'constructor' }], 'unsupported type: constructor'],
    ['an unknown property', [{ ...section(), colour: 'red' }], 'invalid additional property: colour'],
    ['an input outside of modals', [{ type: 'input', label: plain('l'), element: {} }], 'unsupported type: input'],
    [
      'a text that is a string',
      [{ type: 'section', text: 'hello' }],
      'must be an object [json-pointer:/blocks/0/text]',
    ],
    ['more than about 13,200 characters', times(5, section('x'.repeat(2_700))), 'msg_blocks_too_long'],
    ['markdown beyond 12,000 in all', times(2, { type: 'markdown', text: 'x'.repeat(6_001) }), 'msg_blocks_too_long'],
  ])('refuses %s', (_, blocks, message) => {
    expect(refusalOf(blocks)).toContain(message);
  });
});
