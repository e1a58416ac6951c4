import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext } from '../../ports.ts';
import { createJiraClient, type JiraClient } from './jira-client.ts';
import { toJiraError, type Redact } from './jira-error.ts';

export type JiraAuth =
  | { readonly kind: 'basic'; readonly email: string; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string };

export interface JiraOptions {
  /** The site (https://acme.atlassian.net), a proxy before it, or https://api.atlassian.com/ex/jira/CLOUD_ID. */
  readonly baseUrl: string;
  readonly auth: JiraAuth;
  /** Where people open issues, when that isn't the base URL. */
  readonly siteUrl?: string;
  /** Longest wait for one answer; 10 s by default. */
  readonly timeoutMs?: number;
  readonly clock: () => number;
}

/** A client with everything that one conversation with Jira needs. */
export interface JiraConnection {
  readonly client: JiraClient;
  readonly baseUrl: string;
  readonly siteUrl: string;
  readonly timeoutMs: number;
  readonly clock: () => number;
  readonly redact: Redact;
}

/** Throws `InvalidConfig` for an address or credentials that can't be used. */
export const connectJira = (options: JiraOptions): JiraConnection => {
  const baseUrl = checkedUrl(options.baseUrl);
  const auth =
    options.auth.kind === 'basic'
      ? ({ type: 'basic', email: options.auth.email, apiToken: options.auth.token } as const)
      : ({ type: 'bearer', token: options.auth.token } as const);
  try {
    return {
      // jira.js prints schema differences by default; we check what we use ourselves. Its retry stays off: Temporal retries.
      client: createJiraClient({ host: baseUrl, auth, onSchemaMismatch: 'silent' }),
      baseUrl,
      siteUrl: checkedUrl(options.siteUrl ?? baseUrl),
      timeoutMs: options.timeoutMs ?? 10_000,
      clock: options.clock,
      redact: redactor(options.auth),
    };
  } catch (error) {
    if (error instanceof DaybriefError) throw error;
    throw new DaybriefError(
      'InvalidConfig',
      `Jira (${baseUrl}): the credentials can't be used. Basic authentication needs an e-mail address and a non-empty API token.`,
    );
  }
};

const checkedUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new DaybriefError(
      'InvalidConfig',
      'Jira: the base URL must be an http or https address without credentials, such as https://acme.atlassian.net.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};

const redactor = (auth: JiraAuth): Redact => {
  const secrets = [auth.token];
  if (auth.kind === 'basic') secrets.push(Buffer.from(`${auth.email}:${auth.token}`).toString('base64'));
  return (text) => secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
};

/** Makes calls within limits and counts them. */
export interface JiraCaller {
  readonly calls: () => number;
  /** One API call; rejects with what jira.js throws, or `TimedOut`, or `Cancelled`. */
  send<T>(operation: string, request: (client: JiraClient) => Promise<T>): Promise<T>;
}

/**
 * jira.js takes neither a timeout nor an AbortSignal, so each answer is raced against both;
 * the abandoned request ends by itself with its socket.
 */
export const createCaller = (connection: JiraConnection, call: CallContext): JiraCaller => {
  let calls = 0;
  return {
    calls: () => calls,
    send: async (operation, request) => {
      if (call.signal.aborted) throw cancelled(operation);
      calls++;
      call.heartbeat();
      const ended = Promise.withResolvers<never>();
      const onAbort = (): void => ended.reject(cancelled(operation));
      call.signal.addEventListener('abort', onAbort, { once: true });
      const limit = setTimeout(() => ended.reject(timedOut(connection, operation)), connection.timeoutMs);
      const beat = setInterval(call.heartbeat, HEARTBEAT_MS);
      try {
        return await Promise.race([request(connection.client), ended.promise]);
      } finally {
        clearTimeout(limit);
        clearInterval(beat);
        call.signal.removeEventListener('abort', onAbort);
      }
    },
  };
};

const HEARTBEAT_MS = 2_000;

const cancelled = (operation: string): DaybriefError =>
  new DaybriefError('Cancelled', `Jira, ${operation}: cancelled before the answer came.`);

const timedOut = (connection: JiraConnection, operation: string): DaybriefError =>
  new DaybriefError(
    'TimedOut',
    `Jira (${connection.baseUrl}), ${operation}: no answer within ${connection.timeoutMs / 1000} s. ` +
      'Jira or the way to it is slow; the call can be repeated.',
  );

/** Runs `work` and maps whatever it throws. */
export const atJiraEdge = async <T>(
  connection: JiraConnection,
  operation: string,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw toJiraError(error, { baseUrl: connection.baseUrl, operation, redact: connection.redact });
  }
};
