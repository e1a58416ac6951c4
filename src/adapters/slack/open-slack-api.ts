import { LogLevel, WebClient, type FetchFunction } from '@slack/web-api';
import type { z } from 'zod';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext } from '../../ports.ts';
import type { SlackConnection } from './slack-connection.ts';
import { toSlackError } from './slack-error.ts';
import { withinRate } from './within-rate.ts';

/** Calls Web API methods within the time that one operation has, and counts them. */
export interface SlackApi {
  readonly calls: () => number;
  /** The latest answer's Date header; null before there was one. */
  readonly serverDate: () => string | null;
  /**
   * Throws only DaybriefError. A call that Slack refused for its rate is repeated while there is time, as it wasn't
   * performed; nothing else is: after a lost answer nobody knows whether Slack acted.
   */
  send<Schema extends z.ZodType>(
    method: string,
    args: Readonly<Record<string, unknown>>,
    schema: Schema,
  ): Promise<z.infer<Schema>>;
}

const HEARTBEAT_MS = 2_000;

export const openSlackApi = (connection: SlackConnection, call: CallContext, timeoutMs: number): SlackApi => {
  const transport = openTransport(connection, call, timeoutMs);
  const redact = (text: string): string => text.replaceAll(connection.token, '***');
  let calls = 0;
  const sendOnce = async (method: string, args: Readonly<Record<string, unknown>>): Promise<unknown> => {
    if (call.signal.aborted) throw cancelled(method);
    if (transport.isOver()) throw outOfTime(method, timeoutMs);
    calls++;
    call.heartbeat();
    try {
      return await transport.client.apiCall(method, { ...args });
    } catch (thrown) {
      if (call.signal.aborted) throw cancelled(method);
      throw transport.isOver() ? outOfTime(method, timeoutMs) : toSlackError(thrown, { method, redact });
    }
  };
  return {
    calls: () => calls,
    serverDate: transport.serverDate,
    send: async (method, args, schema) => {
      const beat = setInterval(call.heartbeat, HEARTBEAT_MS);
      try {
        const answer = await withinRate(() => sendOnce(method, args), transport.endsAtMs, call.signal);
        const parsed = schema.safeParse(answer);
        if (parsed.success) return parsed.data;
        throw toSlackError(parsed.error, { method, redact });
      } finally {
        clearInterval(beat);
      }
    },
  };
};

interface Transport {
  readonly client: WebClient;
  readonly serverDate: () => string | null;
  /** Of `performance.now()`. */
  readonly endsAtMs: number;
  readonly isOver: () => boolean;
}

const openTransport = (connection: SlackConnection, call: CallContext, timeoutMs: number): Transport => {
  const endsAtMs = performance.now() + timeoutMs;
  const deadline = AbortSignal.timeout(timeoutMs);
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
  // Held against the clock too: timers are late in a process that was suspended.
  const isOver = (): boolean => deadline.aborted || performance.now() >= endsAtMs;
  return { client, serverDate: () => date, endsAtMs, isOver };
};

const outOfTime = (method: string, timeoutMs: number): DaybriefError =>
  new DaybriefError(
    'TimedOut',
    `Slack, ${method}: no answer within the ${timeoutMs / 1000} s that the whole operation has. ` +
      'Slack or the way to it is slow; the call can be repeated.',
  );

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
