import OpenAI from 'openai';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext } from '../../ports.ts';
import { toOpenAiError } from './openai-error.ts';

export interface OpenAiOptions {
  /** https://api.openai.com/v1, or that of a compatible server. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** `responses` is OpenAI's own; compatible servers (vLLM, Ollama, LiteLLM) speak `chat`. */
  readonly api: 'responses' | 'chat';
  /** Longest wait for one answer. */
  readonly timeoutMs: number;
  /** A larger prompt, by estimate, is not sent. */
  readonly maxInputTokens: number;
  /** Models that the configuration names, for `diagnose` to look for. */
  readonly models?: readonly string[];
  /** For the comparison of clocks; the machine's own by default. */
  readonly clock?: () => number;
}

export interface OpenAiConnection {
  readonly client: OpenAI;
  readonly baseUrl: string;
  readonly api: 'responses' | 'chat';
  readonly timeoutMs: number;
  readonly maxInputTokens: number;
  readonly models: readonly string[];
  readonly clock: () => number;
  readonly redact: (text: string) => string;
}

/** Throws `InvalidConfig` for an address or key that can't be used. */
export const connectOpenAi = (options: OpenAiOptions): OpenAiConnection => {
  const baseUrl = checkedUrl(options.baseUrl);
  if (options.apiKey.trim() === '' || /[^\x21-\x7e]/.test(options.apiKey)) {
    throw new DaybriefError(
      'InvalidConfig',
      'language model: the API key is empty or holds characters that no key has. A server that needs none takes any word.',
    );
  }
  return {
    client: new OpenAI({
      apiKey: options.apiKey,
      baseURL: baseUrl,
      timeout: options.timeoutMs,
      // The SDK would read these from OPENAI_* variables, and log by OPENAI_LOG.
      organization: null,
      project: null,
      logLevel: 'off',
      // Repeating is Temporal's, which sees and bounds it.
      maxRetries: 0,
    }),
    baseUrl,
    api: options.api,
    timeoutMs: options.timeoutMs,
    maxInputTokens: options.maxInputTokens,
    models: options.models ?? [],
    clock: options.clock ?? Date.now,
    redact: (text) => text.replaceAll(options.apiKey, '***').replaceAll(/\b(sk|sess)-[\w*.-]{4,}/g, '$1-***'),
  };
};

const checkedUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new DaybriefError(
      'InvalidConfig',
      'language model: the base URL must be an http or https address without credentials, such as https://api.openai.com/v1.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};

const HEARTBEAT_MS = 2_000;

/** One call under the time limit, with heartbeats; whatever it throws is mapped. */
export const atOpenAiEdge = async <T>(
  connection: OpenAiConnection,
  operation: string,
  call: CallContext,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const beat = setInterval(call.heartbeat, HEARTBEAT_MS);
  // The SDK's own timeout ends with the headers; a body can hang as well.
  const timeout = AbortSignal.timeout(connection.timeoutMs);
  const context = { baseUrl: connection.baseUrl, operation, redact: connection.redact };
  try {
    return await request(AbortSignal.any([call.signal, timeout]));
  } catch (thrown) {
    if (call.signal.aborted) throw new DaybriefError('Cancelled', `language model, ${operation}: cancelled.`);
    throw toOpenAiError(timeout.aborted ? timeout.reason : thrown, context);
  } finally {
    clearInterval(beat);
  }
};
