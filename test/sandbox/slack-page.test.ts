import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mrkdwnHtml } from '../../sandbox/slack/page/mrkdwn-html.ts';
import { pageView } from '../../sandbox/slack/page/page-view.ts';
import { startSlackServer, type SlackServer } from './slack-server.ts';

const names = { user: (id: string) => `name of ${id}`, channel: (id: string) => `channel ${id}` };
const html = (text: string, verbatim = false): string => mrkdwnHtml(text, names, verbatim);

describe('mrkdwn', () => {
  test.each([
    ['*bold* and _italic_ and ~struck~', '<strong>bold</strong> and <em>italic</em> and <s>struck</s>'],
    ['*bold with _both_*', '<strong>bold with <em>both</em></strong>'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['`a <*> &lt;b&gt; *c*`', '<code>a &lt;*&gt; &lt;b&gt; *c*</code>'],
    ['before\n```\nline 1\n  &lt;line 2&gt;\n```\nafter', 'before<pre>line 1\n  &lt;line 2&gt;</pre>after'],
    ['```not closed', '```not closed'],
    ['&gt; quoted\n&gt; twice\nnot', '<blockquote>quoted<br>twice</blockquote>not'],
    ['one\n\ntwo', 'one<br><span class="gap"></span>two'],
    [
      '<https://a.example/?x=1&amp;y=2|the *label*>',
      '<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">the *label*</a>',
    ],
    [
      '<@U1> <#C1> <#C2|named>',
      '<span class="mention">@name of U1</span> <span class="mention">#channel C1</span> <span class="mention">#named</span>',
    ],
    ['<!channel>', '<span class="mention loud">@channel</span>'],
    ['&lt;!channel&gt;', '&lt;!channel&gt;'],
    [':tada: :no_such_thing: 12:30:45', '🎉 :no_such_thing: 12:30:45'],
    [
      '<!date^1795509000^{date_short}|a date>',
      '<time data-ts="1795509000" data-kind="date" data-format="{date_short}">a date</time>',
    ],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test('bare addresses become links unless the text is verbatim', () => {
    expect(html('see https://a.example/b.')).toBe(
      'see <a href="https://a.example/b" target="_blank" rel="noopener noreferrer">https://a.example/b</a>.',
    );
    expect(html('see https://a.example/b.', true)).toBe('see https://a.example/b.');
  });

  test('no text becomes markup of its own', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '<script>',
        '</pre>',
        '<',
        '>',
        '"',
        "'",
        '&',
        '&lt;',
        '|',
        '*',
        '_',
        '~',
        '`',
        '```',
        ':',
        '\n',
        'javascript:',
        'https://',
        'x',
        '@',
        '!',
        '^',
        ' ',
      ),
      maxLength: 60,
    });
    const ours =
      /<\/?(?:strong|em|s|code|pre|blockquote|br|time|span|a)(?: (?:class|href|target|rel|data-ts|data-kind|data-format)="[^"<>]*")*>/g;
    fc.assert(
      fc.property(hostile, (text) => {
        const rendered = html(text);
        expect(rendered.replaceAll(ours, '')).not.toMatch(/[<>"']/);
        for (const [, address = ''] of rendered.matchAll(/href="([^"]*)"/g))
          expect(address).toMatch(/^(?:https?:\/\/|mailto:)/);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the page', () => {
  let slack: SlackServer;
  beforeEach(async () => {
    slack = await startSlackServer();
  });
  afterEach(() => slack.close());

  test('shows a channel, its threads, and hostile text as text', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>';
    const escaped = '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;';
    const { ts } = await slack.call('chat.postMessage', {
      channel: 'daybrief',
      text: hostile,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: hostile } },
        { type: 'section', text: { type: 'mrkdwn', text: hostile }, fields: [{ type: 'plain_text', text: hostile }] },
        { type: 'context', elements: [{ type: 'mrkdwn', text: `\`${hostile}\`` }] },
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: hostile }, action_id: '"><u>' }],
        },
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: hostile }] }],
        },
        { type: 'markdown', text: hostile },
      ],
    });
    await slack.call('chat.postMessage', { channel: 'daybrief', thread_ts: ts, text: hostile });
    const view = pageView(slack.state, 'daybrief', String(ts));
    const [message] = view.channel?.messages ?? [];
    expect(message?.html).not.toMatch(/<script|<img|"><u>/);
    expect(message?.html.split(escaped).length).toBe(8);
    expect(message?.html).toContain('<b>1 reply</b>');
    expect(view.thread?.messages).toHaveLength(2);
    expect(view.thread?.messages[1]?.html).toContain(escaped);
  });

  test('knows its channels, and changes its version with every message', async () => {
    const before = pageView(slack.state, 'alerts', null);
    expect(before.channels.map(({ name }) => name)).toEqual(['incidents', 'daybrief', 'alerts']);
    expect([before.channel?.messages, before.thread]).toEqual([[], null]);
    await slack.call('chat.postMessage', { channel: 'alerts', text: 'hello' });
    const after = pageView(slack.state, 'alerts', null);
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.channel?.messages).toHaveLength(1);
    expect(pageView(slack.state, 'nowhere', null).channel).toBeNull();
  });
});
