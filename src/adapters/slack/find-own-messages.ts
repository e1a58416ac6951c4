import { z } from 'zod';
import { DaybriefError, toDaybriefError } from '../../domain/daybrief-error.ts';
import type { SlackApi } from './open-slack-api.ts';

export const EVENT_TYPE = 'daybrief_message';

const messageSchema = z.object({
  ts: z.string(),
  metadata: z
    .object({
      event_type: z.string().optional(),
      event_payload: z.object({ key: z.unknown().optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

const pageSchema = z.object({
  messages: z.array(messageSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export interface MessagePlace {
  readonly channelId: string;
  readonly threadId: string | null;
}

const PAGE_SIZE = 100;
const CLOCK_SKEW_MS = 300_000;

/**
 * The `ts` of the messages that carry this key in their metadata, the first posted first: none, one, or several when
 * attempts overlapped. A channel is searched from its newest message back to `notBeforeMs` (the newest page always,
 * whatever the clocks say), a thread from its first; the search ends with the page that holds one.
 * Throws `Forbidden` naming the scope when history can't be read: a message posted twice is worse than one posted late.
 */
export const findOwnMessages = async (
  api: SlackApi,
  place: MessagePlace,
  key: string,
  notBeforeMs: number,
): Promise<readonly string[]> => {
  const method = place.threadId === null ? 'conversations.history' : 'conversations.replies';
  const oldestSeconds = (notBeforeMs - CLOCK_SKEW_MS) / 1000;
  const cursors = new Set<string>();
  for (let cursor = ''; ;) {
    const { messages, response_metadata: paging } = await readPage(api, method, place, cursor);
    const own = messages.filter(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key,
    );
    if (own.length > 0) return own.map(({ ts }) => ts).toSorted((a, b) => Number(a) - Number(b));
    const last = messages.at(-1);
    if (place.threadId === null && last !== undefined && Number(last.ts) < oldestSeconds) return [];
    cursor = paging?.next_cursor ?? '';
    if (cursor === '' || cursors.has(cursor)) return [];
    cursors.add(cursor);
  }
};

const readPage = async (
  api: SlackApi,
  method: string,
  { channelId, threadId }: MessagePlace,
  cursor: string,
): Promise<z.infer<typeof pageSchema>> => {
  const args = {
    channel: channelId,
    include_all_metadata: true,
    limit: PAGE_SIZE,
    ...(threadId === null ? {} : { ts: threadId }),
    ...(cursor === '' ? {} : { cursor }),
  };
  try {
    return await api.send(method, args, pageSchema);
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code !== 'Forbidden' || !error.message.includes('missing_scope')) throw error;
    throw new DaybriefError(
      'Forbidden',
      `${error.message} Daybrief reads the channel to post each message once: it needs channels:history (private channels: groups:history).`,
      { cause: error },
    );
  }
};
