import { accountObject, organizationObject, viewerObject } from './account-objects.ts';
import { notFound, notInSandbox } from './github-error.ts';
import { nameOfNodeId, type GitHubSite } from './github-site.ts';
import { pageOf, type PageArguments } from './page-of.ts';
import type { PointState } from './point-budget.ts';
import { pullRequestObject } from './pull-request-object.ts';
import type { QueryCost } from './query-cost.ts';
import { repositoryObject } from './repository-object.ts';
import { searchPullRequests } from './search-pull-requests.ts';
import type { SearchDialect } from './search-syntax.ts';

/** However many match. */
const MAX_SEARCH_RESULTS = 1_000;

interface SearchArguments extends PageArguments {
  readonly query: string;
  readonly type: string;
}

/** The fields of a query, of which graphql-js takes those that are asked for. */
export const queryRoot = (
  site: GitHubSite,
  dialect: SearchDialect,
  cost: QueryCost,
  points: PointState,
): Readonly<Record<string, unknown>> => ({
  viewer: () => viewerObject(site),
  rateLimit: {
    cost: cost.points,
    nodeCount: cost.nodes,
    limit: points.limit,
    remaining: points.remaining,
    used: points.used,
    resetAt: isoSeconds(points.resetAtMs),
  },
  repository: ({ owner, name, followRenames }: { owner: string; name: string; followRenames?: boolean | null }) => {
    const entry = site.repository(`${owner}/${name}`, followRenames !== false);
    if (entry !== undefined) return repositoryObject(site, entry);
    throw notFound('Repository', `the name '${owner}/${name}'`);
  },
  repositoryOwner: ({ login }: { login: string }) => {
    if (site.isOrganization(login)) return organizationObject(site, ownerName(site, login));
    const known = site.login(login);
    return known === undefined ? null : accountObject(site, known);
  },
  organization: ({ login }: { login: string }) => {
    if (site.isOrganization(login)) return organizationObject(site, ownerName(site, login));
    throw notFound('Organization', `the login of '${login}'`);
  },
  user: ({ login }: { login: string }) => {
    const known = site.login(login);
    if (known !== undefined && !site.isBot(known)) return accountObject(site, known);
    throw notFound('User', `the login of '${login}'`);
  },
  node: ({ id }: { id: string }) => nodeById(site, id),
  // A node that can't be had costs its neighbours nothing.
  nodes: ({ ids }: { ids: readonly string[] }) =>
    ids.map((id) => {
      try {
        return nodeById(site, id);
      } catch (error) {
        return error;
      }
    }),
  resource: ({ url }: { url: string }) => {
    const node = site.world.pullRequests.find((candidate) => candidate.url === url);
    if (node !== undefined) return pullRequestObject(site, node);
    const entry = site.repositories.find((candidate) => candidate.url === url);
    return entry === undefined ? null : repositoryObject(site, entry);
  },
  search: (args: SearchArguments) => search(site, dialect, args),
});

const search = (site: GitHubSite, dialect: SearchDialect, args: SearchArguments): object => {
  if (args.type !== 'ISSUE') throw notInSandbox(`search results of type ${args.type}`);
  const found = searchPullRequests(site.world.pullRequests, args.query, site.world.now, dialect);
  const counts = { codeCount: 0, discussionCount: 0, repositoryCount: 0, userCount: 0, wikiCount: 0 };
  return pageOf(found.slice(0, MAX_SEARCH_RESULTS), args, {
    toNode: (node) => pullRequestObject(site, node),
    fields: { issueCount: found.length, ...counts },
  });
};

const nodeById = (site: GitHubSite, id: string): object => {
  const node = site.world.pullRequests.find((candidate) => candidate.id === id);
  if (node !== undefined) return pullRequestObject(site, node);
  const entry = site.repository(nameOfNodeId('R', id) ?? '', false);
  if (entry !== undefined) return repositoryObject(site, entry);
  const login = site.login(nameOfNodeId('U', id) ?? nameOfNodeId('BOT', id) ?? '');
  if (login !== undefined) return accountObject(site, login);
  const organization = nameOfNodeId('O', id);
  if (organization !== undefined && site.isOrganization(organization)) return organizationObject(site, organization);
  throw notFound('node', `the global id of '${id}'`);
};

const ownerName = (site: GitHubSite, login: string): string =>
  site.repositories.find(({ owner }) => owner.toLowerCase() === login.toLowerCase())?.owner ?? login;

const isoSeconds = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
