import { checkBlocks } from './check-blocks.ts';
import { checkMetadata } from './check-metadata.ts';
import { messageView } from './message-view.ts';
import type { SlackArguments } from './slack-arguments.ts';
import { needScope, visibleChannel, type SlackCall, type SlackMethod } from './slack-method.ts';
import { rateLimited, SlackRefusal } from './slack-refusal.ts';
import { SLACK_BOT, SLACK_TEAM, type SlackBlock, type SlackChannel, type SlackMessage } from './slack-state.ts';

const MAX_TEXT = 40_000;
const TS = /^\d{1,12}\.\d{6}$/;

const postMessage: SlackMethod = (call) => {
  needScope(call, 'chat:write');
  const channel = postableChannel(call);
  const threadTs = threadOf(call, channel);
  const content = readContent(call.args);
  const waitSeconds = call.rate.take(channel.id);
  if (waitSeconds > 0) return rateLimited(waitSeconds);
  const message = call.state.post({ channel: channel.id, threadTs, user: SLACK_BOT.userId, ...content });
  return { channel: channel.id, ts: message.ts, message: messageView(call.state, message, true) };
};

/** Ids and, in this method alone, names. */
const postableChannel = ({ state, args, scopes }: SlackCall): SlackChannel => {
  const asked = args.text('channel');
  if (asked === undefined) throw new SlackRefusal('channel_not_found');
  const channel = state.channels.find(({ id, name }) => id === asked || name === asked.replace(/^#/, ''));
  if (channel === undefined || (channel.isPrivate && !channel.isMember)) throw new SlackRefusal('channel_not_found');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (!channel.isMember && !scopes.has('chat:write.public')) throw new SlackRefusal('not_in_channel');
  return channel;
};

const threadOf = ({ state, args }: SlackCall, channel: SlackChannel): string | null => {
  const threadTs = args.text('thread_ts');
  if (threadTs === undefined) return null;
  if (!TS.test(threadTs)) throw new SlackRefusal('invalid_thread_ts');
  const parent = state.find(channel.id, threadTs);
  if (parent === undefined) throw new SlackRefusal('thread_not_found');
  if (parent.threadTs !== null) throw new SlackRefusal('cannot_reply_to_message');
  return threadTs;
};

const readContent = (args: SlackArguments): Pick<SlackMessage, 'text' | 'blocks' | 'metadata'> => {
  const text = args.text('text') ?? '';
  const blocks = args.has('blocks') ? checkBlocks(args.structure('blocks', 'invalid_blocks_format')) : [];
  if (text.trim() === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  if (text.length > MAX_TEXT) throw new SlackRefusal('msg_too_long');
  const metadata = args.has('metadata') ? checkMetadata(args.structure('metadata', 'invalid_metadata_format')) : null;
  return { text, blocks: blocks.map(withBlockId), metadata };
};

const withBlockId = (block: SlackBlock, index: number): SlackBlock => ({ block_id: `b${index + 1}`, ...block });

const ownMessage = (call: SlackCall, action: 'update' | 'delete'): SlackMessage => {
  needScope(call, 'chat:write');
  const channel = visibleChannel(call);
  const message = call.state.find(channel.id, call.args.required('ts'));
  if (message === undefined) throw new SlackRefusal('message_not_found');
  if (message.user !== SLACK_BOT.userId) throw new SlackRefusal(`cant_${action}_message`);
  return message;
};

const update: SlackMethod = (call) => {
  const message = ownMessage(call, 'update');
  const content = readContent(call.args);
  const metadata = call.args.has('metadata') ? content.metadata : message.metadata;
  const changed = { ...message, ...content, metadata, editedMs: call.clock() };
  call.state.change(changed);
  const { channel, ts, text } = changed;
  return { channel, ts, text, message: messageView(call.state, changed, true) };
};

const remove: SlackMethod = (call) => {
  const message = ownMessage(call, 'delete');
  call.state.remove(message);
  return { channel: message.channel, ts: message.ts };
};

const getPermalink: SlackMethod = (call) => {
  const channel = visibleChannel(call);
  const message = call.state.find(channel.id, call.args.required('message_ts'));
  if (message === undefined) throw new SlackRefusal('message_not_found');
  const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  const path = `archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink: `https://${SLACK_TEAM.domain}.slack.example/${path}` };
};

export const CHAT_METHODS: Readonly<Record<string, SlackMethod>> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};
