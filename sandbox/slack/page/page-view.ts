import type { SlackMessage, SlackState } from '../slack-state.ts';
import { messageHtml } from './message-html.ts';

/** What the page shows; its HTML holds every text escaped. */
export interface PageView {
  readonly version: number;
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly topic: string;
    readonly latest: string | null;
  }[];
  /** Null when there is no such channel. */
  readonly channel: { readonly id: string; readonly messages: readonly ShownMessage[] } | null;
  /** The parent first; null when no thread is open. */
  readonly thread: { readonly ts: string; readonly messages: readonly ShownMessage[] } | null;
}

export interface ShownMessage {
  readonly ts: string;
  readonly user: string;
  readonly html: string;
}

/** The newest messages of a channel that are shown. */
const MAX_SHOWN = 200;

export const pageView = (state: SlackState, channelName: string | null, threadTs: string | null): PageView => {
  const asked = state.channels.find(({ id, name }) => id === channelName || name === channelName);
  const channels = state.channels.map(({ id, name, topic }) => ({
    ...{ id, name, topic },
    latest: state.messages(id).at(-1)?.ts ?? null,
  }));
  if (asked === undefined) return { version: state.version, channels, channel: null, thread: null };
  const shown = (message: SlackMessage, withThreadLink: boolean): ShownMessage => ({
    ts: message.ts,
    user: message.user,
    html: messageHtml(state, message, { withThreadLink }),
  });
  const main = state.messages(asked.id).filter(({ threadTs: parent }) => parent === null);
  const parent = threadTs === null ? undefined : state.find(asked.id, threadTs);
  return {
    version: state.version,
    channels,
    channel: { id: asked.id, messages: main.slice(-MAX_SHOWN).map((message) => shown(message, true)) },
    thread:
      parent === undefined
        ? null
        : {
            ts: parent.ts,
            messages: [parent, ...state.replies(asked.id, parent.ts)].map((message) => shown(message, false)),
          },
  };
};
