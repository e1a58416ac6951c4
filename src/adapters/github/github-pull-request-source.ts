import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { PullRequest } from '../../domain/pull-request.ts';
import type { CallContext, Collected, PullRequestQuery, PullRequestSource } from '../../ports.ts';
import { connectGitHub, createAsker, type GitHubConnection, type GitHubOptions } from './github-connection.ts';
import { diagnoseGitHub } from './github-diagnosis.ts';
import { listRepositories } from './repository-choices.ts';
import { readSlices, type Reading } from './pull-request-reader.ts';
import { gapsOf, tooManyGap } from './reading-gaps.ts';
import { findLostIfPossible } from './repository-lookup.ts';
import { isRepositoryName, planSearches } from './search-slice.ts';

/** The budget of a run is 500 calls. */
const MAX_CALLS = 490;

/**
 * Pull requests of GitHub by its GraphQL search: merged ones and those still open.
 * Throws `InvalidConfig` for an address or token that can't be used.
 */
export const createGitHubPullRequestSource = (options: GitHubOptions): PullRequestSource => {
  const connection = connectGitHub(options);
  return {
    label: 'GitHub',
    collectPullRequests: (query, call) => collect(connection, query, call),
    diagnose: (scope, call) => diagnoseGitHub(connection, scope, call),
    choices: (call) => listRepositories(createAsker(connection, call)),
  };
};

const collect = async (
  connection: GitHubConnection,
  query: PullRequestQuery,
  call: CallContext,
): Promise<Collected<PullRequest>> => {
  const asked = [...new Map(query.repositories.map((name) => [name.toLowerCase(), name])).values()];
  const repositories = asked.filter(isRepositoryName);
  const misnamed = asked.filter((name) => !isRepositoryName(name));
  if (asked.length === 0) return { items: [], gaps: [], calls: 0 };
  if (repositories.length === 0) throw noRepositories(connection, misnamed);
  const ending = new AbortController();
  // The first failed search ends the others: their results could not be used.
  const asker = createAsker(connection, {
    heartbeat: call.heartbeat,
    signal: AbortSignal.any([call.signal, ending.signal]),
    maxCalls: MAX_CALLS,
  });
  try {
    const slices = planSearches({ ...query, repositories }, connection.clock());
    const reading = await readSlices(asker, slices, query.maxPullRequests, belongsTo(query));
    const seen = new Set([...reading.found.values()].map((found) => found.repository.toLowerCase()));
    const silent = repositories.filter((name) => !seen.has(name.toLowerCase()) && !reading.refused.has(name));
    const unnamed = [...misnamed, ...reading.refused].map((name) => ({ name, movedTo: null }));
    const lost = [...unnamed, ...(await findLostIfPossible(asker, silent))];
    if (lost.length === asked.length) throw noRepositories(connection, asked);
    if (reading.pages === 0 && reading.failures[0] !== undefined) throw reading.failures[0].error;
    const items = newest(reading, query.maxPullRequests);
    const gaps = [...gapsOf(reading, lost), ...tooManyGap(reading, items.length)];
    return { items: items.toSorted(byTime), gaps, calls: asker.calls() };
  } finally {
    ending.abort();
  }
};

/** The search's ranges are closed, in whole seconds, and open-ended for open pull requests; this is exact. */
const belongsTo =
  ({ range, suspectLookbackMs }: PullRequestQuery) =>
  (pullRequest: PullRequest): boolean =>
    pullRequest.mergedAtMs === null
      ? pullRequest.updatedAtMs >= range.fromMs && pullRequest.createdAtMs < range.toMs
      : pullRequest.mergedAtMs >= range.fromMs - suspectLookbackMs && pullRequest.mergedAtMs < range.toMs;

const newest = (reading: Reading, count: number): readonly PullRequest[] =>
  [...reading.found.values()].toSorted((a, b) => byTime(b, a)).slice(0, count);

const timeOf = (pullRequest: PullRequest): number => pullRequest.mergedAtMs ?? pullRequest.updatedAtMs;

const byTime = (a: PullRequest, b: PullRequest): number =>
  timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const noRepositories = (connection: GitHubConnection, names: readonly string[]): DaybriefError =>
  new DaybriefError(
    'NotFound',
    `GitHub (${connection.baseUrl}), search pull requests: none of the repositories ${names.slice(0, 10).join(', ')} ` +
      'exists or is visible to the token. Write them as owner/name, and give the token access to them.',
  );
