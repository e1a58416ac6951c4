import type { PullRequestNode } from '../world.ts';
import { accountObject } from './account-objects.ts';
import { commitObject, rollupObject } from './commit-object.ts';
import { notInSandbox } from './github-error.ts';
import { nodeId, type GitHubSite } from './github-site.ts';
import { nothing, pageOf, type PageArguments } from './page-of.ts';
import { refObject, repositoryObject } from './repository-object.ts';
import { closedAtOf } from './search-qualifiers.ts';

type Fields = Readonly<Record<string, unknown>>;
type Raw = Readonly<Record<string, unknown>>;

/** A pull request: what its world's node says goes before what is usual, and is shown in GitHub's shapes. */
export const pullRequestObject = (site: GitHubSite, node: PullRequestNode): Fields => ({
  ...usual(node),
  ...node,
  ...texts(node),
  ...state(node),
  ...size(node),
  author: node.author === null ? null : accountObject(site, node.author.login, node.author),
  repository: () => repositoryOf(site, node),
  baseRepository: () => repositoryOf(site, node),
  headRepository: () => repositoryOf(site, node),
  headRepositoryOwner: () => repositoryOf(site, node)['owner'],
  baseRef: () => refObject(node.repository, node.baseRefName),
  viewerDidAuthor: node.author?.login === site.viewerLogin,
  participants: (args: PageArguments) =>
    pageOf(node.author === null ? [] : [node.author.login], args, { toNode: (login) => accountObject(site, login) }),
  labels: (args: PageArguments) => pageOf(node.labels.nodes, args, { toNode: (label) => labelObject(node, label) }),
  files: (args: PageArguments) =>
    pageOf(node.files.nodes, args, {
      totalCount: Math.max(node.files.totalCount, node.files.nodes.length),
      toNode: (file) => ({ viewerViewedState: 'UNVIEWED', ...file }),
    }),
  commits: (args: PageArguments) =>
    pageOf(node.commits.nodes, args, {
      totalCount: Math.max(node.commits.totalCount, node.commits.nodes.length),
      toNode: (entry) => commitEntry(node, entry),
    }),
  statusCheckRollup: () => {
    const rollup = lastCommit(node)?.statusCheckRollup;
    return rollup == null ? null : rollupObject(rollup, lastCommit(node)?.oid ?? '');
  },
});

/** What holds for a pull request of which nothing else is told. */
const usual = (node: PullRequestNode): Fields => ({
  authorAssociation: 'MEMBER',
  isDraft: false,
  isCrossRepository: false,
  isInMergeQueue: false,
  isMergeQueueEnabled: false,
  locked: false,
  activeLockReason: null,
  includesCreatedEdit: false,
  createdViaEmail: false,
  maintainerCanModify: false,
  editor: null,
  lastEditedAt: null,
  publishedAt: node.createdAt,
  mergedBy: null,
  autoMergeRequest: null,
  mergeQueueEntry: null,
  milestone: null,
  // GitHub itself says so until somebody looks.
  mergeable: 'UNKNOWN',
  mergeStateStatus: 'UNKNOWN',
  reviewDecision: null,
  suggestedReviewers: [],
  totalCommentsCount: 0,
  ...Object.fromEntries(EMPTY.map((field) => [field, nothing])),
});

const EMPTY = [
  'assignees',
  'closingIssuesReferences',
  'comments',
  'latestOpinionatedReviews',
  'latestReviews',
  'projectItems',
  'projectsV2',
  'reactions',
  'reviewRequests',
  'reviewThreads',
  'reviews',
  'userContentEdits',
];

const texts = (node: PullRequestNode): Fields => {
  const body = typeof node['body'] === 'string' ? node['body'] : node.bodyText;
  const path = URL.canParse(node.url) ? new URL(node.url).pathname : node.url;
  return {
    body,
    bodyHTML: node.bodyText === '' ? '' : `<p>${escapeHtml(node.bodyText)}</p>`,
    titleHTML: escapeHtml(node.title),
    permalink: node.url,
    resourcePath: path,
    checksUrl: `${node.url}/checks`,
    checksResourcePath: `${path}/checks`,
    revertUrl: `${node.url}/revert`,
    revertResourcePath: `${path}/revert`,
  };
};

const state = (node: PullRequestNode): Fields => ({
  closed: node.state !== 'OPEN',
  closedAt: closedAtOf(node),
  merged: node.state === 'MERGED',
  ...(node.state === 'MERGED' ? {} : { mergeCommit: null }),
});

/** Lines are known only where every file tells its own. */
const size = (node: PullRequestNode): Fields => {
  const sumOf = (field: string): number => {
    const counts = node.files.nodes.map((file) => file[field]).filter((count) => typeof count === 'number');
    if (counts.length < node.files.totalCount) throw notInSandbox(`the ${field} of this pull request`);
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const lines = (field: string): unknown => node[field] ?? (() => sumOf(field));
  const headOid = lastCommit(node)?.oid;
  return {
    changedFiles: node['changedFiles'] ?? Math.max(node.files.totalCount, node.files.nodes.length),
    additions: lines('additions'),
    deletions: lines('deletions'),
    ...(headOid === undefined ? {} : { headRefOid: node['headRefOid'] ?? headOid }),
  };
};

const lastCommit = (node: PullRequestNode): PullRequestNode['commits']['nodes'][number]['commit'] | undefined =>
  node.commits.nodes.at(-1)?.commit;

const repositoryOf = (site: GitHubSite, node: PullRequestNode): Fields => {
  const entry = site.repository(node.repository.nameWithOwner, false);
  return entry === undefined ? node.repository : { ...repositoryObject(site, entry), ...withoutOwner(node.repository) };
};

const withoutOwner = ({ owner: _owner, ...rest }: PullRequestNode['repository']): Raw => rest;

const labelObject = (node: PullRequestNode, label: Raw & { readonly name: string }): Fields => ({
  __typename: 'Label',
  id: nodeId('LA', `${node.repository.nameWithOwner}:${label.name}`),
  // GitHub's own colour for a label that was given none.
  color: 'ededed',
  description: null,
  isDefault: false,
  ...label,
});

const commitEntry = (node: PullRequestNode, entry: PullRequestNode['commits']['nodes'][number]): Fields => ({
  __typename: 'PullRequestCommit',
  id: nodeId('PRC', `${node.id}:${entry.commit.oid}`),
  url: `${node.url}/commits/${entry.commit.oid}`,
  resourcePath: `${URL.canParse(node.url) ? new URL(node.url).pathname : ''}/commits/${entry.commit.oid}`,
  ...entry,
  commit: commitObject(entry.commit),
});

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
