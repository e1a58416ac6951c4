import type { FaultRule } from '../faults.ts';
import type { FakeApi, FakeRequest, FakeResponse } from '../http-server.ts';
import type { World } from '../world.ts';
import { addComment, createIssue, getIssue, listComments } from './jira-issues.ts';
import { JiraRefusal, refusal } from './jira-replies.ts';
import { countIssues, searchIssues } from './jira-search.ts';
import { myPermissions, myself, parseQueries, searchProjects, serverInfo } from './jira-site-pages.ts';
import { JiraState } from './jira-state.ts';

export interface JiraCredentials {
  readonly email: string;
  readonly token: string;
}

export interface JiraApiOptions {
  readonly credentials?: JiraCredentials;
  /** The real time, for `serverTime` only; epoch milliseconds. JQL's now is the world's. */
  readonly clock?: () => number;
}

const SANDBOX_CREDENTIALS: JiraCredentials = { email: 'sandbox@acme.example', token: 'sandbox-jira-token' };

type Handler = (state: JiraState, request: FakeRequest, argument: string) => FakeResponse;

const ROUTES: readonly (readonly [string, RegExp, Handler])[] = [
  ['GET', /^\/search\/jql$/, searchIssues],
  ['POST', /^\/search\/jql$/, searchIssues],
  ['POST', /^\/search\/approximate-count$/, countIssues],
  ['POST', /^\/jql\/parse$/, parseQueries],
  ['GET', /^\/myself$/, myself],
  ['GET', /^\/mypermissions$/, myPermissions],
  ['GET', /^\/project\/search$/, searchProjects],
  ['POST', /^\/issue$/, createIssue],
  ['GET', /^\/issue\/([^/]+)$/, getIssue],
  ['POST', /^\/issue\/([^/]+)\/comment$/, addComment],
  ['GET', /^\/issue\/([^/]+)\/comment$/, listComments],
];

/** A Jira Cloud site (REST v3) that holds the world's issues; what is created stays for as long as the process runs. */
export const createJiraApi = (world: World, options: JiraApiOptions = {}): FakeApi => {
  const credentials = options.credentials ?? SANDBOX_CREDENTIALS;
  const clock = options.clock ?? Date.now;
  const state = new JiraState(world, credentials.email);
  return {
    name: 'jira',
    routes: async (request) => {
      try {
        return route(state, credentials, clock, request);
      } catch (error) {
        if (error instanceof JiraRefusal) return refusal(error);
        throw error;
      }
    },
    operation: ({ method, path }) => `${method} ${path.replace(/(\/issue\/)[^/]+/, '$1{issueIdOrKey}')}`,
    failure,
  };
};

const route = (
  state: JiraState,
  credentials: JiraCredentials,
  clock: () => number,
  request: FakeRequest,
): FakeResponse => {
  const path = request.path.startsWith('/rest/api/3/') ? request.path.slice('/rest/api/3'.length) : '';
  if (path === '/serverInfo') return serverInfo(request, clock);
  if (!isAllowed(credentials, request)) return UNAUTHENTICATED;
  if (path === '/search') throw new JiraRefusal(410, [REMOVED]);
  for (const [method, pattern, handle] of ROUTES) {
    const match = request.method === method ? pattern.exec(path) : null;
    if (match !== null) return handle(state, request, decodeURIComponent(match[1] ?? ''));
  }
  const isOtherMethod = ROUTES.some(([, pattern]) => pattern.test(path));
  if (isOtherMethod) return { status: 405, body: '' };
  return { status: 404, body: { message: `null for uri: ${request.url.href}`, 'status-code': 404 } };
};

const REMOVED =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. ' +
  'A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';

const UNAUTHENTICATED: FakeResponse = {
  status: 401,
  headers: {
    'www-authenticate': 'OAuth realm="http%3A%2F%2Flocalhost"',
    'x-seraph-loginreason': 'AUTHENTICATED_FAILED',
  },
  body: { message: 'Client must be authenticated to access this resource.', 'status-code': 401 },
};

const isAllowed = ({ email, token }: JiraCredentials, { headers }: FakeRequest): boolean => {
  const basic = Buffer.from(`${email}:${token}`).toString('base64');
  const [scheme = '', value] = (headers.authorization ?? '').split(' ');
  return value !== undefined && value === { basic, bearer: token }[scheme.toLowerCase()];
};

const failure = (rule: FaultRule): FakeResponse => {
  if (rule.kind !== 'rate-limit') return refusal(new JiraRefusal(rule.status ?? 500, ['Internal server error']));
  const seconds = rule.retryAfterSeconds ?? 1;
  return {
    status: rule.status ?? 429,
    headers: { 'retry-after': String(seconds), 'ratelimit-reason': 'jira-burst-based' },
    body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
  };
};
