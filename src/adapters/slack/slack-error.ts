import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { z } from 'zod';
import { DaybriefError, type ErrorCode } from '../../domain/daybrief-error.ts';

export interface SlackErrorContext {
  /** The Web API method: "chat.postMessage". */
  readonly method: string;
  /** Removes credentials from texts that came from the other side or from a library. */
  readonly redact: (text: string) => string;
}

/** Any failure of a Slack call as a DaybriefError: where, what was found, what to do; never the token or the message. */
export const toSlackError = (thrown: unknown, context: SlackErrorContext): DaybriefError => {
  if (thrown instanceof DaybriefError) return thrown;
  const where = `Slack, ${context.method}`;
  if (thrown instanceof WebAPIRateLimitedError) return rateLimited(where, thrown.retryAfter * 1000);
  if (thrown instanceof WebAPIPlatformError) return fromPlatform(thrown.data, where, context);
  if (thrown instanceof WebAPIHTTPError) return fromStatus(thrown.statusCode, where);
  if (thrown instanceof WebAPIRequestError) return fromTransport(thrown.original, where, context);
  if (thrown instanceof z.ZodError) {
    const [issue] = thrown.issues;
    return oddAnswer(where, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'unreadable'}`);
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  // The SDK's own text for a 429 without a usable Retry-After.
  if (error.message.startsWith('Retry header')) return rateLimited(where, undefined);
  return fromTransport(error, where, context);
};

const rateLimited = (where: string, retryAfterMs: number | undefined): DaybriefError =>
  new DaybriefError(
    'RateLimited',
    `${where}: too many requests. The call can be repeated after the time that Slack names.`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );

const oddAnswer = (where: string, found: string): DaybriefError =>
  new DaybriefError(
    'InvalidResponse',
    `${where}: the answer isn't what Slack's Web API sends (${clean(found)}). Check the base URL (https://slack.com/api/) and any proxy.`,
  );

/** Failures on the way: nobody knows whether Slack acted. */
const fromTransport = (error: Error, where: string, { redact }: SlackErrorContext): DaybriefError => {
  if (error.name === 'TimeoutError') {
    return new DaybriefError(
      'TimedOut',
      `${where}: no answer in time. Slack or the way to it is slow; the call can be repeated.`,
    );
  }
  const cause = error.cause instanceof Error ? error.cause : error;
  const reason = 'code' in cause && typeof cause.code === 'string' ? cause.code : clean(cause.message);
  return new DaybriefError(
    'Unavailable',
    `${where}: no answer (${redact(reason)}). Check the base URL, the network and any proxy; the call can be repeated.`,
  );
};

const fromStatus = (status: number, where: string): DaybriefError => {
  if (status === 408) return new DaybriefError('TimedOut', `${where}: HTTP 408. The call can be repeated.`);
  if (status >= 500) return new DaybriefError('Unavailable', `${where}: HTTP ${status}. The call can be repeated.`);
  return oddAnswer(where, `HTTP ${status}`);
};

const platformSchema = z.object({
  error: z.string(),
  needed: z.string().optional().catch(undefined),
  provided: z.string().optional().catch(undefined),
  response_metadata: z
    .object({
      messages: z.array(z.string()).optional().catch(undefined),
      retryAfter: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

const fromPlatform = (data: unknown, where: string, { redact }: SlackErrorContext): DaybriefError => {
  const parsed = platformSchema.safeParse(data);
  // The SDK gives a body that isn't JSON as the error's code.
  if (!parsed.success || !/^[a-z0-9_]{2,60}$/.test(parsed.data.error))
    return oddAnswer(where, 'no JSON with "ok" and "error"');
  const { error, needed, provided, response_metadata: metadata } = parsed.data;
  const code = CODES[error] ?? 'InvalidRequest';
  if (code === 'RateLimited') {
    return rateLimited(where, metadata?.retryAfter === undefined ? undefined : metadata.retryAfter * 1000);
  }
  const details = (metadata?.messages ?? []).slice(0, 3).map(clean).join('; ');
  const found = details === '' ? error : `${error} (${redact(details)})`;
  return new DaybriefError(code, `${where}: ${found}. ${whatToDo(error, code, needed, provided)}`);
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  account_inactive: 'Unauthorized',
  invalid_auth: 'Unauthorized',
  not_authed: 'Unauthorized',
  token_expired: 'Unauthorized',
  token_revoked: 'Unauthorized',
  access_denied: 'Forbidden',
  ekm_access_denied: 'Forbidden',
  enterprise_is_restricted: 'Forbidden',
  missing_scope: 'Forbidden',
  no_permission: 'Forbidden',
  not_allowed_token_type: 'Forbidden',
  not_in_channel: 'Forbidden',
  org_login_required: 'Forbidden',
  restricted_action: 'Forbidden',
  restricted_action_non_threadable_channel: 'Forbidden',
  restricted_action_read_only_channel: 'Forbidden',
  restricted_action_thread_locked: 'Forbidden',
  restricted_action_thread_only_channel: 'Forbidden',
  team_access_not_granted: 'Forbidden',
  channel_not_found: 'NotFound',
  is_archived: 'NotFound',
  thread_not_found: 'NotFound',
  message_limit_exceeded: 'RateLimited',
  rate_limited: 'RateLimited',
  ratelimited: 'RateLimited',
  fatal_error: 'Unavailable',
  internal_error: 'Unavailable',
  request_timeout: 'Unavailable',
  service_unavailable: 'Unavailable',
  team_added_to_org: 'Unavailable',
};

const whatToDo = (error: string, code: ErrorCode, needed?: string, provided?: string): string => {
  switch (error) {
    case 'missing_scope':
      return (
        `Add the bot scope ${needed === undefined ? 'that the method needs' : clean(needed)} in the app's "OAuth & Permissions" and reinstall it` +
        (provided === undefined ? '.' : ` (it has: ${clean(provided)}).`)
      );
    case 'not_in_channel':
      return 'Invite the bot in that channel: /invite @daybrief';
    case 'channel_not_found':
      return "Check the channel's name or id; a private channel is visible only after /invite @daybrief in it.";
    case 'is_archived':
      return 'Unarchive the channel, or configure another one.';
    case 'thread_not_found':
      return 'The main message of the thread is gone.';
    default:
      return WHAT_TO_DO[code] ?? 'Slack does not accept this request as it is.';
  }
};

const WHAT_TO_DO: Partial<Record<ErrorCode, string>> = {
  Unauthorized: 'Check the bot token (xoxb-…): it is wrong, expired, or of an app that was removed.',
  Forbidden: "The workspace or the channel doesn't let the bot do this: ask its admins.",
  Unavailable: 'The call can be repeated.',
};

const clean = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
