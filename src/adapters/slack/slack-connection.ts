import { DaybriefError } from '../../domain/daybrief-error.ts';

export interface SlackOptions {
  /** https://slack.com/api/ by default. */
  readonly baseUrl?: string;
  /** A bot token: xoxb-… */
  readonly token: string;
  /** Longest for one message with all its calls; 8 s by default. */
  readonly timeoutMs?: number;
  readonly clock: () => number;
}

export interface SlackConnection {
  readonly baseUrl: string;
  readonly token: string;
  readonly timeoutMs: number;
  readonly clock: () => number;
  /** Channel names that were looked up, with their ids. */
  readonly channelIds: Map<string, string>;
  /** Keys of messages whose posting was begun and not answered by this process. */
  readonly unsettled: Set<string>;
}

/** Throws `InvalidConfig` for an address or token that can't be used. */
export const connectSlack = (options: SlackOptions): SlackConnection => {
  const { token } = options;
  if (token.trim() === '' || /[^\x21-\x7e]/.test(token)) {
    throw new DaybriefError(
      'InvalidConfig',
      'Slack: the bot token is empty or holds characters that no token has. It begins with xoxb-.',
    );
  }
  const baseUrl = checkedUrl(options.baseUrl ?? 'https://slack.com/api/');
  return {
    ...{ baseUrl, token, timeoutMs: options.timeoutMs ?? 8_000, clock: options.clock },
    ...{ channelIds: new Map<string, string>(), unsettled: new Set<string>() },
  };
};

const checkedUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new DaybriefError(
      'InvalidConfig',
      'Slack: the base URL must be an http or https address without credentials, such as https://slack.com/api/.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/*$/, '/');
};
