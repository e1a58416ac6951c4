import { messageView } from './message-view.ts';
import { historyScope, needScope, visibleChannel, type SlackCall, type SlackMethod } from './slack-method.ts';
import { pageOf } from './slack-page-of.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { SLACK_TEAM, type SlackChannel, type SlackMessage } from './slack-state.ts';

const MAX_PAGE = 999;

const list: SlackMethod = (call) => {
  const types = (call.args.text('types') ?? 'public_channel').split(',').map((type) => type.trim());
  for (const type of types) {
    const scope = LIST_SCOPES[type];
    if (scope === undefined) throw new SlackRefusal('invalid_types');
    needScope(call, scope);
  }
  const channels = call.state.channels
    .filter(({ isPrivate }) => types.includes(isPrivate ? 'private_channel' : 'public_channel'))
    .filter(({ isPrivate, isMember }) => !isPrivate || isMember)
    .filter(({ isArchived }) => !(isArchived && call.args.flag('exclude_archived')));
  const limit = call.args.count('limit', 100, 1, MAX_PAGE);
  const page = pageOf(channels, call.args.text('cursor'), limit);
  return { channels: page.items.map(channelView), response_metadata: { next_cursor: page.nextCursor } };
};

const LIST_SCOPES: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

const channelView = (channel: SlackChannel): object => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: !channel.isPrivate,
  is_group: channel.isPrivate,
  is_im: false,
  is_mpim: false,
  is_private: channel.isPrivate,
  is_archived: channel.isArchived,
  is_general: false,
  is_shared: false,
  is_member: channel.isMember,
  created: 1_700_000_000,
  creator: 'U0OWNER',
  context_team_id: SLACK_TEAM.id,
  topic: { value: channel.topic, creator: '', last_set: 0 },
  purpose: { value: '', creator: '', last_set: 0 },
  previous_names: [],
  num_members: channel.isMember ? 2 : 1,
});

const info: SlackMethod = (call) => {
  const channel = visibleChannel(call);
  needScope(call, channel.isPrivate ? 'groups:read' : 'channels:read');
  return { channel: channelView(channel) };
};

const join: SlackMethod = (call) => {
  needScope(call, 'channels:join');
  const channel = visibleChannel(call);
  if (channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  channel.isMember = true;
  return { channel: channelView(channel) };
};

const readableChannel = (call: SlackCall): SlackChannel => {
  const channel = visibleChannel(call);
  needScope(call, historyScope(channel));
  if (!channel.isMember) throw new SlackRefusal('not_in_channel');
  return channel;
};

/** Newest first, without replies; `oldest` and `latest` are exclusive unless `inclusive`. */
const history: SlackMethod = (call) => {
  const channel = readableChannel(call);
  const isAsked = withinAsked(call);
  const messages = call.state
    .messages(channel.id)
    .filter((message) => message.threadTs === null && isAsked(message))
    .toReversed();
  const page = pageOf(messages, call.args.text('cursor'), call.args.count('limit', 100, 1, MAX_PAGE));
  return {
    messages: page.items.map((message) => messageView(call.state, message, call.args.flag('include_all_metadata'))),
    has_more: page.nextCursor !== '',
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(page.nextCursor === '' ? {} : { response_metadata: { next_cursor: page.nextCursor } }),
  };
};

/** The parent, then its replies, oldest first; the parent comes whatever `oldest` and `latest` say. */
const replies: SlackMethod = (call) => {
  const channel = readableChannel(call);
  const asked = call.state.find(channel.id, call.args.required('ts'));
  const parent = asked?.threadTs == null ? asked : call.state.find(channel.id, asked.threadTs);
  if (parent === undefined) throw new SlackRefusal('thread_not_found');
  const isAsked = withinAsked(call);
  const thread = [parent, ...call.state.replies(channel.id, parent.ts).filter(isAsked)];
  const page = pageOf(thread, call.args.text('cursor'), call.args.count('limit', 1_000, 1, 1_000));
  return {
    messages: page.items.map((message) => messageView(call.state, message, call.args.flag('include_all_metadata'))),
    has_more: page.nextCursor !== '',
    ...(page.nextCursor === '' ? {} : { response_metadata: { next_cursor: page.nextCursor } }),
  };
};

const withinAsked = ({ args, clock, historyLagMs }: SlackCall): ((message: SlackMessage) => boolean) => {
  const oldest = secondsOf(args.text('oldest'), 'invalid_ts_oldest', -Infinity);
  const latest = secondsOf(args.text('latest'), 'invalid_ts_latest', Infinity);
  const isInclusive = args.flag('inclusive');
  return ({ ts }) => {
    const at = Number(ts);
    if (historyLagMs > 0 && at * 1000 > clock() - historyLagMs) return false;
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
};

const secondsOf = (text: string | undefined, error: string, otherwise: number): number => {
  if (text === undefined) return otherwise;
  if (!/^\d{1,12}(?:\.\d{1,6})?$/.test(text)) throw new SlackRefusal(error);
  return Number(text);
};

export const CONVERSATION_METHODS: Readonly<Record<string, SlackMethod>> = {
  'conversations.list': list,
  'conversations.info': info,
  'conversations.join': join,
  'conversations.history': history,
  'conversations.replies': replies,
};
