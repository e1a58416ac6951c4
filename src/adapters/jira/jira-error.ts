import {
  type ApiError,
  isApiError,
  isNetworkError,
  isSchemaMismatchError,
  RateLimitError,
  ScopeError,
} from 'jira.js/core';
import { z } from 'zod';
import { DaybriefError, type ErrorCode } from '../../domain/daybrief-error.ts';

/** Removes credentials from texts that came from the other side or from a library. */
export type Redact = (text: string) => string;

export interface JiraErrorContext {
  /** Address without credentials, to say where. */
  readonly baseUrl: string;
  /** What was being done: "search issues". */
  readonly operation: string;
  readonly redact: Redact;
}

/** Any failure of a Jira call as a DaybriefError: where, what was found, what to do; never a credential. */
export const toJiraError = (thrown: unknown, context: JiraErrorContext): DaybriefError => {
  if (thrown instanceof DaybriefError) return thrown;
  const where = `Jira (${context.baseUrl}), ${context.operation}`;
  if (isApiError(thrown)) return fromApiError(thrown, where, context.redact);
  if (isNetworkError(thrown)) {
    const reason = context.redact(thrown.code ?? 'the connection failed');
    return new DaybriefError(
      'Unavailable',
      `${where}: no answer (${reason}). Check the base URL, the network and any proxy; the call can be repeated.`,
      { cause: thrown },
    );
  }
  if (isSchemaMismatchError(thrown) || thrown instanceof z.ZodError) {
    const found = thrown instanceof z.ZodError ? firstIssue(thrown) : clean(thrown.message);
    return new DaybriefError(
      'InvalidResponse',
      `${where}: the answer isn't what Jira's REST API v3 sends (${context.redact(found)}). ` +
        'Check that the base URL is the Jira site itself and not a login page or a proxy that answers for it.',
    );
  }
  // A body cut off on the way surfaces as fetch's bare TypeError ("terminated"), outside jira.js's own classes.
  const reason = thrown instanceof Error ? clean(thrown.message) : 'unknown failure';
  return new DaybriefError(
    thrown instanceof TypeError ? 'Unavailable' : 'Internal',
    `${where}: ${context.redact(reason)}. The call can be repeated.`,
  );
};

const fromApiError = (error: ApiError, where: string, redact: Redact): DaybriefError => {
  const code = codeOf(error);
  const said = errorMessages(error.body).map(redact).join(' ').slice(0, 300);
  const found = `HTTP ${error.status}${said === '' ? '' : `: ${said}`}`;
  const retryAfterMs = error instanceof RateLimitError ? error.retryAfterMs : undefined;
  return new DaybriefError(
    code,
    `${where}: ${found}. ${WHAT_TO_DO[code] ?? 'Nothing needs to change; the call can be repeated later.'}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
};

const codeOf = (error: ApiError): ErrorCode => {
  if (error instanceof ScopeError) return 'Forbidden';
  switch (error.status) {
    case 401:
      return 'Unauthorized';
    case 403:
      return 'Forbidden';
    case 404:
      return 'NotFound';
    case 408:
      return 'TimedOut';
    case 429:
      return 'RateLimited';
    default:
      return error.status >= 500 ? 'Unavailable' : 'InvalidRequest';
  }
};

const WHAT_TO_DO: Partial<Record<ErrorCode, string>> = {
  Unauthorized: 'The credentials were not accepted: check the e-mail address and create a new API token.',
  Forbidden:
    'The account lacks a permission: it needs "Browse projects", and a scoped token needs read:jira-work and read:jira-user.',
  NotFound: 'Check the base URL (https://SITE.atlassian.net) and that the account can see what was asked for.',
  InvalidRequest: 'Check the projects, labels and issue types of the configuration.',
  RateLimited: 'Too many requests: the call can be repeated after the time that Jira names.',
};

const errorBody = z.object({
  errorMessages: z.array(z.string()).catch([]).default([]),
  errors: z.record(z.string(), z.string()).catch({}).default({}),
  message: z.string().optional().catch(undefined),
});

/** What Jira said went wrong, each message on one line; empty when the body isn't Jira's. */
export const errorMessages = (body: unknown): readonly string[] => {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return [];
  const { errorMessages: general, errors, message } = parsed.data;
  return [...general, ...Object.values(errors), ...(message === undefined ? [] : [message])].map(clean);
};

const clean = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);

const firstIssue = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'body'}: ${clean(issue.message)}`;
};
