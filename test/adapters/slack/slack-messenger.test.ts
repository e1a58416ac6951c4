import { afterEach, describe, expect, test } from 'vitest';
import { SANDBOX_SLACK_TOKEN, type SlackApiOptions } from '../../../sandbox/slack/slack-api.ts';
import { createSlackMessenger } from '../../../src/adapters/slack/slack-messenger.ts';
import { startScriptedServer, type Reply, type ScriptedServer } from '../scripted-server.ts';
import { brief, incident } from './sample-brief.ts';
import { alert, callContext, failureOf, startSlack, type SlackFixture } from './slack-fixture.ts';

let fixture: SlackFixture | undefined;
let scripted: ScriptedServer | undefined;
afterEach(async () => {
  await fixture?.slack.close();
  await scripted?.close();
  fixture = undefined;
  scripted = undefined;
});
const start = async (options: SlackApiOptions = {}): Promise<SlackFixture> => {
  fixture = await startSlack(options);
  return fixture;
};

describe('channels', () => {
  test.each(['daybrief', '#daybrief', 'C0SANDBOX02'])('%s', async (channel) => {
    const { messenger } = await start();
    expect((await messenger.postOnce(alert({ channel }), callContext())).channelId).toBe('C0SANDBOX02');
  });

  test('a name is looked up once, page by page, archived channels left out', async () => {
    const crowd = Array.from({ length: 450 }, (_, index) => ({ name: `team-${index}` }));
    const { slack, messenger } = await start({
      channels: [...crowd, { name: 'daybrief', isArchived: true, id: 'C0OLD' }, { name: 'late' }],
    });
    await messenger.postOnce(alert({ channel: '#late' }), callContext());
    await messenger.postOnce(alert({ channel: 'late', key: 'other' }), callContext());
    expect(slack.calls.count('slack', 'conversations.list')).toBe(3);
    const error = await failureOf(messenger.postOnce(alert({ channel: 'daybrief' }), callContext()));
    expect([error.code, error.message]).toEqual([
      'NotFound',
      expect.stringContaining('no channel #daybrief that the bot can see'),
    ]);
  });

  test('a private channel is found when the scopes allow it, and public ones when they do not', async () => {
    const channels = [{ name: 'open' }, { name: 'closed', isPrivate: true }];
    const { messenger } = await start({ channels });
    expect((await messenger.postOnce(alert({ channel: 'closed' }), callContext())).found).toBe(false);
    await fixture?.slack.close();
    const limited = await start({ channels, scopes: ['chat:write', 'channels:read', 'channels:history'] });
    expect((await limited.messenger.postOnce(alert({ channel: 'open' }), callContext())).found).toBe(false);
    expect((await failureOf(limited.messenger.postOnce(alert({ channel: 'closed' }), callContext()))).code).toBe(
      'NotFound',
    );
  });
});

describe('what Slack refuses says what to do', () => {
  test.each<[string, SlackApiOptions, string, string]>([
    [
      'no scope to read',
      { scopes: ['chat:write', 'channels:read'] },
      'Forbidden',
      'Add the bot scope channels:history',
    ],
    [
      'no scope to post',
      { scopes: ['channels:history', 'channels:read'] },
      'Forbidden',
      'Add the bot scope chat:write',
    ],
    [
      'not in the channel',
      { channels: [{ id: 'C0SANDBOX02', name: 'x', isMember: false }] },
      'Forbidden',
      '/invite @daybrief',
    ],
    [
      'archived',
      { channels: [{ id: 'C0SANDBOX02', name: 'x', isArchived: true }] },
      'NotFound',
      'Unarchive the channel',
    ],
    ['no such channel', { channels: [] }, 'NotFound', "Check the channel's name or id"],
    ['another token', { token: 'xoxb-other' }, 'Unauthorized', 'Check the bot token'],
  ])('%s', async (_, options, code, advice) => {
    const { slack, messenger } = await start(options);
    const error = await failureOf(messenger.postOnce(alert(), callContext()));
    expect([error.code, error.retryable]).toEqual([code, false]);
    expect(error.message).toContain(advice);
    expect(error.message).not.toContain(SANDBOX_SLACK_TOKEN);
    expect(slack.state.messages()).toHaveLength(0);
  });

  test('a thread whose main message is gone', async () => {
    const { messenger } = await start();
    const error = await failureOf(messenger.postOnce(alert({ threadId: '1795509000.000099' }), callContext()));
    expect([error.code, error.message]).toEqual([
      'NotFound',
      expect.stringContaining('main message of the thread is gone'),
    ]);
  });
});

describe('failures on the way', () => {
  const token = 'xoxb-very-secret';
  const post = async (reply: Reply) => {
    scripted = await startScriptedServer(() => reply);
    const messenger = createSlackMessenger({ baseUrl: scripted.url, token, timeoutMs: 700, clock: Date.now });
    return failureOf(messenger.postOnce(alert(), callContext()));
  };

  test.each<[string, Reply, string]>([
    ['a reset', 'reset', 'Unavailable'],
    ['a body cut short', 'cut', 'Unavailable'],
    ['no answer', 'hang', 'TimedOut'],
    ['500', { status: 500, text: 'oops' }, 'Unavailable'],
    ['503 of the platform', { status: 503, json: { ok: false, error: 'service_unavailable' } }, 'Unavailable'],
    ['internal_error', { json: { ok: false, error: 'internal_error' } }, 'Unavailable'],
    ['a login page', { text: `<html>sign in with ${token}</html>` }, 'InvalidResponse'],
    ['JSON of another kind', { json: { hello: 'world' } }, 'InvalidResponse'],
    ['messages of another kind', { json: { ok: true, messages: 'none' } }, 'InvalidResponse'],
    ['429 without a time', { status: 429, text: '' }, 'RateLimited'],
    ['429 with a time', { status: 429, headers: { 'retry-after': '9' }, text: '' }, 'RateLimited'],
    ['an unknown error', { json: { ok: false, error: 'moon_phase' } }, 'InvalidRequest'],
    [
      'an error that quotes the token',
      { json: { ok: false, error: 'fatal_error', response_metadata: { messages: [`[ERROR] ${token}`] } } },
      'Unavailable',
    ],
  ])('%s', async (_, reply, code) => {
    const error = await post(reply);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^Slack, conversations\.history: /);
    expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain(token);
  });

  test('nobody listens', async () => {
    const messenger = createSlackMessenger({ baseUrl: 'http://127.0.0.1:1', token, clock: Date.now });
    expect((await failureOf(messenger.postOnce(alert(), callContext()))).code).toBe('Unavailable');
  });

  test('cancelled before and while it waits', async () => {
    const stopped = await startSlack();
    fixture = stopped;
    expect((await failureOf(stopped.messenger.postOnce(alert(), callContext(AbortSignal.abort())))).code).toBe(
      'Cancelled',
    );
    expect(stopped.slack.calls.count('slack')).toBe(0);
    stopped.slack.faults.add({ api: 'slack', kind: 'hang' });
    const stop = new AbortController();
    const waiting = failureOf(stopped.messenger.postOnce(alert(), callContext(stop.signal)));
    await expect.poll(() => stopped.slack.calls.count('slack')).toBe(1);
    stop.abort();
    expect((await waiting).code).toBe('Cancelled');
  });
});

test.each([
  [{ token: '' }, /token is empty/],
  [{ token: 'xoxb 1' }, /characters that no token has/],
  [{ baseUrl: 'slack.com' }, /must be an http or https address/],
  [{ baseUrl: 'https://user:secret@slack.com/api/' }, /without credentials/],
])('%j is refused at once', (changes, message) => {
  expect(() => createSlackMessenger({ token: 'xoxb-1', clock: Date.now, ...changes })).toThrow(message);
});

test('a brief and its replies arrive as one thread', async () => {
  const { slack, messenger } = await start();
  const whole = brief();
  const main = await messenger.postOnce(
    alert({ key: 'r/brief', content: { kind: 'brief', brief: whole } }),
    callContext(),
  );
  for (const each of whole.incidents) {
    const content = { kind: 'incident', brief: whole, incident: each } as const;
    await messenger.postOnce(alert({ key: `r/incident/${each.id}`, threadId: main.messageId, content }), callContext());
  }
  const [first, ...replies] = slack.state.messages();
  expect([first?.ts, replies.map(({ threadTs }) => threadTs)]).toEqual([
    main.messageId,
    [main.messageId, main.messageId, main.messageId],
  ]);
  expect(replies[0]?.text).toBe(`🔴 ${incident().title}`);
});
