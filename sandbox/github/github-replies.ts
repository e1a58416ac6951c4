import type { FaultRule } from '../faults.ts';
import type { FakeResponse } from '../http-server.ts';

export const RATE_LIMIT_DOCS =
  'https://docs.github.com/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api';

/** An error outside of GraphQL, as GitHub's JSON has it. */
export const problem = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): FakeResponse => ({
  status,
  headers,
  body: { message, documentation_url: 'https://docs.github.com/graphql', status: String(status) },
});

/** GraphQL answers what it can't read with 200 and an error. */
export const badRequest = (message: string): FakeResponse => ({ status: 200, body: { errors: [{ message }] } });

export const secondaryLimit = (retryAfterSeconds: number, status = 403): FakeResponse =>
  problem(
    status,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
      'If you reach out to GitHub Support for help, please include the request ID.',
    { 'retry-after': String(retryAfterSeconds) },
  );

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by personal access token',
  404: 'Not Found',
  500: 'Server Error',
  503: 'Service unavailable',
};

/** How GitHub words injected faults: a page for gateways, JSON for the rest. */
export const faultReply = (rule: FaultRule): FakeResponse => {
  if (rule.kind === 'rate-limit') return secondaryLimit(Math.ceil(rule.retryAfterSeconds ?? 1), rule.status);
  const status = rule.status ?? 500;
  const headers: Record<string, string> = {};
  if (rule.retryAfterSeconds !== undefined) headers['retry-after'] = String(Math.ceil(rule.retryAfterSeconds));
  if (status === 502 || status === 504) return { status, headers, body: UNICORN };
  return problem(status, MESSAGES[status] ?? 'Validation Failed', headers);
};

const UNICORN =
  '<!DOCTYPE html><html><head><title>Unicorn! &middot; GitHub</title></head><body>' +
  "<p><strong>We couldn't respond to your request in time.</strong></p></body></html>";
