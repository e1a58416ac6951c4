import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake } from '../../sandbox/http-server.ts';
import { createSlackApi, SANDBOX_SLACK_TOKEN, type SlackApiOptions } from '../../sandbox/slack/slack-api.ts';
import type { SlackState } from '../../sandbox/slack/slack-state.ts';

export interface SlackAnswer {
  readonly ok: boolean;
  readonly error?: string;
  readonly [property: string]: unknown;
}

export interface SlackServer {
  readonly url: string;
  readonly state: SlackState;
  readonly faults: FaultInjector;
  readonly calls: CallLog;
  /** Calls a method with a JSON body and the bot's token. */
  call(method: string, args?: object): Promise<SlackAnswer>;
  /** Milliseconds that pass for Slack. */
  advance(ms: number): void;
  close(): Promise<void>;
}

export const SLACK_START_MS = Date.UTC(2026, 10, 24, 8, 30);

/** A workspace over HTTP, without a limit of messages unless asked for, whose time stands still. */
export const startSlackServer = async (options: SlackApiOptions = {}): Promise<SlackServer> => {
  let nowMs = SLACK_START_MS;
  const people = [{ name: 'Ottilie Brandt', github: 'obrandt', slack: 'U0OBRANDT' }];
  const api = createSlackApi({ people }, { messagesPerSecond: Infinity, clock: () => nowMs, ...options });
  const faults = new FaultInjector();
  const calls = new CallLog();
  const server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls });
  return {
    url: server.url,
    state: api.state,
    faults,
    calls,
    call: async (method, args = {}) => {
      const response = await fetch(`${server.url}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SANDBOX_SLACK_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(args),
      });
      return (await response.json()) as SlackAnswer;
    },
    advance: (ms) => {
      nowMs += ms;
    },
    close: () => server.close(),
  };
};
