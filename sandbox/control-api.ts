import { z } from 'zod';
import type { CallLog } from './call-log.ts';
import { API_NAMES, type FaultInjector } from './faults.ts';
import { BadJson, type FakeApi, type FakeRequest, type FakeResponse } from './http-server.ts';
import { messageView } from './slack/message-view.ts';
import { slackPage } from './slack/page/slack-page.ts';
import type { SlackState } from './slack/slack-state.ts';
import type { World } from './world.ts';

export interface ControlledParts {
  readonly world: World;
  readonly slack: SlackState;
  readonly faults: FaultInjector;
  readonly calls: CallLog;
}

const latencySchema = z.partialRecord(z.enum(API_NAMES), z.int().min(0).max(600_000));

type Handler = (parts: ControlledParts, request: FakeRequest) => FakeResponse;

const ROUTES: Readonly<Record<string, Handler>> = {
  'GET /healthz': ({ world }) => ({ status: 200, body: { status: 'ok', world: world.name } }),
  'GET /faults': ({ faults }) => ({ status: 200, body: faults.list() }),
  'POST /faults': ({ faults }, request) => {
    const rules = z.union([z.array(z.unknown()), z.unknown()]).parse(request.json());
    return { status: 201, body: (Array.isArray(rules) ? rules : [rules]).map((rule) => faults.add(rule)) };
  },
  'DELETE /faults': ({ faults }, { url }) => {
    const api = z
      .enum(API_NAMES)
      .optional()
      .parse(url.searchParams.get('api') ?? undefined);
    faults.clear(api);
    return { status: 200, body: faults.list() };
  },
  'PUT /latency': ({ faults }, request) => {
    const latency = latencySchema.parse(request.json());
    for (const api of API_NAMES) if (latency[api] !== undefined) faults.setLatency(api, latency[api]);
    return { status: 200, body: Object.fromEntries(API_NAMES.map((api) => [api, faults.latencyMs(api)])) };
  },
  'GET /calls': ({ calls }) => ({ status: 200, body: calls.counts() }),
  'DELETE /calls': ({ calls }) => {
    calls.clear();
    return { status: 200, body: {} };
  },
  'GET /messages': ({ slack }, { url }) => {
    const channel = url.searchParams.get('channel')?.replace(/^#/, '');
    const id = slack.channels.find((candidate) => [candidate.id, candidate.name].includes(channel ?? ''))?.id;
    const messages = channel === undefined ? slack.messages() : slack.messages(id ?? channel);
    return {
      status: 200,
      body: messages.map((message) => ({ channel: message.channel, ...messageView(slack, message, true) })),
    };
  },
};

/**
 * What tests and people do with a running sandbox: faults (`GET`, `POST`, `DELETE /faults`), latency (`PUT /latency` with
 * `{"jira": 200}`), counted calls (`GET`, `DELETE /calls`), posted messages (`GET /messages?channel=incidents`),
 * and the page that shows them as Slack would (`GET /`).
 */
export const createControlApi = (parts: ControlledParts): FakeApi => ({
  name: 'slack',
  routes: async (request) => {
    const handler = ROUTES[`${request.method} ${request.path}`];
    if (handler === undefined) return slackPage(parts.slack, request);
    try {
      return handler(parts, request);
    } catch (error) {
      if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
      if (error instanceof BadJson) return { status: 400, body: { error: error.message } };
      throw error;
    }
  },
});
