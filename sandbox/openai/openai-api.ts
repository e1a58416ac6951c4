import type { FaultRule } from '../faults.ts';
import type { FakeApi, FakeRequest, FakeResponse } from '../http-server.ts';
import { chatReply, responsesReply, type ReplyContext } from './answer-replies.ts';
import { countTokens } from './count-tokens.ts';
import { misbehave, type Misbehaviour } from './misbehaviour.ts';
import { answerAsk } from './model-answer.ts';
import { badRequest, OpenAiRefusal, refusalReply } from './openai-error.ts';
import { readChatAsk, readResponsesAsk, type Ask } from './read-ask.ts';
import { findSchemaFault } from './structured-output-rules.ts';

export interface SandboxModel {
  readonly id: string;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** Refuses a temperature, and shows a reasoning item before its answer. */
  readonly isReasoning: boolean;
}

export interface OpenAiApiOptions {
  readonly apiKey?: string;
  readonly models?: readonly SandboxModel[];
  /** No limit by default. */
  readonly requestsPerMinute?: number;
  /** How the model goes wrong, if it does; asked for each question. */
  readonly misbehaviour?: Misbehaviour | ((ask: Ask) => Misbehaviour | null);
  /** For `created` times and limits; epoch milliseconds. */
  readonly clock?: () => number;
}

export const SANDBOX_OPENAI_KEY = 'sandbox-openai-key';

const model = (id: string): SandboxModel => ({
  id,
  contextTokens: 400_000,
  maxOutputTokens: 128_000,
  isReasoning: true,
});

export const SANDBOX_MODELS: readonly SandboxModel[] = ['gpt-6.1-terra', 'gpt-6.1-sol', 'gpt-6-luna'].map(model);

/**
 * OpenAI's Responses and Chat Completions with structured outputs. Behind them answers a stand-in for a model: rules that
 * read the prompt and know nothing else.
 */
export const createOpenAiApi = (options: OpenAiApiOptions = {}): FakeApi => {
  const server = new OpenAiServer(options);
  return { name: 'openai', routes: async (request) => server.answer(request), failure: faultReply };
};

class OpenAiServer {
  readonly #options: OpenAiApiOptions;
  readonly #models: ReadonlyMap<string, SandboxModel>;
  readonly #clock: () => number;
  #answered = 0;
  #recentMs: number[] = [];

  constructor(options: OpenAiApiOptions) {
    this.#options = options;
    this.#models = new Map((options.models ?? SANDBOX_MODELS).map((entry) => [entry.id, entry]));
    this.#clock = options.clock ?? Date.now;
  }

  answer(request: FakeRequest): FakeResponse {
    const number = ++this.#answered;
    const headers = {
      'x-request-id': `req_${hex(number)}`,
      'openai-version': '2020-10-01',
      'openai-processing-ms': '1',
    };
    try {
      checkKey(request, this.#options.apiKey ?? SANDBOX_OPENAI_KEY);
      const response = this.#route(request, number);
      return { ...response, headers: { ...headers, ...response.headers } };
    } catch (error) {
      if (error instanceof OpenAiRefusal) return refusalReply(error, headers);
      throw error;
    }
  }

  #route(request: FakeRequest, number: number): FakeResponse {
    switch (`${request.method} ${request.path}`) {
      case 'GET /v1/models':
        return { status: 200, body: { object: 'list', data: [...this.#models.keys()].map(modelEntry) } };
      case 'POST /v1/responses':
        return this.#complete(readResponsesAsk(request), number);
      case 'POST /v1/chat/completions':
        return this.#complete(readChatAsk(request), number);
      default:
        return this.#single(request);
    }
  }

  #single({ method, path }: FakeRequest): FakeResponse {
    const [, id] = /^\/v1\/models\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'GET' || id === undefined) {
      throw new OpenAiRefusal(404, `Invalid URL (${method} ${path})`);
    }
    return { status: 200, body: modelEntry(this.#modelOf(decodeURIComponent(id)).id) };
  }

  #modelOf(id: string): SandboxModel {
    const found = this.#models.get(id);
    if (found !== undefined) return found;
    const message = `The model \`${id}\` does not exist or you do not have access to it.`;
    throw new OpenAiRefusal(404, message, 'model_not_found', 'model');
  }

  #complete(ask: Ask, number: number): FakeResponse {
    const chosen = this.#modelOf(ask.model);
    checkAsk(ask, chosen);
    const limited = this.#takeRequest();
    if (limited !== undefined) return limited;
    const schemaTokens = ask.format.type === 'json_schema' ? countTokens(JSON.stringify(ask.format.schema)) : 0;
    const inputTokens = countTokens(ask.instructions) + countTokens(ask.input.join('\n')) + schemaTokens + 7;
    if (inputTokens > chosen.contextTokens) throw contextExceeded(ask, chosen, inputTokens);
    const { misbehaviour } = this.#options;
    const wrong = typeof misbehaviour === 'function' ? misbehaviour(ask) : (misbehaviour ?? null);
    const answer = wrong === null ? { text: answerAsk(ask) } : misbehave(wrong, ask);
    const context: ReplyContext = {
      id: hex(number),
      createdSeconds: Math.floor(this.#clock() / 1000),
      inputTokens,
      maxOutputTokens: Math.min(ask.maxOutputTokens ?? Infinity, chosen.maxOutputTokens),
      isReasoning: chosen.isReasoning,
    };
    return {
      status: 200,
      body: ask.api === 'chat' ? chatReply(ask, answer, context) : responsesReply(ask, answer, context),
    };
  }

  #takeRequest(): FakeResponse | undefined {
    const limit = this.#options.requestsPerMinute;
    if (limit === undefined) return undefined;
    const nowMs = this.#clock();
    this.#recentMs = this.#recentMs.filter((atMs) => nowMs - atMs < 60_000);
    const [oldestMs] = this.#recentMs;
    if (oldestMs === undefined || this.#recentMs.length < limit) {
      this.#recentMs.push(nowMs);
      return undefined;
    }
    return rateLimited(Math.max(1, 60_000 - (nowMs - oldestMs)));
  }
}

const rateLimited = (waitMs: number): FakeResponse =>
  refusalReply(
    new OpenAiRefusal(
      429,
      `Rate limit reached for requests per min (RPM). Please try again in ${waitMs / 1000}s.`,
      'rate_limit_exceeded',
    ),
    { 'retry-after': String(Math.ceil(waitMs / 1000)), 'retry-after-ms': String(Math.ceil(waitMs)) },
  );

const hex = (number: number): string => number.toString(16).padStart(32, '0');

const modelEntry = (id: string): object => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'system' });

const checkKey = ({ headers }: FakeRequest, apiKey: string): void => {
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (given === apiKey) return;
  if (given === undefined) {
    throw new OpenAiRefusal(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
    );
  }
  const shown = given.length > 12 ? `${given.slice(0, 4)}${'*'.repeat(8)}${given.slice(-4)}` : '***';
  throw new OpenAiRefusal(
    401,
    `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    'invalid_api_key',
  );
};

const checkAsk = (ask: Ask, chosen: SandboxModel): void => {
  const unsupported = (param: string): OpenAiRefusal =>
    badRequest(`Unsupported parameter: '${param}' is not supported with this model.`, 'unsupported_parameter', param);
  if (chosen.isReasoning && ask.temperature !== null) throw unsupported('temperature');
  if (chosen.isReasoning && ask.body['top_p'] != null) throw unsupported('top_p');
  if (chosen.isReasoning && ask.body['max_tokens'] != null) {
    const { message } = unsupported('max_tokens');
    throw badRequest(`${message} Use 'max_completion_tokens' instead.`, 'unsupported_parameter', 'max_tokens');
  }
  if (ask.body['stream'] === true)
    throw badRequest('The sandbox does not stream answers.', 'unsupported_value', 'stream');
  if (ask.format.type !== 'json_schema') return;
  const param = ask.api === 'chat' ? 'response_format' : 'text.format.schema';
  const fault = ask.format.strict ? findSchemaFault(ask.format.schema) : null;
  if (fault === null && typeof ask.format.schema === 'object' && ask.format.schema !== null) return;
  const found = fault ?? 'schema must be a JSON Schema object.';
  throw badRequest(`Invalid schema for response_format '${ask.format.name}': ${found}`, 'invalid_json_schema', param);
};

const contextExceeded = (ask: Ask, { contextTokens }: SandboxModel, tokens: number): OpenAiRefusal =>
  ask.api === 'chat'
    ? badRequest(
        `This model's maximum context length is ${contextTokens} tokens. However, your messages resulted in ${tokens} tokens. Please reduce the length of the messages.`,
        'context_length_exceeded',
        'messages',
      )
    : badRequest(
        'Your input exceeds the context window of this model. Please adjust your input and try again.',
        'context_length_exceeded',
        'input',
      );

const faultReply = (rule: FaultRule): FakeResponse => {
  if (rule.kind === 'rate-limit') return rateLimited((rule.retryAfterSeconds ?? 1) * 1000);
  const status = rule.status ?? 500;
  const headers = rule.retryAfterSeconds === undefined ? {} : { 'retry-after': String(rule.retryAfterSeconds) };
  return refusalReply(
    new OpenAiRefusal(status, MESSAGES[status] ?? `The request failed (${status}).`, CODES[status] ?? null),
    headers,
  );
};

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Incorrect API key provided.',
  403: 'You do not have access to the organization tied to the API key.',
  429: 'You exceeded your current quota, please check your plan and billing details.',
  500: 'The server had an error while processing your request. Sorry about that!',
  503: 'That model is currently overloaded with other requests. You can retry your request.',
};
const CODES: Readonly<Record<number, string>> = { 401: 'invalid_api_key', 429: 'insufficient_quota' };
