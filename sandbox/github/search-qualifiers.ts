import type { PullRequestNode } from '../world.ts';
import { notInSandbox } from './github-error.ts';
import { compileDates, compileNumbers } from './search-ranges.ts';
import { unprocessable } from './search-syntax.ts';

export type Matches = (pullRequest: PullRequestNode) => boolean;
type Compile = (value: string, nowMs: number) => Matches;

const always: Matches = () => true;
const never: Matches = () => false;
const same = (left: string | undefined, right: string): boolean => left?.toLowerCase() === right.toLowerCase();
const tells = (node: PullRequestNode, field: string): boolean => node[field] !== undefined && node[field] !== null;
const isDraft = (node: PullRequestNode): boolean => node['isDraft'] === true;

/** When it was closed or merged; null while it is open. A world may leave it out: then its last change stands for it. */
export const closedAtOf = (node: PullRequestNode): string | null => {
  if (node.state === 'OPEN') return null;
  return typeof node['closedAt'] === 'string' ? node['closedAt'] : (node.mergedAt ?? node.updatedAt);
};

const dates =
  (timeOf: (node: PullRequestNode) => string | null): Compile =>
  (value, nowMs) => {
    const matches = compileDates(value, nowMs);
    return (node) => {
      const time = timeOf(node);
      return time !== null && matches(Date.parse(time));
    };
  };

const loginOf = (value: string): string => value.replace(/^@/, '').replace(/^app\/(.*)$/, '$1[bot]');

const IS: Readonly<Record<string, Matches>> = {
  pr: always,
  'pull-request': always,
  issue: never,
  open: ({ state }) => state === 'OPEN',
  closed: ({ state }) => state !== 'OPEN',
  merged: ({ state }) => state === 'MERGED',
  unmerged: ({ state }) => state !== 'MERGED',
  draft: isDraft,
  locked: (node) => node['locked'] === true,
  unlocked: (node) => node['locked'] !== true,
  private: always,
  public: never,
  queued: never,
};

const isOneOf =
  (qualifier: string, allowed: Readonly<Record<string, Matches>>): Compile =>
  (value) => {
    const matches = allowed[value.toLowerCase()];
    if (matches !== undefined) return matches;
    throw unprocessable(`"${value}" is not a recognized value of ${qualifier}: in the search.`);
  };

/** https://docs.github.com/en/graphql/reference/enums#statusstate, as the search groups them. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  success: ['SUCCESS'],
  failure: ['FAILURE', 'ERROR'],
  pending: ['PENDING', 'EXPECTED'],
};

const status: Compile = (value) => {
  const states = STATUSES[value.toLowerCase()];
  if (states === undefined) throw unprocessable(`"${value}" is not a recognized value of status: in the search.`);
  return ({ commits }) => states.includes(commits.nodes.at(-1)?.commit.statusCheckRollup?.state ?? '');
};

/** Any of several: `label:bug,"good first issue"`. */
const label: Compile = (value) => {
  const names = value.split(',').map((name) => name.replace(/^"|"$/g, ''));
  return ({ labels }) => names.some((name) => labels.nodes.some((found) => same(found.name, name)));
};

const ABSENT: Readonly<Record<string, Matches>> = {
  label: ({ labels }) => labels.nodes.length === 0,
  milestone: (node) => !tells(node, 'milestone'),
  assignee: (node) => !tells(node, 'assignees'),
  project: (node) => !tells(node, 'projectItems'),
};

/** The world has none of these, unless its nodes say so, which no search here reads. */
const absentFrom =
  (field: string): Compile =>
  (value) => {
    return (node) => {
      if (tells(node, field)) throw notInSandbox(`how to search ${field} for "${value}"`);
      return false;
    };
  };

const REVIEWS: Readonly<Record<string, Matches>> = {
  none: (node) => !tells(node, 'reviewDecision'),
  required: (node) => node['reviewDecision'] === 'REVIEW_REQUIRED',
  approved: (node) => node['reviewDecision'] === 'APPROVED',
  changes_requested: (node) => node['reviewDecision'] === 'CHANGES_REQUESTED',
};

const author: Compile = (value) => (node) => same(node.author?.login, loginOf(value));

export const QUALIFIERS: Readonly<Record<string, Compile>> = {
  repo: (value) => (node) => same(node.repository.nameWithOwner, value),
  org: (value) => (node) => same(node.repository.owner.login, value),
  user: (value) => (node) => same(node.repository.owner.login, loginOf(value)),
  is: isOneOf('is', IS),
  type: isOneOf('type', { pr: always, issue: never }),
  state: isOneOf('state', { open: IS['open'] ?? never, closed: IS['closed'] ?? never, merged: IS['merged'] ?? never }),
  draft: isOneOf('draft', { true: isDraft, false: (node) => !isDraft(node) }),
  archived: isOneOf('archived', { true: never, false: always }),
  no: isOneOf('no', ABSENT),
  review: isOneOf('review', REVIEWS),
  created: dates(({ createdAt }) => createdAt),
  updated: dates(({ updatedAt }) => updatedAt),
  merged: dates(({ mergedAt }) => mergedAt),
  closed: dates(closedAtOf),
  status,
  label,
  author,
  involves: author,
  /** Branches that begin so; `base` is the whole name. */
  head: (value) => (node) => node.headRefName.toLowerCase().startsWith(value.toLowerCase()),
  base: (value) => (node) => same(node.baseRefName, value),
  assignee: absentFrom('assignees'),
  mentions: absentFrom('mentions'),
  commenter: absentFrom('comments'),
  milestone: absentFrom('milestone'),
  project: absentFrom('projectItems'),
  'reviewed-by': absentFrom('reviews'),
  'review-requested': absentFrom('reviewRequests'),
  'user-review-requested': absentFrom('reviewRequests'),
  'team-review-requested': absentFrom('reviewRequests'),
  comments: (value) => {
    const matches = compileNumbers(value);
    return (node) => matches(typeof node['totalCommentsCount'] === 'number' ? node['totalCommentsCount'] : 0);
  },
  language: (value) => () => {
    throw notInSandbox(`which repositories are written in ${value}`);
  },
  /** These say where to look and how to order; they leave nothing out. */
  in: () => always,
  sort: () => always,
};
