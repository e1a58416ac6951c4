import { SLACK_BOT, type SlackMessage, type SlackState } from '../slack-state.ts';
import { blocksHtml } from './blocks-html.ts';
import { emojiOf } from './emoji.ts';
import { escapeHtml, timeHtml } from './html.ts';
import { mrkdwnHtml, type Names } from './mrkdwn-html.ts';

export const namesIn = (state: SlackState): Names => ({
  user: (id) => state.users.find((user) => user.id === id)?.name ?? id,
  channel: (id) => state.channels.find((channel) => channel.id === id)?.name ?? id,
});

export interface MessageHtmlOptions {
  /** The line that opens the thread; not shown inside the thread itself. */
  readonly withThreadLink: boolean;
}

/** A message with its author, time, blocks, reactions and, for a parent, its replies. */
export const messageHtml = (state: SlackState, message: SlackMessage, options: MessageHtmlOptions): string => {
  const author = state.users.find(({ id }) => id === message.user);
  const isBot = message.user === SLACK_BOT.userId;
  const name = escapeHtml(author?.realName ?? message.user);
  const names = namesIn(state);
  const body =
    message.blocks.length === 0
      ? `<div class="block section"><div class="body">${mrkdwnHtml(message.text, names)}</div></div>`
      : blocksHtml(message.blocks, names);
  return [
    `<div class="gutter">${avatarHtml(author?.realName ?? message.user, isBot)}</div><div class="content">`,
    `<div class="by"><b>${name}</b>${isBot ? '<span class="app">APP</span>' : ''}${timeHtml(message.ts, 'clock')}</div>`,
    body,
    message.editedMs === null ? '' : '<span class="edited">(edited)</span>',
    reactionsHtml(message),
    options.withThreadLink ? threadLinkHtml(state, message) : '',
    '</div>',
  ].join('');
};

/** Daybrief's own: the sun over the horizon. */
const BOT_AVATAR =
  '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="6" fill="#1b2a4a"/>' +
  '<circle cx="18" cy="21" r="8" fill="#ffb238"/><g stroke="#ffb238" stroke-width="2" stroke-linecap="round">' +
  '<path d="M18 6v4M7.5 10.5l2.7 2.7M28.5 10.5l-2.7 2.7"/></g><rect y="23" width="36" height="13" fill="#1b2a4a"/>' +
  '<path d="M5 24h26M10 28.5h16" stroke="#7f9bd1" stroke-width="2" stroke-linecap="round"/></svg>';

const avatarHtml = (name: string, isBot: boolean): string => {
  if (isBot) return BOT_AVATAR;
  const hue = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 360, 7);
  return `<span class="avatar letter" style="background:hsl(${hue} 45% 42%)">${escapeHtml(name.slice(0, 1))}</span>`;
};

const reactionsHtml = ({ reactions }: SlackMessage): string =>
  reactions.length === 0
    ? ''
    : `<div class="reactions">${reactions
        .map(({ name, users }) => `<span>${emojiOf(name) ?? escapeHtml(`:${name}:`)} ${users.length}</span>`)
        .join('')}</div>`;

const threadLinkHtml = (state: SlackState, message: SlackMessage): string => {
  const replies = state.replies(message.channel, message.ts);
  const latest = replies.at(-1);
  if (latest === undefined) return '';
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 5);
  const avatars = authors.map((id) =>
    avatarHtml(state.users.find((user) => user.id === id)?.realName ?? id, id === SLACK_BOT.userId),
  );
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  return `<button type="button" class="thread-link" data-thread="${escapeHtml(message.ts)}">${avatars.join('')}<b>${count}</b><span>Last reply ${timeHtml(latest.ts, 'full')}</span></button>`;
};
