import type { DaybriefError } from '../../domain/daybrief-error.ts';
import type { PullRequest } from '../../domain/pull-request.ts';
import type { Answer, GitHubAsker } from './github-connection.ts';
import { invalidResponse, isRefusal, refused } from './github-error.ts';
import { searchSchema, toPullRequest, type SearchPage } from './github-pull-request.ts';
import { SEARCH_PULL_REQUESTS } from './github-queries.ts';
import { createPageSize, type PageSize } from './page-size.ts';
import { searchText, splitByRepository, splitInTime, splitToSingles, type SearchSlice } from './search-slice.ts';
import { createUnionCheck, type UnionCheck } from './union-check.ts';

/** What reading brought together; it grows while slices are read. */
export interface Reading {
  readonly found: Map<string, PullRequest>;
  /** Repositories that GitHub refuses to search. */
  readonly refused: Set<string>;
  /** Pull requests that GitHub counted and that were left unread because a limit was reached. */
  unread: number;
  /** Nodes that came back empty or unreadable. */
  unreadable: number;
  /** GitHub's complaints beside partial data, with how often each came. */
  readonly complaints: Map<string, number>;
  /** Searches that failed in the smallest size too. */
  readonly failures: { readonly slice: SearchSlice; readonly error: DaybriefError }[];
  /** Searches that were not made because the limit of calls was reached. */
  unasked: number;
  /** Pages read. */
  pages: number;
}

/** A search shows at most this many results; beyond it the range is cut in two. */
const MAX_RESULTS = 1_000;

const OPERATION = 'search pull requests';

/**
 * Reads all slices, or until about `maxPullRequests` are found.
 * Throws what concerns every search alike: credentials, rate limits, the network.
 */
export const readSlices = async (
  asker: GitHubAsker,
  slices: readonly SearchSlice[],
  maxPullRequests: number,
  accept: (pullRequest: PullRequest) => boolean,
): Promise<Reading> => {
  const reading: Reading = {
    found: new Map(),
    refused: new Set(),
    unread: 0,
    unreadable: 0,
    complaints: new Map(),
    failures: [],
    unasked: 0,
    pages: 0,
  };
  const reader: Reader = {
    asker,
    maxPullRequests,
    accept,
    reading,
    pageSize: createPageSize(),
    union: createUnionCheck(asker),
  };
  await Promise.all(slices.map(async (slice) => readSlice(reader, slice)));
  return reading;
};

interface Reader {
  readonly asker: GitHubAsker;
  readonly maxPullRequests: number;
  readonly accept: (pullRequest: PullRequest) => boolean;
  readonly reading: Reading;
  readonly pageSize: PageSize;
  readonly union: UnionCheck;
}

const readSlice = async (reader: Reader, slice: SearchSlice): Promise<void> => {
  const { reading, maxPullRequests } = reader;
  let page = await readPage(reader, slice, null);
  if (page === null) return;
  if (!(await reader.union.holds(slice, page.issueCount))) {
    await Promise.all(splitToSingles(slice).map(async (single) => readSlice(reader, single)));
    return;
  }
  const halves = page.issueCount > MAX_RESULTS ? splitInTime(slice) : null;
  if (halves !== null && reading.found.size < maxPullRequests) {
    await Promise.all(halves.map(async (half) => readSlice(reader, half)));
    return;
  }
  const cursors = new Set<string>();
  let rows = 0;
  for (;;) {
    rows += take(reader, page);
    const cursor = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
    if (cursor === null || cursors.has(cursor) || reading.found.size >= maxPullRequests) break;
    cursors.add(cursor);
    const next = await readPage(reader, slice, cursor);
    if (next === null) break;
    page = next;
  }
  // Counts may be off by a few at the true end; they tell what is missing only where reading was cut short.
  const isWhole = !page.pageInfo.hasNextPage && page.issueCount <= MAX_RESULTS;
  if (!isWhole) reading.unread += Math.max(0, page.issueCount - rows);
};

/** Keeps what belongs; returns how many rows the page had. */
const take = ({ reading, accept }: Reader, page: SearchPage): number => {
  const nodes = page.nodes ?? [];
  for (const node of nodes) {
    const pullRequest = toPullRequest(node);
    if (pullRequest === null) reading.unreadable += isOther(node) ? 0 : 1;
    else if (accept(pullRequest)) reading.found.set(pullRequest.id, pullRequest);
  }
  reading.pages++;
  return nodes.length;
};

/** The search's type covers issues too. */
const isOther = (node: unknown): boolean =>
  typeof node === 'object' && node !== null && '__typename' in node && node.__typename !== 'PullRequest';

/** A page in the largest size that GitHub manages; null when it can't be had, which `reading` then knows. */
const readPage = async (reader: Reader, slice: SearchSlice, after: string | null): Promise<SearchPage | null> => {
  const { asker, reading, pageSize } = reader;
  for (;;) {
    const first = pageSize.current();
    const answer = await asker.ask(OPERATION, SEARCH_PULL_REQUESTS, { searchText: searchText(slice), first, after });
    if (answer.kind === 'data') return usePage(reader, slice, after, answer);
    if (answer.kind === 'over-budget') {
      reading.unasked++;
      return null;
    }
    if (pageSize.shrinkFrom(first, answer.error.code === 'TimedOut')) continue;
    const partial = searchSchema.safeParse(answer.data);
    if (partial.success) {
      complain(reading, [answer.error.message]);
      return partial.data.search;
    }
    reading.failures.push({ slice, error: answer.error });
    return null;
  }
};

const usePage = async (
  reader: Reader,
  slice: SearchSlice,
  after: string | null,
  answer: Extract<Answer, { kind: 'data' }>,
): Promise<SearchPage | null> => {
  const page = searchSchema.safeParse(answer.data);
  const messages = answer.errors.map((error) => error.message);
  if (page.success) {
    complain(reader.reading, messages);
    return page.data.search;
  }
  const context = reader.asker.context(OPERATION);
  if (answer.errors.length === 0) throw invalidResponse(context, page.error.issues[0]?.message ?? 'unreadable');
  if (!answer.errors.some(isRefusal)) throw refused(context, 'InvalidRequest', messages.join('; ').slice(0, 300));
  // One repository that may not be searched spoils the search of its neighbours: find out which.
  const halves = splitByRepository(slice);
  if (halves === null) for (const repository of slice.repositories) reader.reading.refused.add(repository);
  else if (after === null) await Promise.all(halves.map(async (half) => readSlice(reader, half)));
  else complain(reader.reading, messages);
  return null;
};

const complain = (reading: Reading, messages: readonly string[]): void => {
  for (const message of messages) reading.complaints.set(message, (reading.complaints.get(message) ?? 0) + 1);
};
