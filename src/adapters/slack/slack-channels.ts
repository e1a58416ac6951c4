import { z } from 'zod';
import { DaybriefError, toDaybriefError } from '../../domain/daybrief-error.ts';
import type { SlackApi } from './open-slack-api.ts';
import type { SlackConnection } from './slack-connection.ts';

const channelSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  is_member: z.boolean().optional(),
  is_private: z.boolean().optional(),
  is_archived: z.boolean().optional(),
});
export type SlackChannel = z.infer<typeof channelSchema>;

const listSchema = z.object({
  channels: z.array(channelSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack's names are lower case, so an id can't be taken for one. */
const isChannelId = (channel: string): boolean => /^[CDG][A-Z0-9]{2,}$/.test(channel);

/** `#name`, `name` or an id → the id. Throws `NotFound` for a name that no visible channel has. */
export const resolveChannel = async (connection: SlackConnection, api: SlackApi, channel: string): Promise<string> => {
  if (isChannelId(channel)) return channel;
  const name = channel.replace(/^#/, '');
  const known = connection.channelIds.get(name);
  if (known !== undefined) return known;
  const found = await findChannel(api, name);
  connection.channelIds.set(name, found.id);
  return found.id;
};

const findChannel = async (api: SlackApi, name: string): Promise<SlackChannel> => {
  for await (const channels of channelPages(api)) {
    const found = channels.find((candidate) => candidate.name === name);
    if (found) return found;
  }
  throw new DaybriefError(
    'NotFound',
    `Slack, conversations.list: no channel #${name.slice(0, 80)} that the bot can see. ` +
      'Check the name; a private channel is visible only after /invite @daybrief in it, and needs the scope groups:read.',
  );
};

const PAGE_SIZE = 200;
const MAX_PAGES = 100;

/** Public channels, and private ones as far as the scopes reach, page by page. */
export async function* channelPages(api: SlackApi): AsyncGenerator<readonly SlackChannel[]> {
  let types = 'public_channel,private_channel';
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const args = { types, exclude_archived: true, limit: PAGE_SIZE, ...(cursor === '' ? {} : { cursor }) };
    let answer;
    try {
      answer = await api.send('conversations.list', args, listSchema);
    } catch (thrown) {
      const error = toDaybriefError(thrown);
      if (error.code !== 'Forbidden' || types === 'public_channel') throw error;
      // Without groups:read the list of private channels is refused, and with it the whole answer.
      types = 'public_channel';
      continue;
    }
    yield answer.channels;
    const next = answer.response_metadata?.next_cursor ?? '';
    if (next === '' || next === cursor) return;
    cursor = next;
  }
}
