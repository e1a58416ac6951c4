import { LogLevel, WebClient, type FetchFunction } from '@slack/web-api';
import { z } from 'zod';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext } from '../../ports.ts';
import { toSlackError } from './slack-error.ts';

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
  return { baseUrl, token, timeoutMs: options.timeoutMs ?? 8_000, clock: options.clock, channelIds: new Map() };
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

/** Calls Web API methods within the time that one operation has, and counts them. */
export interface SlackApi {
  readonly calls: () => number;
  /** The latest answer's Date header; null before there was one. */
  readonly serverDate: () => string | null;
  /** Throws only DaybriefError. Nothing is repeated here: after a lost answer nobody knows whether Slack acted. */
  send<Schema extends z.ZodType>(
    method: string,
    args: Readonly<Record<string, unknown>>,
    schema: Schema,
  ): Promise<z.infer<Schema>>;
}

const HEARTBEAT_MS = 2_000;

export const openSlackApi = (connection: SlackConnection, call: CallContext, timeoutMs: number): SlackApi => {
  const deadline = AbortSignal.timeout(timeoutMs);
  let calls = 0;
  let date: string | null = null;
  const fetchWithin: FetchFunction = async (url, init = {}) => {
    const signals = [call.signal, deadline, ...(init.signal === undefined ? [] : [init.signal])];
    const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
    date = response.headers.get('date') ?? date;
    return response;
  };
  const client = new WebClient(connection.token, {
    slackApiUrl: connection.baseUrl,
    // The client would repeat chat.postMessage after network errors, and so post twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    fetch: fetchWithin,
    logger: SILENT,
  });
  const redact = (text: string): string => text.replaceAll(connection.token, '***');
  return {
    calls: () => calls,
    serverDate: () => date,
    send: async (method, args, schema) => {
      if (call.signal.aborted) throw cancelled(method);
      calls++;
      call.heartbeat();
      const beat = setInterval(call.heartbeat, HEARTBEAT_MS);
      try {
        return schema.parse(await client.apiCall(method, { ...args }));
      } catch (thrown) {
        if (call.signal.aborted) throw cancelled(method);
        throw toSlackError(deadline.aborted ? deadline.reason : thrown, { method, redact });
      } finally {
        clearInterval(beat);
      }
    },
  };
};

const cancelled = (method: string): DaybriefError => new DaybriefError('Cancelled', `Slack, ${method}: cancelled.`);

const nothing = (): void => undefined;
/** Whatever matters reaches the caller as an error; the client would also log to the console. */
const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
