import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { DaybriefError, type ErrorCode } from '../../domain/daybrief-error.ts';

export interface OpenAiErrorContext {
  /** Address without credentials, to say where. */
  readonly baseUrl: string;
  /** What was being done: "ask gpt-6.1-sol for root_causes". */
  readonly operation: string;
  /** Removes credentials from texts that came from the other side or from a library. */
  readonly redact: (text: string) => string;
}

/** Any failure of a call to the model as a DaybriefError: where, what was found, what to do; never a credential or a prompt. */
export const toOpenAiError = (thrown: unknown, context: OpenAiErrorContext): DaybriefError => {
  if (thrown instanceof DaybriefError) return thrown;
  const where = `language model (${context.baseUrl}), ${context.operation}`;
  if (thrown instanceof APIUserAbortError) return new DaybriefError('Cancelled', `${where}: cancelled.`);
  if (thrown instanceof APIConnectionTimeoutError || isTimeout(thrown)) {
    return new DaybriefError(
      'TimedOut',
      `${where}: no answer in time. The model or the way to it is slow; the call can be repeated.`,
    );
  }
  if (thrown instanceof APIConnectionError) {
    const reason = context.redact(causeOf(thrown));
    return new DaybriefError(
      'Unavailable',
      `${where}: no answer (${reason}). Check the base URL, the network and any proxy; the call can be repeated.`,
    );
  }
  if (thrown instanceof APIError) return fromApiError(thrown, where, context.redact);
  return fromAnswer(thrown, where, context.redact);
};

const isTimeout = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'TimeoutError';

const causeOf = (error: Error): string =>
  error.cause instanceof Error ? causeOf(error.cause) : 'code' in error ? String(error.code) : clean(error.message);

/** What goes wrong after a 200: an answer that isn't whole, or isn't the API's. */
const fromAnswer = (thrown: unknown, where: string, redact: (text: string) => string): DaybriefError => {
  const said = redact(thrown instanceof Error ? clean(thrown.message) : 'unknown failure');
  return new DaybriefError(
    'InvalidResponse',
    `${where}: the answer isn't what the API sends (${said}). Check the base URL, and whether the server speaks this API ("responses" or "chat").`,
  );
};

const fromApiError = (error: APIError, where: string, redact: (text: string) => string): DaybriefError => {
  const status = typeof error.status === 'number' ? error.status : null;
  const apiCode = typeof error.code === 'string' ? error.code : (error.type ?? '');
  const code = codeOf(status, apiCode);
  const said = redact(clean(error.message)).slice(0, 300);
  const retryAfterMs = code === 'RateLimited' ? retryAfterOf(error.headers) : undefined;
  return new DaybriefError(
    code,
    `${where}: HTTP ${said}${apiCode === '' ? '' : ` (${clean(apiCode)})`}. ${WHAT_TO_DO[code] ?? 'The call can be repeated later.'}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
};

const codeOf = (status: number | null, apiCode: string): ErrorCode => {
  // Both come as 429, but no waiting helps against an empty account.
  if (apiCode === 'insufficient_quota' || apiCode === 'billing_hard_limit_reached' || status === 402)
    return 'BudgetExceeded';
  if (apiCode === 'context_length_exceeded') return 'BudgetExceeded';
  if (apiCode === 'content_filter' || apiCode === 'content_policy_violation') return 'ModelRefused';
  switch (status) {
    case null:
      return 'Unavailable';
    case 401:
      return 'Unauthorized';
    case 403:
      return 'Forbidden';
    case 404:
      return 'NotFound';
    case 408:
      return 'TimedOut';
    case 409:
      return 'Unavailable';
    case 429:
      return 'RateLimited';
    default:
      return status >= 500 ? 'Unavailable' : 'InvalidRequest';
  }
};

const WHAT_TO_DO: Partial<Record<ErrorCode, string>> = {
  Unauthorized: 'Check OPENAI_API_KEY, and that it belongs to this base URL.',
  Forbidden: 'The key lacks a permission: it needs "Model capabilities: write", and access to this model.',
  NotFound: 'Check the name of the model and the base URL (it usually ends in /v1).',
  BudgetExceeded: "The account's quota or the model's context is used up: check the plan and its limits.",
  RateLimited: 'Too many requests or tokens: the call can be repeated after the time that the API names.',
  InvalidRequest: 'Check the model and whether it supports structured output.',
  ModelRefused: 'The provider refused the prompt.',
};

/** `retry-after-ms`, or `retry-after` in seconds or as a date; the limits' own reset times would be longer than needed. */
const retryAfterOf = (headers: Headers | undefined): number | undefined => {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return Math.ceil(ms);
  const text = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(text);
  if (seconds >= 0) return Math.ceil(seconds * 1000);
  const waitMs = Date.parse(text) - Date.parse(headers?.get('date') ?? '');
  return waitMs >= 0 ? waitMs : undefined;
};

const clean = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
