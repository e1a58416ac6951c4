import { SLACK_BOT, SLACK_TEAM, type SlackMessage, type SlackState } from './slack-state.ts';

/** A message as Slack's history returns it; metadata only for those who ask. */
export const messageView = (state: SlackState, message: SlackMessage, withMetadata: boolean): object => ({
  type: 'message',
  user: message.user,
  ts: message.ts,
  ...(message.user === SLACK_BOT.userId ? BOT_PART : {}),
  text: message.text,
  team: SLACK_TEAM.id,
  ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
  ...(message.editedMs === null
    ? {}
    : { edited: { user: message.user, ts: `${Math.floor(message.editedMs / 1000)}.000000` } }),
  ...threadPart(state, message),
  ...(message.reactions.length === 0
    ? {}
    : { reactions: message.reactions.map((reaction) => ({ ...reaction, count: reaction.users.length })) }),
  ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
});

const BOT_PART = {
  bot_id: SLACK_BOT.id,
  app_id: SLACK_BOT.appId,
  bot_profile: {
    id: SLACK_BOT.id,
    app_id: SLACK_BOT.appId,
    user_id: SLACK_BOT.userId,
    name: SLACK_BOT.name,
    icons: {},
    deleted: false,
    updated: 0,
    team_id: SLACK_TEAM.id,
  },
};

const threadPart = (state: SlackState, message: SlackMessage): object => {
  if (message.threadTs !== null) {
    const parent = state.find(message.channel, message.threadTs);
    return { thread_ts: message.threadTs, ...(parent === undefined ? {} : { parent_user_id: parent.user }) };
  }
  const replies = state.replies(message.channel, message.ts);
  const latest = replies.at(-1);
  if (latest === undefined) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
};
