import { needScope, visibleChannel, type SlackMethod } from './slack-method.ts';
import { pageOf } from './slack-page-of.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { SLACK_BOT, SLACK_TEAM, type SlackUser } from './slack-state.ts';

const authTest: SlackMethod = () => ({
  url: `https://${SLACK_TEAM.domain}.slack.example/`,
  team: SLACK_TEAM.name,
  user: SLACK_BOT.name,
  team_id: SLACK_TEAM.id,
  user_id: SLACK_BOT.userId,
  bot_id: SLACK_BOT.id,
  is_enterprise_install: false,
});

const userView = (user: SlackUser, withEmail: boolean): object => ({
  id: user.id,
  team_id: SLACK_TEAM.id,
  name: user.name,
  real_name: user.realName,
  deleted: false,
  is_bot: user.isBot,
  tz: 'Etc/UTC',
  profile: {
    real_name: user.realName,
    display_name: user.name,
    ...(withEmail && user.email !== null ? { email: user.email } : {}),
  },
});

const info: SlackMethod = (call) => {
  needScope(call, 'users:read');
  const user = call.state.users.find(({ id }) => id === call.args.text('user'));
  if (user === undefined) throw new SlackRefusal('user_not_found');
  return { user: userView(user, call.scopes.has('users:read.email')) };
};

const list: SlackMethod = (call) => {
  needScope(call, 'users:read');
  const page = pageOf(call.state.users, call.args.text('cursor'), call.args.count('limit', 1_000, 1, 1_000));
  return {
    members: page.items.map((user) => userView(user, call.scopes.has('users:read.email'))),
    response_metadata: { next_cursor: page.nextCursor },
  };
};

const lookupByEmail: SlackMethod = (call) => {
  needScope(call, 'users:read.email');
  const email = call.args.required('email').toLowerCase();
  const user = call.state.users.find((candidate) => candidate.email === email);
  if (user === undefined) throw new SlackRefusal('users_not_found');
  return { user: userView(user, true) };
};

const addReaction: SlackMethod = (call) => {
  needScope(call, 'reactions:write');
  const channel = visibleChannel(call);
  const name = call.args.required('name').replaceAll(':', '');
  if (!/^[a-z0-9_+'-]{1,100}$/.test(name)) throw new SlackRefusal('invalid_name');
  const message = call.state.find(channel.id, call.args.required('timestamp'));
  if (message === undefined) throw new SlackRefusal('message_not_found');
  const others = message.reactions.filter((reaction) => reaction.name !== name);
  const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? [];
  if (users.includes(SLACK_BOT.userId)) throw new SlackRefusal('already_reacted');
  call.state.change({ ...message, reactions: [...others, { name, users: [...users, SLACK_BOT.userId] }] });
  return {};
};

export const USER_METHODS: Readonly<Record<string, SlackMethod>> = {
  'auth.test': authTest,
  'users.info': info,
  'users.list': list,
  'users.lookupByEmail': lookupByEmail,
  'reactions.add': addReaction,
};
