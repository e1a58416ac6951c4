import { graphql, GraphqlResponseError } from '@octokit/graphql';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext } from '../../ports.ts';
import {
  invalidResponse,
  isRateLimit,
  isTooHeavy,
  parseGraphqlErrors,
  rateLimited,
  toGitHubError,
  type GitHubErrorContext,
  type GraphqlError,
} from './github-error.ts';

export interface GitHubOptions {
  /** https://api.github.com, https://HOST/api/v3 of a GitHub Enterprise Server, or a compatible server. */
  readonly baseUrl: string;
  readonly token: string;
  /** Longest wait for one answer; 12 s by default, as GitHub itself gives up after 10 s. */
  readonly timeoutMs?: number;
  readonly clock: () => number;
}

export interface GitHubConnection {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly clock: () => number;
  readonly redact: (text: string) => string;
  readonly graphql: typeof graphql;
}

/** Throws `InvalidConfig` for an address or token that can't be used. */
export const connectGitHub = (options: GitHubOptions): GitHubConnection => {
  const url = URL.canParse(options.baseUrl) ? new URL(options.baseUrl) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new DaybriefError(
      'InvalidConfig',
      'GitHub: the base URL must be an http or https address without credentials, such as https://api.github.com.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    throw new DaybriefError('InvalidConfig', 'GitHub: the token is empty or holds characters that no token has.');
  }
  const baseUrl = `${url.origin}${url.pathname}`.replace(/(\/graphql)?\/*$/, '');
  return {
    baseUrl,
    timeoutMs: options.timeoutMs ?? 12_000,
    clock: options.clock,
    redact: (text) => text.replaceAll(options.token, '***'),
    graphql: graphql.defaults({
      baseUrl,
      headers: { authorization: `bearer ${options.token}`, 'user-agent': 'daybrief' },
    }),
  };
};

/** What a query brought: data that may be partial (then `errors` says why), the wish for a smaller question, or nothing. */
export type Answer =
  | { readonly kind: 'data'; readonly data: unknown; readonly errors: readonly GraphqlError[] }
  | { readonly kind: 'too-heavy'; readonly data: unknown; readonly error: DaybriefError }
  | { readonly kind: 'over-budget'; readonly error: DaybriefError };

export interface GitHubAsker {
  readonly calls: () => number;
  /** One GraphQL call, at most four at a time. Throws DaybriefError. */
  ask(operation: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
  context(operation: string): GitHubErrorContext;
}

export interface AskerOptions {
  readonly signal: AbortSignal;
  readonly heartbeat: CallContext['heartbeat'];
  /** Beyond this many calls nothing is asked; no limit by default. */
  readonly maxCalls?: number;
  /** Sees the headers of each answer. */
  readonly onHeaders?: (headers: Headers) => void;
}

const MAX_IN_FLIGHT = 4;

export const createAsker = (connection: GitHubConnection, options: AskerOptions): GitHubAsker => {
  let calls = 0;
  const gate = createGate(MAX_IN_FLIGHT);
  const context = (operation: string): GitHubErrorContext => ({ ...connection, operation });
  return {
    calls: () => calls,
    context,
    ask: (operation, query, variables) =>
      gate(async () => {
        if (options.signal.aborted) throw cancelled(operation);
        if (calls >= (options.maxCalls ?? Number.POSITIVE_INFINITY)) return overBudget(operation, calls);
        calls++;
        return askOnce(connection, options, context(operation), query, variables);
      }),
  };
};

const overBudget = (operation: string, calls: number): Answer => ({
  kind: 'over-budget',
  error: new DaybriefError('BudgetExceeded', `GitHub, ${operation}: the limit of ${calls} calls is reached.`),
});

const HEARTBEAT_MS = 2_000;

const askOnce = async (
  connection: GitHubConnection,
  options: AskerOptions,
  context: GitHubErrorContext,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer> => {
  const limit = AbortSignal.timeout(connection.timeoutMs);
  options.heartbeat();
  const beat = setInterval(options.heartbeat, HEARTBEAT_MS);
  const observedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    options.onHeaders?.(response.headers);
    return response;
  };
  const request = { signal: AbortSignal.any([options.signal, limit]), fetch: observedFetch };
  try {
    const data: unknown = await connection.graphql(query, { ...variables, request });
    // @octokit/request swallows a body that stops or can't be parsed: it ends here as data that isn't there.
    if (data !== undefined) return { kind: 'data', data, errors: [] };
    throw invalidResponse(context, 'no data');
  } catch (error) {
    if (options.signal.aborted) throw cancelled(context.operation);
    if (limit.aborted) return { kind: 'too-heavy', data: null, error: timedOut(connection, context.operation) };
    return fromFailure(error, context);
  } finally {
    clearInterval(beat);
  }
};

const fromFailure = (thrown: unknown, context: GitHubErrorContext): Answer => {
  if (!(thrown instanceof GraphqlResponseError)) {
    const error = toGitHubError(thrown, context);
    if (isGatewayTimeout(thrown)) return { kind: 'too-heavy', data: null, error };
    throw error;
  }
  const errors = parseGraphqlErrors(thrown.errors, context.redact);
  const data: unknown = thrown.data ?? null;
  const limited = errors.find(isRateLimit);
  if (limited !== undefined) throw rateLimited(context, thrown.headers, limited.message);
  const heavy = errors.find(isTooHeavy);
  if (heavy === undefined) return { kind: 'data', data, errors };
  const error = new DaybriefError(
    'Unavailable',
    `GitHub (${context.baseUrl}), ${context.operation}: ${heavy.message}. The call can be repeated later.`,
  );
  return { kind: 'too-heavy', data, error };
};

/** GitHub ends a query after 10 s with 502 or 504. */
const isGatewayTimeout = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'response' in thrown &&
  'status' in thrown &&
  (thrown.status === 502 || thrown.status === 504);

const cancelled = (operation: string): DaybriefError =>
  new DaybriefError('Cancelled', `GitHub, ${operation}: cancelled before the answer came.`);

const timedOut = (connection: GitHubConnection, operation: string): DaybriefError =>
  new DaybriefError(
    'TimedOut',
    `GitHub (${connection.baseUrl}), ${operation}: no answer within ${connection.timeoutMs / 1000} s. ` +
      'GitHub or the way to it is slow; the call can be repeated.',
  );

/** Lets at most `width` tasks run at a time, in the order of their coming. */
const createGate = (width: number): (<T>(task: () => Promise<T>) => Promise<T>) => {
  let free = width;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
};
