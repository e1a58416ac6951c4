import { z } from 'zod';
import type { CallContext, Messenger, OutgoingMessage, PostedMessage } from '../../ports.ts';
import { EVENT_TYPE, findOwnMessage } from './find-own-message.ts';
import { renderMessage } from './render-message.ts';
import { resolveChannel } from './slack-channels.ts';
import { connectSlack, openSlackApi, type SlackConnection, type SlackOptions } from './slack-connection.ts';
import { diagnoseSlack, listChannels } from './slack-diagnosis.ts';

/**
 * Posts to Slack with a bot token (scopes chat:write, channels:history and channels:read; groups:history and groups:read
 * for private channels). Throws `InvalidConfig` for an address or token that can't be used.
 */
export const createSlackMessenger = (options: SlackOptions): Messenger => {
  const connection = connectSlack(options);
  return {
    label: 'Slack',
    postOnce: (message, call) => postOnce(connection, message, call),
    diagnose: (scope, call) => diagnoseSlack(connection, scope, call),
    choices: (call) => listChannels(connection, call),
  };
};

const postedSchema = z.object({ ts: z.string(), channel: z.string().optional() });

const postOnce = async (
  connection: SlackConnection,
  message: OutgoingMessage,
  call: CallContext,
): Promise<PostedMessage> => {
  const api = openSlackApi(connection, call, connection.timeoutMs);
  const channelId = await resolveChannel(connection, api, message.channel);
  const place = { channelId, threadId: message.threadId };
  const earlier = await findOwnMessage(api, place, message.key, message.notBeforeMs);
  if (earlier !== null) return { messageId: earlier, channelId, found: true, calls: api.calls() };
  const { text, blocks } = renderMessage(message.content);
  const posted = await api.send(
    'chat.postMessage',
    {
      channel: channelId,
      ...(message.threadId === null ? {} : { thread_ts: message.threadId }),
      text,
      blocks,
      metadata: { event_type: EVENT_TYPE, event_payload: { key: message.key } },
      unfurl_links: false,
      unfurl_media: false,
      link_names: false,
    },
    postedSchema,
  );
  return { messageId: posted.ts, channelId: posted.channel ?? channelId, found: false, calls: api.calls() };
};
