import type { FakeResponse } from '../http-server.ts';
import type { MessageRate } from './message-rate.ts';
import type { SlackArguments } from './slack-arguments.ts';
import { SlackRefusal } from './slack-refusal.ts';
import type { SlackChannel, SlackState } from './slack-state.ts';

/** What a method works with. */
export interface SlackCall {
  readonly state: SlackState;
  readonly args: SlackArguments;
  readonly rate: MessageRate;
  readonly scopes: ReadonlySet<string>;
  /** Messages younger than this aren't in histories yet; milliseconds. */
  readonly historyLagMs: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The answer's body beside `ok: true`, or a whole answer. */
export type SlackMethod = (call: SlackCall) => object | FakeResponse;

export const isWholeResponse = (answer: object): answer is FakeResponse => 'status' in answer && 'body' in answer;

/** Throws `missing_scope` unless the token has one of these. */
export const needScope = ({ scopes }: SlackCall, ...needed: readonly string[]): void => {
  if (needed.some((scope) => scopes.has(scope))) return;
  throw new SlackRefusal('missing_scope', { needed: needed.join(','), provided: [...scopes].join(',') });
};

export const historyScope = ({ isPrivate }: SlackChannel): string =>
  isPrivate ? 'groups:history' : 'channels:history';

/** The channel of an id; a private one only for its members, as Slack hides the others. */
export const visibleChannel = ({ state, args }: SlackCall): SlackChannel => {
  const channel = state.channel(args.required('channel'));
  if (channel.isPrivate && !channel.isMember) throw new SlackRefusal('channel_not_found');
  return channel;
};
