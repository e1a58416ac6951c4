import { z } from 'zod';
import { DaybriefError, type ErrorCode } from '../../domain/daybrief-error.ts';

export interface GitHubErrorContext {
  /** Address without credentials, to say where. */
  readonly baseUrl: string;
  /** What was being done: "search pull requests". */
  readonly operation: string;
  readonly redact: (text: string) => string;
  readonly clock: () => number;
}

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** One entry of a GraphQL answer's `errors`; GitHub names its kind in `type`, GraphQL servers in `extensions.code`. */
export interface GraphqlError {
  readonly kind: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

const errorsSchema = z.array(
  z.object({
    type: z.string().optional().catch(undefined),
    message: z.string().catch('no message'),
    path: z
      .array(z.union([z.string(), z.number()]))
      .catch([])
      .default([]),
    extensions: z.object({ code: z.string() }).optional().catch(undefined),
  }),
);

export const parseGraphqlErrors = (errors: unknown, redact: (text: string) => string): readonly GraphqlError[] => {
  const parsed = errorsSchema.safeParse(errors);
  if (!parsed.success) return [{ kind: '', message: 'unreadable errors', path: [] }];
  return parsed.data.map(({ type, message, path, extensions }) => ({
    kind: (type ?? extensions?.code ?? '').toUpperCase(),
    message: cleanText(redact(message)),
    path,
  }));
};

export const cleanText = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);

/** Exhausted points come as HTTP 200 under either name. */
export const isRateLimit = (error: GraphqlError): boolean =>
  error.kind === 'RATE_LIMITED' || error.kind === 'RATE_LIMIT' || /rate limit/i.test(error.message);

/** The query asks for more than GitHub computes in its 10 s; a smaller page may pass. */
export const isTooHeavy = (error: GraphqlError): boolean =>
  /RESOURCE_LIMIT|MAX_NODE_LIMIT|TIMEOUT/.test(error.kind) ||
  /resource limits|something went wrong while executing|timed? ?out/i.test(error.message);

/** The repository doesn't exist, or the token may not see it; GitHub doesn't tell these apart. */
export const isRefusal = (error: GraphqlError): boolean =>
  /NOT_FOUND|FORBIDDEN|INSUFFICIENT_SCOPES/.test(error.kind) ||
  /could not resolve to|cannot be searched|not accessible|SAML/i.test(error.message);

export const rateLimited = (context: GitHubErrorContext, headers: Headers, found: string): DaybriefError =>
  new DaybriefError(
    'RateLimited',
    `${where(context)}: ${found}. Nothing needs to change; the call can be repeated after the time that GitHub names.`,
    { retryAfterMs: retryAfterMs(headers, context.clock) },
  );

/** GitHub asks for a minute when it names no time (docs: best practices for using the REST API). */
const DEFAULT_WAIT_MS = 60_000;

const retryAfterMs = (headers: Headers, clock: () => number): number => {
  const retryAfter = String(headers['retry-after'] ?? '');
  // The server's own clock, where it says it: ours may differ from the one that the reset is told in.
  const serverMs = Date.parse(String(headers['date'] ?? ''));
  const nowMs = Number.isNaN(serverMs) ? clock() : serverMs;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const untilMs =
    retryAfter === '' ? Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 : Date.parse(retryAfter);
  return Number.isNaN(untilMs) ? DEFAULT_WAIT_MS : Math.max(1000, untilMs - nowMs);
};

export const invalidResponse = (context: GitHubErrorContext, found: string): DaybriefError =>
  new DaybriefError(
    'InvalidResponse',
    `${where(context)}: the answer isn't what GitHub's GraphQL API sends (${cleanText(context.redact(found))}). ` +
      'Check that the base URL is https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server.',
  );

export const refused = (context: GitHubErrorContext, code: ErrorCode, found: string): DaybriefError =>
  new DaybriefError(code, `${where(context)}: ${found}. ${WHAT_TO_DO[code] ?? 'The call can be repeated later.'}`);

const requestErrorSchema = z.object({
  status: z.number(),
  message: z.string().catch(''),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number()])).catch({}) }).optional(),
  cause: z.unknown().optional(),
});

/** An HTTP status or a failed connection, as @octokit/request reports them, as a DaybriefError. */
export const toGitHubError = (thrown: unknown, context: GitHubErrorContext): DaybriefError => {
  if (thrown instanceof DaybriefError) return thrown;
  const parsed = requestErrorSchema.safeParse(thrown);
  if (!parsed.success) {
    return invalidResponse(context, thrown instanceof Error ? thrown.message : 'unknown failure');
  }
  const { status, message, response, cause } = parsed.data;
  if (response === undefined) {
    const reason = cleanText(context.redact(message));
    return new DaybriefError(
      'Unavailable',
      `${where(context)}: no answer (${reason}). Check the base URL, the network and any proxy; the call can be repeated.`,
      { cause },
    );
  }
  const said = message.startsWith('<') ? '' : cleanText(context.redact(message));
  const found = `HTTP ${status}${said === '' ? '' : `: ${said}`}`;
  if (isRateLimitStatus(status, response.headers, message)) return rateLimited(context, response.headers, found);
  return refused(context, codeOfStatus(status), found);
};

const isRateLimitStatus = (status: number, headers: Headers, message: string): boolean =>
  status === 429 ||
  (status === 403 &&
    (headers['retry-after'] !== undefined ||
      String(headers['x-ratelimit-remaining'] ?? '') === '0' ||
      /rate limit|abuse/i.test(message)));

const codeOfStatus = (status: number): ErrorCode => {
  if (status >= 500) return 'Unavailable';
  switch (status) {
    case 401:
      return 'Unauthorized';
    case 403:
      return 'Forbidden';
    case 404:
      return 'NotFound';
    case 408:
      return 'TimedOut';
    default:
      return 'InvalidRequest';
  }
};

const WHAT_TO_DO: Partial<Record<ErrorCode, string>> = {
  Unauthorized: 'The token was not accepted: it may be expired or revoked; create a new one.',
  Forbidden:
    'The token lacks a permission: a classic one needs the scope "repo", a fine-grained one read access to ' +
    'pull requests, contents, checks and commit statuses; behind SAML it must be authorised for the organisation.',
  NotFound: 'Check the base URL, the repositories (owner/name), and that the token may see them.',
  InvalidRequest: 'Check the base URL and the version of the GitHub Enterprise Server.',
};

const where = (context: GitHubErrorContext): string => `GitHub (${context.baseUrl}), ${context.operation}`;
