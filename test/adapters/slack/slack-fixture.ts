import { SANDBOX_SLACK_TOKEN, type SlackApiOptions } from '../../../sandbox/slack/slack-api.ts';
import { createSlackMessenger } from '../../../src/adapters/slack/slack-messenger.ts';
import { DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { CallContext, Messenger, OutgoingMessage } from '../../../src/ports.ts';
import { SLACK_START_MS, startSlackServer, type SlackServer } from '../../sandbox/slack-server.ts';

export interface SlackFixture {
  readonly slack: SlackServer;
  readonly messenger: Messenger;
  /** Another process: it knows nothing of what the first one did. */
  readonly newMessenger: (options?: { readonly timeoutMs?: number }) => Messenger;
}

/** The adapter against the sandbox's Slack over HTTP. */
export const startSlack = async (options: SlackApiOptions = {}, timeoutMs = 4_000): Promise<SlackFixture> => {
  const slack = await startSlackServer(options);
  const newMessenger = (changes: { readonly timeoutMs?: number } = {}): Messenger =>
    createSlackMessenger({
      baseUrl: `${slack.url}/api`,
      token: SANDBOX_SLACK_TOKEN,
      timeoutMs,
      clock: () => SLACK_START_MS,
      ...changes,
    });
  return { slack, messenger: newMessenger(), newMessenger };
};

export const callContext = (signal: AbortSignal = new AbortController().signal): CallContext => ({
  signal,
  heartbeat: () => undefined,
});

export const alert = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: 'run-1/alert',
  channel: 'C0SANDBOX02',
  threadId: null,
  content: { kind: 'alert', title: 'No brief', text: 'Jira is down.' },
  notBeforeMs: SLACK_START_MS,
  ...changes,
});

/** What a promise rejects with; throws when it doesn't, or with anything but a DaybriefError. */
export const failureOf = async (work: Promise<unknown>): Promise<DaybriefError> => {
  const thrown: unknown = await work.then(
    (value) => new Error(`it resolved to ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof DaybriefError) return thrown;
  throw thrown;
};
