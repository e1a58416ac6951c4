import type { FakeApi, FakeRequest, FakeResponse } from '../http-server.ts';
import type { World } from '../world.ts';
import { errorOnWire, githubError } from './github-error.ts';
import { GitHubSite } from './github-site.ts';
import { badRequest, faultReply, problem, RATE_LIMIT_DOCS, secondaryLimit } from './github-replies.ts';
import { PointBudget } from './point-budget.ts';
import { queryRoot } from './query-root.ts';
import { githubSchema, performQuery, prepareQuery, type GraphqlAnswer, type GraphqlRequest } from './run-graphql.ts';
import type { SearchDialect } from './search-syntax.ts';

export interface GitHubApiOptions {
  readonly token?: string;
  /** The account behind the token. */
  readonly viewerLogin?: string;
  /** What a classic token may do, told in `x-oauth-scopes`; null: a fine-grained one, which doesn't tell. */
  readonly scopes?: readonly string[] | null;
  /** The primary limit, 5,000 points by default. */
  readonly pointsPerHour?: number;
  /** A secondary limit, 2,000 points by default. */
  readonly pointsPerMinute?: number;
  /** A secondary limit, 100 by default. */
  readonly maxConcurrent?: number;
  /** Connections of files and commits in one answer before RESOURCE_LIMITS_EXCEEDED; no limit by default. */
  readonly maxObjects?: number;
  /** How several `repo:` in a search are read; `classic` (any of them) by default. */
  readonly searchDialect?: SearchDialect;
  /** Former names of repositories with their names of today. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** For the hour of the limits; epoch milliseconds. Searches know no time but the world's. */
  readonly clock?: () => number;
}

export const SANDBOX_GITHUB_TOKEN = 'sandbox-github-token';

const ROOTS = new Set(['/graphql', '/api/graphql']);

/** GitHub's GraphQL API (also at an Enterprise Server's address) on its published schema, with the world's pull requests. */
export const createGitHubApi = (world: World, options: GitHubApiOptions = {}): FakeApi => {
  githubSchema();
  const server = new GitHubServer(world, options);
  return { name: 'github', routes: (request) => server.answer(request), operation: operationOf, failure: faultReply };
};

class GitHubServer {
  readonly #options: GitHubApiOptions;
  readonly #site: GitHubSite;
  readonly #points: PointBudget;
  #running = 0;

  constructor(world: World, options: GitHubApiOptions) {
    this.#options = options;
    this.#site = new GitHubSite(world, options.viewerLogin ?? 'daybrief-sandbox', options.renamed ?? {});
    const { pointsPerHour = 5_000, pointsPerMinute = 2_000, clock = Date.now } = options;
    this.#points = new PointBudget({ pointsPerHour, pointsPerMinute }, clock);
  }

  async answer(request: FakeRequest): Promise<FakeResponse> {
    if ((request.headers['user-agent'] ?? '') === '') return { status: 403, body: NO_USER_AGENT };
    if (!ROOTS.has(request.path)) return problem(404, 'Not Found');
    const denied = this.#checkToken(request);
    if (denied !== undefined) return denied;
    if (request.method !== 'POST') return problem(404, 'Not Found');
    if (this.#running >= (this.#options.maxConcurrent ?? 100)) return this.#withHeaders(secondaryLimit(60));
    this.#running++;
    try {
      return this.#withHeaders(await this.#run(request));
    } finally {
      this.#running--;
    }
  }

  #checkToken({ headers }: FakeRequest): FakeResponse | undefined {
    const [scheme = '', token] = (headers.authorization ?? '').split(/\s+/);
    if (scheme === '') return problem(401, 'This endpoint requires you to be authenticated.');
    const isKnown = /^(?:bearer|token)$/i.test(scheme) && token === (this.#options.token ?? SANDBOX_GITHUB_TOKEN);
    return isKnown ? undefined : problem(401, 'Bad credentials');
  }

  async #run(request: FakeRequest): Promise<FakeResponse> {
    const asked = readRequest(request);
    if ('status' in asked) return asked;
    const prepared = prepareQuery(asked);
    if (!('document' in prepared)) return { status: 200, body: prepared };
    const taken = this.#points.take(prepared.cost.points);
    if (taken === 'secondary') return secondaryLimit(60);
    if (taken === 'primary') return { status: 200, body: this.#exhausted() };
    const root = queryRoot(this.#site, this.#options.searchDialect ?? 'classic', prepared.cost, this.#points.state());
    return { status: 200, body: await performQuery(prepared, asked, root, this.#options.maxObjects ?? Infinity) };
  }

  #exhausted(): GraphqlAnswer {
    const message = `API rate limit already exceeded for user ${this.#site.viewerLogin}. See ${RATE_LIMIT_DOCS}`;
    return { errors: [errorOnWire(githubError('RATE_LIMITED', message))] };
  }

  #withHeaders(response: FakeResponse): FakeResponse {
    const { limit, remaining, used, resetAtMs } = this.#points.state();
    const { scopes = ['repo', 'read:org'] } = this.#options;
    return {
      ...response,
      headers: {
        'x-github-media-type': 'github.v4; format=json',
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(Math.ceil(resetAtMs / 1000)),
        'x-ratelimit-resource': 'graphql',
        ...(scopes === null ? {} : { 'x-oauth-scopes': scopes.join(', ') }),
        ...response.headers,
      },
    };
  }
}

const NO_USER_AGENT =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header ' +
  '(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).';

/** A query's own name is what tells calls apart. */
const operationOf = (request: FakeRequest): string => {
  const named = /^[^"]*"query"\s*:\s*"(?:[\s,]|\\n)*(?:query|mutation)\s+(\w+)/.exec(
    request.body.subarray(0, 500).toString('utf8'),
  );
  return named?.[1] ?? `${request.method} ${request.path}`;
};

const readRequest = (request: FakeRequest): GraphqlRequest | FakeResponse => {
  let body: unknown;
  try {
    body = request.json();
  } catch {
    return problem(400, 'Problems parsing JSON');
  }
  const { query, variables, operationName } = (typeof body === 'object' && body !== null ? body : {}) as {
    readonly [key: string]: unknown;
  };
  if (typeof query !== 'string' || query === '')
    return badRequest('A query attribute must be specified and must be a string.');
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    return badRequest('Variables must be an object.');
  }
  return {
    query,
    variables: (variables ?? {}) as Readonly<Record<string, unknown>>,
    operationName: typeof operationName === 'string' ? operationName : null,
  };
};
