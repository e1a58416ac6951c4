import { afterEach, describe, expect, test } from 'vitest';
import type { SlackApiOptions } from '../../../sandbox/slack/slack-api.ts';
import { SLACK_START_MS } from '../../sandbox/slack-server.ts';
import { alert, callContext, failureOf, startSlack, type SlackFixture } from './slack-fixture.ts';

let fixture: SlackFixture | undefined;
afterEach(async () => {
  await fixture?.slack.close();
  fixture = undefined;
});
const start = async (options: SlackApiOptions = {}, timeoutMs?: number): Promise<SlackFixture> => {
  fixture = await startSlack(options, timeoutMs);
  return fixture;
};

describe('a message is posted once', () => {
  test('with its key as metadata, and found by whoever posts it again', async () => {
    const { slack, messenger, newMessenger } = await start();
    const first = await messenger.postOnce(alert(), callContext());
    expect(first).toEqual({ messageId: '1795509000.000000', channelId: 'C0SANDBOX02', found: false, calls: 2 });
    expect(slack.state.messages()).toMatchObject([
      { text: '⚠️ No brief', metadata: { event_type: 'daybrief_message', event_payload: { key: 'run-1/alert' } } },
    ]);
    const again = await newMessenger().postOnce(alert(), callContext());
    expect(again).toEqual({ ...first, found: true, calls: 1 });
    expect(slack.state.messages()).toHaveLength(1);
  });

  test('another key is another message, and a thread is searched apart from its channel', async () => {
    const { slack, messenger } = await start();
    const main = await messenger.postOnce(alert(), callContext());
    const reply = alert({ key: 'run-1/incident/1', threadId: main.messageId });
    const posted = await messenger.postOnce(reply, callContext());
    expect([posted.found, (await messenger.postOnce(reply, callContext())).found]).toEqual([false, true]);
    expect((await messenger.postOnce(alert({ threadId: main.messageId }), callContext())).found).toBe(true);
    expect((await messenger.postOnce(alert({ key: 'run-2/alert' }), callContext())).found).toBe(false);
    expect(slack.state.messages().map(({ threadTs }) => threadTs)).toEqual([null, main.messageId, null]);
  });

  test('after an answer that was lost', async () => {
    const { slack, messenger, newMessenger } = await start();
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'accept-then-cut', times: 1 });
    expect((await failureOf(messenger.postOnce(alert(), callContext()))).code).toBe('Unavailable');
    expect((await newMessenger().postOnce(alert(), callContext())).found).toBe(true);
    expect((await messenger.postOnce(alert(), callContext())).found).toBe(true);
    expect(slack.state.messages()).toHaveLength(1);
  });

  test('after an answer that was garbled', async () => {
    const { slack, messenger } = await start();
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'malformed', times: 1 });
    expect((await failureOf(messenger.postOnce(alert(), callContext()))).code).toBe('InvalidResponse');
    expect((await messenger.postOnce(alert(), callContext())).found).toBe(true);
    expect(slack.state.messages()).toHaveLength(1);
  });

  test('also behind hundreds of younger messages, and without reading what is older than the run', async () => {
    const { slack, messenger } = await start();
    for (let i = 0; i < 130; i++) await slack.call('chat.postMessage', { channel: 'daybrief', text: `old ${i}` });
    slack.advance(3_600_000);
    const message = alert({ notBeforeMs: SLACK_START_MS + 3_600_000 });
    await messenger.postOnce(message, callContext());
    for (let i = 0; i < 230; i++) await slack.call('chat.postMessage', { channel: 'daybrief', text: `young ${i}` });
    slack.calls.clear();
    expect((await messenger.postOnce(message, callContext())).found).toBe(true);
    expect(slack.calls.count('slack', 'conversations.history')).toBe(3);
    slack.calls.clear();
    expect((await messenger.postOnce({ ...message, key: 'other' }, callContext())).found).toBe(false);
    expect(slack.calls.count('slack', 'conversations.history')).toBe(3);
  });

  test('metadata of other apps with the same key is not ours', async () => {
    const { slack, messenger } = await start();
    const metadata = { event_type: 'other_app', event_payload: { key: 'run-1/alert' } };
    await slack.call('chat.postMessage', { channel: 'daybrief', text: 'x', metadata });
    expect((await messenger.postOnce(alert(), callContext())).found).toBe(false);
  });
});

describe('attempts that overlap', () => {
  const twin = {
    channel: 'daybrief',
    text: 'twin',
    metadata: { event_type: 'daybrief_message', event_payload: { key: 'run-1/alert' } },
  };

  test('of several messages the first stays', async () => {
    const { slack, messenger } = await start();
    const { ts } = await slack.call('chat.postMessage', twin);
    await slack.call('chat.postMessage', twin);
    await slack.call('chat.postMessage', twin);
    expect(await messenger.postOnce(alert(), callContext())).toMatchObject({ messageId: ts, found: true });
    expect(slack.state.messages().map((message) => message.ts)).toEqual([ts]);
  });

  test('a history that shows a message late is looked at again after a lost answer', async () => {
    const { slack, messenger } = await start({ historyLagMs: 1_000 });
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'accept-then-cut', times: 1 });
    await failureOf(messenger.postOnce(alert(), callContext()));
    const [accepted] = slack.state.messages();
    // The second attempt finds nothing, posts, and by then the history shows what the first one had posted.
    const faults = slack.faults.strike.bind(slack.faults);
    slack.faults.strike = (api, texts) => {
      if (texts.includes('chat.postMessage')) slack.advance(1_000);
      return faults(api, texts);
    };
    const second = await messenger.postOnce(alert(), callContext());
    expect(second).toMatchObject({ messageId: accepted?.ts, found: true });
    slack.advance(1_000);
    expect((await messenger.postOnce(alert(), callContext())).messageId).toBe(accepted?.ts);
    expect(slack.state.messages().map(({ ts }) => ts)).toEqual([accepted?.ts]);
  });

  test('a second look that fails leaves the message as posted', async () => {
    const { slack, messenger } = await start();
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'reset', times: 1 });
    await failureOf(messenger.postOnce(alert(), callContext()));
    slack.faults.add({ api: 'slack', match: 'conversations.history', kind: 'status', status: 500, afterCalls: 1 });
    expect(await messenger.postOnce(alert(), callContext())).toMatchObject({ found: false, calls: 3 });
    expect(slack.state.messages()).toHaveLength(1);
  });

  test('nothing is posted after the time is over', async () => {
    const { slack, messenger } = await start({}, 150);
    slack.faults.setLatency('slack', 400);
    const error = await failureOf(messenger.postOnce(alert(), callContext()));
    expect(error.code).toBe('TimedOut');
    expect(error.message).toContain('within the 0.15 s');
    await expect.poll(() => slack.calls.list().every(({ status }) => status === null)).toBe(true);
    expect(slack.calls.count('slack', 'chat.postMessage')).toBe(0);
    slack.faults.setLatency('slack', 0);
    expect((await fixture?.newMessenger({ timeoutMs: 4_000 }).postOnce(alert(), callContext()))?.found).toBe(false);
  });
});

describe('rates', () => {
  test('a refusal for the rate is waited out, as Slack has not posted', async () => {
    const { slack, messenger } = await start();
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'rate-limit', retryAfterSeconds: 1, times: 1 });
    expect(await messenger.postOnce(alert(), callContext())).toMatchObject({ found: false, calls: 3 });
    expect(slack.state.messages()).toHaveLength(1);
  });

  test('a longer wait is left to the caller', async () => {
    const { slack, messenger } = await start();
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'rate-limit', retryAfterSeconds: 30 });
    const error = await failureOf(messenger.postOnce(alert(), callContext()));
    expect([error.code, error.retryAfterMs]).toEqual(['RateLimited', 30_000]);
    expect(slack.calls.count('slack', 'chat.postMessage')).toBe(1);
  });

  test('a brief of a dozen replies passes the real limit', async () => {
    const { slack, messenger } = await start({ messagesPerSecond: 20, messageBurst: 2, clock: Date.now }, 8_000);
    for (let i = 0; i < 4; i++)
      await messenger.postOnce(alert({ key: `k${i}`, notBeforeMs: Date.now() }), callContext());
    expect(slack.state.messages()).toHaveLength(4);
  });

  test('cancelling ends the wait', async () => {
    const { slack, messenger } = await start();
    slack.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'rate-limit', retryAfterSeconds: 3 });
    const stop = new AbortController();
    const waiting = failureOf(messenger.postOnce(alert(), callContext(stop.signal)));
    await expect.poll(() => slack.calls.count('slack', 'chat.postMessage')).toBe(1);
    const begun = performance.now();
    stop.abort();
    expect((await waiting).code).toBe('Cancelled');
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(slack.state.messages()).toHaveLength(0);
  });
});
