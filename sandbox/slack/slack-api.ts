import type { FaultRule } from '../faults.ts';
import type { FakeApi, FakeRequest, FakeResponse } from '../http-server.ts';
import type { World } from '../world.ts';
import { CHAT_METHODS } from './chat-methods.ts';
import { CONVERSATION_METHODS } from './conversation-methods.ts';
import { MessageRate } from './message-rate.ts';
import { readArguments, type SlackArguments } from './slack-arguments.ts';
import { isWholeResponse, type SlackMethod } from './slack-method.ts';
import { rateLimited, refusalReply, SlackRefusal } from './slack-refusal.ts';
import { SlackState, type ChannelSketch } from './slack-state.ts';
import { USER_METHODS } from './user-methods.ts';

export interface SlackApiOptions {
  readonly token?: string;
  /** What the bot's token may do. */
  readonly scopes?: readonly string[];
  readonly channels?: readonly ChannelSketch[];
  /** Messages a second in each channel before 429; 1 by default as Slack's own, Infinity: no limit. */
  readonly messagesPerSecond?: number;
  /** Messages in a row before that rate applies; 5 by default. Slack speaks of "short bursts" without a number. */
  readonly messageBurst?: number;
  /** How long a new message stays out of histories; 0 by default. */
  readonly historyLagMs?: number;
  /** Epoch milliseconds; messages carry its time. */
  readonly clock?: () => number;
}

export const SANDBOX_SLACK_TOKEN = 'xoxb-sandbox-slack-token';

export const SANDBOX_SLACK_SCOPES: readonly string[] = [
  'chat:write',
  'channels:history',
  'channels:read',
  'channels:join',
  'groups:history',
  'groups:read',
  'reactions:write',
  'users:read',
  'users:read.email',
];

export const SANDBOX_SLACK_CHANNELS: readonly ChannelSketch[] = [
  { name: 'incidents', topic: 'What is broken, and who is on it' },
  { name: 'daybrief', topic: 'The brief, every working day before standup' },
  { name: 'alerts', topic: 'What machines say' },
];

const METHODS: ReadonlyMap<string, SlackMethod> = new Map(
  Object.entries({ ...CHAT_METHODS, ...CONVERSATION_METHODS, ...USER_METHODS }),
);

/** Slack's Web API for one workspace and one bot; what is posted stays for as long as the process runs. */
export const createSlackApi = (
  world: Pick<World, 'people'>,
  options: SlackApiOptions = {},
): FakeApi & { readonly state: SlackState } => {
  const clock = options.clock ?? Date.now;
  const state = new SlackState(world, options.channels ?? SANDBOX_SLACK_CHANNELS, clock);
  const scopes = new Set(options.scopes ?? SANDBOX_SLACK_SCOPES);
  const rate = new MessageRate(options.messagesPerSecond ?? 1, options.messageBurst ?? 5, clock);
  const environment = { state, scopes, rate, clock, historyLagMs: options.historyLagMs ?? 0 };
  const answer = (request: FakeRequest, name: string): FakeResponse => {
    const method = METHODS.get(name);
    if (method === undefined) throw new SlackRefusal('unknown_method', { req_method: name });
    const args = readArguments(request);
    checkToken(request, args, options.token ?? SANDBOX_SLACK_TOKEN);
    const body = method({ ...environment, args });
    return isWholeResponse(body) ? body : { status: 200, body: { ok: true, ...body } };
  };
  return {
    name: 'slack',
    state,
    routes: async (request) => {
      const name = methodOf(request);
      if (name === undefined) return undefined;
      return withScopes(scopes, () => answer(request, name));
    },
    operation: (request) => methodOf(request) ?? `${request.method} ${request.path}`,
    failure,
  };
};

const methodOf = ({ path }: FakeRequest): string | undefined => /^\/api\/([A-Za-z.]+)$/.exec(path)?.[1];

const withScopes = (scopes: ReadonlySet<string>, answer: () => FakeResponse): FakeResponse => {
  const response = refusing(answer);
  return { ...response, headers: { 'x-oauth-scopes': [...scopes].join(','), ...response.headers } };
};

const refusing = (answer: () => FakeResponse): FakeResponse => {
  try {
    return answer();
  } catch (error) {
    if (error instanceof SlackRefusal) return refusalReply(error);
    throw error;
  }
};

/** In the header, or in a form; tokens in JSON bodies aren't looked at. */
const checkToken = ({ headers }: FakeRequest, args: SlackArguments, token: string): void => {
  const [scheme = '', bearer] = (headers.authorization ?? '').split(' ');
  const isJson = (headers['content-type'] ?? '').startsWith('application/json');
  const given = scheme.toLowerCase() === 'bearer' ? bearer : isJson ? undefined : args.text('token');
  if (given === undefined) throw new SlackRefusal('not_authed');
  if (given !== token) throw new SlackRefusal('invalid_auth');
};

const failure = (rule: FaultRule): FakeResponse => {
  if (rule.kind === 'rate-limit') return rateLimited(rule.retryAfterSeconds ?? 1);
  const status = rule.status ?? 500;
  if (status === 429) return rateLimited(rule.retryAfterSeconds ?? 1);
  return { status, body: { ok: false, error: status === 503 ? 'service_unavailable' : 'internal_error' } };
};
