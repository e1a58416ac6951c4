import type { PullRequestNode } from '../world.ts';
import { accountObject, organizationObject } from './account-objects.ts';
import { notFound } from './github-error.ts';
import { nodeId, type GitHubSite, type RepositoryEntry } from './github-site.ts';
import { nothing, pageOf, type PageArguments } from './page-of.ts';
import { pullRequestObject } from './pull-request-object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A repository as far as the world tells of it; branches are those that its pull requests name. */
export const repositoryObject = (site: GitHubSite, entry: RepositoryEntry): Fields => ({
  __typename: 'Repository',
  id: nodeId('R', entry.nameWithOwner),
  name: entry.name,
  nameWithOwner: entry.nameWithOwner,
  owner: () => organizationObject(site, entry.owner),
  url: entry.url,
  resourcePath: `/${entry.nameWithOwner}`,
  description: null,
  homepageUrl: null,
  isArchived: false,
  archivedAt: null,
  isDisabled: false,
  isFork: false,
  isLocked: false,
  isMirror: false,
  isTemplate: false,
  isInOrganization: true,
  isPrivate: true,
  visibility: 'PRIVATE',
  parent: null,
  viewerPermission: 'READ',
  viewerCanAdminister: false,
  defaultBranchRef: () => refObject(entry, defaultBranchOf(entry)),
  ref: ({ qualifiedName }: { qualifiedName: string }) => {
    const name = qualifiedName.replace(/^refs\/heads\//, '');
    return branchesOf(entry).includes(name) ? refObject(entry, name) : null;
  },
  pullRequests: (args: PullRequestsArguments) =>
    pageOf(selectPullRequests(entry.pullRequests, args), args, { toNode: (node) => pullRequestObject(site, node) }),
  pullRequest: ({ number }: { number: number }) => {
    const node = entry.pullRequests.find((candidate) => candidate.number === number);
    if (node !== undefined) return pullRequestObject(site, node);
    throw notFound('PullRequest', `the number of ${number}`);
  },
  issueOrPullRequest: ({ number }: { number: number }) => {
    const node = entry.pullRequests.find((candidate) => candidate.number === number);
    if (node !== undefined) return pullRequestObject(site, node);
    throw notFound('issue or pull request', `the number of ${number}`);
  },
  issue: ({ number }: { number: number }) => {
    throw notFound('Issue', `the number of ${number}`);
  },
  assignableUsers: (args: PageArguments) =>
    pageOf(authorsOf(entry), args, { toNode: (login) => accountObject(site, login) }),
  // Tickets are Jira's in this world, and it keeps nothing of these.
  issues: nothing,
  milestones: nothing,
  releases: nothing,
  latestRelease: null,
  deployments: nothing,
  discussions: nothing,
});

interface PullRequestsArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: {
    readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS';
    readonly direction: 'ASC' | 'DESC';
  } | null;
}

/** Oldest first unless told otherwise, as GitHub orders them. */
const selectPullRequests = (
  all: readonly PullRequestNode[],
  { states, labels, headRefName, baseRefName, orderBy }: PullRequestsArguments,
): readonly PullRequestNode[] => {
  const selected = all.filter(
    (node) =>
      (states == null || states.includes(node.state)) &&
      (labels == null || node.labels.nodes.some(({ name }) => labels.includes(name))) &&
      (headRefName == null || node.headRefName === headRefName) &&
      (baseRefName == null || node.baseRefName === baseRefName),
  );
  const keyOf = ({ createdAt, updatedAt }: PullRequestNode): number =>
    Date.parse(orderBy?.field === 'UPDATED_AT' ? updatedAt : createdAt);
  const sign = orderBy?.direction === 'DESC' ? -1 : 1;
  return selected.toSorted((a, b) => sign * (keyOf(a) - keyOf(b) || a.number - b.number));
};

const branchesOf = (entry: RepositoryEntry): readonly string[] => [
  ...new Set(entry.pullRequests.flatMap(({ baseRefName, headRefName }) => [baseRefName, headRefName])),
];

const authorsOf = (entry: RepositoryEntry): readonly string[] => [
  ...new Set(entry.pullRequests.flatMap(({ author }) => author?.login ?? [])),
];

/** The branch that most pull requests go to. */
const defaultBranchOf = (entry: RepositoryEntry): string => {
  const counts = Map.groupBy(entry.pullRequests, ({ baseRefName }) => baseRefName);
  const [most] = [...counts].toSorted((a, b) => b[1].length - a[1].length);
  return most?.[0] ?? 'main';
};

export const refObject = (entry: Pick<RepositoryEntry, 'nameWithOwner'>, name: string): Fields => ({
  __typename: 'Ref',
  id: nodeId('REF', `${entry.nameWithOwner}:${name}`),
  name,
  prefix: 'refs/heads/',
});
