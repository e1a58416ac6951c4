import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SANDBOX_SLACK_TOKEN, type SlackApiOptions } from '../../sandbox/slack/slack-api.ts';
import { startSlackServer, type SlackAnswer, type SlackServer } from './slack-server.ts';

let slack: SlackServer;
const restart = async (options: SlackApiOptions): Promise<void> => {
  await slack.close();
  slack = await startSlackServer(options);
};
beforeEach(async () => {
  slack = await startSlackServer();
});
afterEach(() => slack.close());

const channel = 'C0SANDBOX02';
const post = async (args: object = {}) => slack.call('chat.postMessage', { channel, text: 'hello', ...args });
const history = async (args: object = {}) => slack.call('conversations.history', { channel, ...args });
const texts = (answer: SlackAnswer): string[] => (answer['messages'] as { text: string }[]).map(({ text }) => text);
const tsOf = async (args: object = {}): Promise<string> => String((await post(args))['ts']);

describe('chat.postMessage', () => {
  test('answers with the message as histories show it, by id or name', async () => {
    const answer = await post({ channel: '#daybrief' });
    expect(answer).toMatchObject({
      ok: true,
      channel,
      ts: '1795509000.000000',
      message: { text: 'hello', bot_id: 'B0DAYBRIEF', app_id: 'A0DAYBRIEF', user: 'U0DAYBRIEF' },
    });
    expect(await post({ channel: 'daybrief' })).toMatchObject({ ok: true, ts: '1795509000.000001' });
  });

  test('takes forms, where objects are JSON texts', async () => {
    const form = {
      channel,
      text: 'form',
      blocks: '[{"type":"divider"}]',
      metadata: '{"event_type":"e","event_payload":{"a":1}}',
    };
    const send = async (fields: Record<string, string>) => {
      const response = await fetch(`${slack.url}/api/chat.postMessage`, {
        method: 'POST',
        body: new URLSearchParams(fields),
      });
      return response.json();
    };
    expect(await send({ ...form, token: SANDBOX_SLACK_TOKEN })).toMatchObject({
      ok: true,
      message: { blocks: [{ type: 'divider', block_id: 'b1' }], metadata: { event_payload: { a: 1 } } },
    });
    expect(await send({ ...form, token: SANDBOX_SLACK_TOKEN, blocks: '[{' })).toMatchObject({
      error: 'invalid_blocks_format',
    });
    expect(await send(form)).toEqual({ ok: false, error: 'not_authed' });
  });

  test.each([
    ['no text', { text: '' }, 'no_text'],
    ['text beyond 40,000 characters', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['an unknown channel', { channel: 'C0NOWHERE' }, 'channel_not_found'],
    ['an unknown thread', { thread_ts: '1795509000.000009' }, 'thread_not_found'],
    ['a thread that is none', { thread_ts: 'yesterday' }, 'invalid_thread_ts'],
    ['metadata without a payload', { metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
    [
      'metadata with an odd type',
      { metadata: { event_type: 'two words', event_payload: {} } },
      'invalid_metadata_format',
    ],
    [
      'metadata nested too deep',
      { metadata: { event_type: 'x', event_payload: { a: { b: { c: 1 } } } } },
      'invalid_metadata_schema',
    ],
    [
      'large metadata',
      { metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(9_000) } } },
      'metadata_too_large',
    ],
  ])('refuses %s', async (_, args, error) => {
    const answer = await post(args);
    expect([answer.ok, answer.error]).toEqual([false, error]);
  });

  test('refuses archived channels, those that the bot is not in, and private ones that it cannot see', async () => {
    const channels = [
      { id: 'C0OLD', name: 'old', isArchived: true },
      { id: 'C0OUT', name: 'out', isMember: false },
      { id: 'C0SECRET', name: 'secret', isPrivate: true, isMember: false },
    ];
    await restart({ channels });
    expect(await post({ channel: 'C0OLD' })).toMatchObject({ error: 'is_archived' });
    expect(await post({ channel: 'C0OUT' })).toMatchObject({ error: 'not_in_channel' });
    expect(await post({ channel: 'C0SECRET' })).toMatchObject({ error: 'channel_not_found' });
    expect(await slack.call('conversations.join', { channel: 'C0OUT' })).toMatchObject({ ok: true });
    expect(await post({ channel: 'C0OUT' })).toMatchObject({ ok: true });
  });

  test('a channel takes a short burst, then a message a second', async () => {
    await restart({ messagesPerSecond: 1, messageBurst: 2 });
    const statusOf = async (to: string) => {
      const response = await fetch(`${slack.url}/api/chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SANDBOX_SLACK_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ channel: to, text: 'x' }),
      });
      return [response.status, response.headers.get('retry-after')];
    };
    const taken = [200, null];
    expect([await statusOf('alerts'), await statusOf('alerts')]).toEqual([taken, taken]);
    expect(await statusOf('alerts')).toEqual([429, '1']);
    expect(await statusOf('incidents')).toEqual(taken);
    slack.advance(1_000);
    expect(await statusOf('alerts')).toEqual(taken);
    expect(await statusOf('alerts')).toEqual([429, '1']);
    expect(slack.state.messages()).toHaveLength(4);
  });
});

describe('threads', () => {
  test('replies stay out of the history, and the parent counts them', async () => {
    const parent = await tsOf({ text: 'parent' });
    const reply = await tsOf({ text: 'one', thread_ts: parent });
    const last = await tsOf({ text: 'two', thread_ts: parent });
    const answer = await history();
    expect(answer['messages']).toMatchObject([
      { text: 'parent', thread_ts: parent, reply_count: 2, latest_reply: last },
    ]);
    expect(texts(await slack.call('conversations.replies', { channel, ts: parent }))).toEqual(['parent', 'one', 'two']);
    expect(texts(await slack.call('conversations.replies', { channel, ts: reply }))).toEqual(['parent', 'one', 'two']);
    expect(await post({ thread_ts: reply })).toMatchObject({ error: 'cannot_reply_to_message' });
    expect(await slack.call('conversations.replies', { channel, ts: '1.000000' })).toMatchObject({
      error: 'thread_not_found',
    });
  });

  test('pages of replies', async () => {
    const parent = await tsOf({ text: 'parent' });
    for (const text of ['a', 'b', 'c']) await post({ text, thread_ts: parent });
    const first = await slack.call('conversations.replies', { channel, ts: parent, limit: 2 });
    const { next_cursor: cursor } = first['response_metadata'] as { next_cursor: string };
    const second = await slack.call('conversations.replies', { channel, ts: parent, limit: 2, cursor });
    expect([texts(first), first['has_more'], texts(second), second['has_more']]).toEqual([
      ['parent', 'a'],
      true,
      ['b', 'c'],
      false,
    ]);
  });
});

describe('conversations.history', () => {
  test('newest first, in pages, between times, and metadata only for those who ask', async () => {
    const metadata = { event_type: 'daybrief_message', event_payload: { key: 'k' } };
    const stamps: string[] = [];
    for (const text of ['1', '2', '3', '4', '5']) {
      stamps.push(await tsOf({ text, metadata }));
      slack.advance(10_000);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await history({ limit: 2, ...(cursor === '' ? {} : { cursor }) });
      seen.push(...texts(page));
      cursor = (page['response_metadata'] as { next_cursor: string } | undefined)?.next_cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['5', '4', '3', '2', '1']);
    expect(texts(await history({ oldest: stamps[1], latest: stamps[3] }))).toEqual(['3']);
    expect(texts(await history({ oldest: stamps[1], latest: stamps[3], inclusive: true }))).toEqual(['4', '3', '2']);
    expect((await history())['messages']).not.toMatchObject([{ metadata }]);
    expect((await history({ limit: 1, include_all_metadata: true }))['messages']).toMatchObject([{ metadata }]);
    expect(await history({ limit: 1_000 })).toMatchObject({ error: 'invalid_limit' });
    expect(await history({ cursor: 'bm93aGVyZQ==' })).toMatchObject({ error: 'invalid_cursor' });
    expect(await history({ oldest: 'monday' })).toMatchObject({ error: 'invalid_ts_oldest' });
  });

  test('a message can be late in histories', async () => {
    await restart({ historyLagMs: 3_000 });
    await post();
    expect(texts(await history())).toEqual([]);
    slack.advance(3_000);
    expect(texts(await history())).toEqual(['hello']);
  });
});

describe('other methods', () => {
  test('messages are changed, deleted, linked to and reacted to', async () => {
    const ts = await tsOf();
    expect(await slack.call('chat.update', { channel, ts, text: 'changed' })).toMatchObject({
      ok: true,
      text: 'changed',
    });
    expect(await slack.call('reactions.add', { channel, timestamp: ts, name: 'eyes' })).toEqual({ ok: true });
    expect(await slack.call('reactions.add', { channel, timestamp: ts, name: 'eyes' })).toMatchObject({
      error: 'already_reacted',
    });
    expect((await history())['messages']).toMatchObject([{ text: 'changed', reactions: [{ name: 'eyes', count: 1 }] }]);
    const link = await slack.call('chat.getPermalink', { channel, message_ts: ts });
    expect(link['permalink']).toBe(`https://sandbox.slack.example/archives/${channel}/p${ts.replace('.', '')}`);
    expect(await slack.call('chat.delete', { channel, ts })).toMatchObject({ ok: true, ts });
    expect(await slack.call('chat.delete', { channel, ts })).toMatchObject({ error: 'message_not_found' });
  });

  test('channels and people are listed and looked up', async () => {
    const list = await slack.call('conversations.list', { limit: 2, types: 'public_channel,private_channel' });
    expect((list['channels'] as { name: string }[]).map(({ name }) => name)).toEqual(['incidents', 'daybrief']);
    expect(list['response_metadata']).toMatchObject({ next_cursor: expect.stringMatching(/.+/) as string });
    expect(await slack.call('conversations.info', { channel })).toMatchObject({
      channel: { name: 'daybrief', is_member: true },
    });
    expect(await slack.call('users.lookupByEmail', { email: 'obrandt@sandbox.example' })).toMatchObject({
      user: { id: 'U0OBRANDT' },
    });
    expect(await slack.call('users.info', { user: 'U0NOBODY' })).toMatchObject({ error: 'user_not_found' });
    expect(await slack.call('auth.test')).toMatchObject({ ok: true, user: 'daybrief', bot_id: 'B0DAYBRIEF' });
    expect(await slack.call('chat.postEphemeral')).toMatchObject({ error: 'unknown_method' });
  });

  test('tokens and scopes are checked', async () => {
    await restart({ scopes: ['chat:write', 'channels:read'] });
    const bare = await fetch(`${slack.url}/api/auth.test`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-other' },
    });
    expect(await bare.json()).toEqual({ ok: false, error: 'invalid_auth' });
    expect(bare.headers.get('x-oauth-scopes')).toBe('chat:write,channels:read');
    const refused = {
      ok: false,
      error: 'missing_scope',
      needed: 'channels:history',
      provided: 'chat:write,channels:read',
    };
    expect(await history()).toEqual(refused);
    expect(await slack.call('conversations.list', { types: 'public_channel,private_channel' })).toMatchObject({
      needed: 'groups:read',
    });
  });
});
