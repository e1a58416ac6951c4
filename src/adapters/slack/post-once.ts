import { z } from 'zod';
import { toDaybriefError, type ErrorCode } from '../../domain/daybrief-error.ts';
import type { CallContext, OutgoingMessage, PostedMessage } from '../../ports.ts';
import { EVENT_TYPE, findOwnMessages, type MessagePlace } from './find-own-messages.ts';
import { renderMessage } from './render-message.ts';
import { resolveChannel } from './slack-channels.ts';
import { openSlackApi, type SlackApi } from './open-slack-api.ts';
import type { SlackConnection } from './slack-connection.ts';

const postedSchema = z.object({ ts: z.string(), channel: z.string().optional() });

/** After these nobody knows whether Slack acted. */
const UNCLEAR: ReadonlySet<ErrorCode> = new Set([
  'TimedOut',
  'Unavailable',
  'InvalidResponse',
  'Cancelled',
  'Internal',
]);

/**
 * Slack takes no idempotency key, so each message carries its key as metadata, and each attempt looks for it before it
 * posts. What that gives:
 * - An attempt after a lost answer, in this process or another, finds the message that Slack has accepted.
 * - An attempt never posts after its own time, which ends before Temporal lets the next one begin, even in a process that
 *   was suspended in between; so two attempts don't post at once.
 * - What remains is a request that Slack accepted late (it hung on the way while the next attempt searched), or a history
 *   that doesn't show a message yet. So after an attempt with an unclear end, the next one of this process looks again
 *   when it has posted. Of several messages with one key the first is kept, and the others are deleted.
 * Only when such a delay outlasts that second look can two messages stay.
 */
export const postOnce = async (
  connection: SlackConnection,
  message: OutgoingMessage,
  call: CallContext,
): Promise<PostedMessage> => {
  const api = openSlackApi(connection, call, connection.timeoutMs);
  const channelId = await resolveChannel(connection, api, message.channel);
  const place = { channelId, threadId: message.threadId };
  const earlier = await keepFirst(api, place, message);
  if (earlier !== null) {
    connection.unsettled.delete(message.key);
    return { messageId: earlier, channelId, found: true, calls: api.calls() };
  }
  const wasUnclear = connection.unsettled.has(message.key);
  const ts = await post(connection, api, place, message);
  const first = wasUnclear ? await keepFirst(api, place, message).catch(() => null) : null;
  return { messageId: first ?? ts, channelId, found: first !== null && first !== ts, calls: api.calls() };
};

const post = async (
  connection: SlackConnection,
  api: SlackApi,
  { channelId, threadId }: MessagePlace,
  message: OutgoingMessage,
): Promise<string> => {
  const { text, blocks } = renderMessage(message.content);
  const args = {
    channel: channelId,
    ...(threadId === null ? {} : { thread_ts: threadId }),
    ...{ text, blocks, unfurl_links: false, unfurl_media: false, link_names: false },
    metadata: { event_type: EVENT_TYPE, event_payload: { key: message.key } },
  };
  try {
    const posted = await api.send('chat.postMessage', args, postedSchema);
    connection.unsettled.delete(message.key);
    return posted.ts;
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (UNCLEAR.has(error.code)) connection.unsettled.add(message.key);
    throw error;
  }
};

/** The first message with the key, or null; later ones, from attempts that overlapped, are deleted. */
const keepFirst = async (api: SlackApi, place: MessagePlace, message: OutgoingMessage): Promise<string | null> => {
  const [first, ...others] = await findOwnMessages(api, place, message.key, message.notBeforeMs);
  for (const ts of others) {
    // One message too many is better than a brief that counts as not posted.
    await api.send('chat.delete', { channel: place.channelId, ts }, z.unknown()).catch(() => undefined);
  }
  return first ?? null;
};
