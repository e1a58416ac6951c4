import type { TimeRange } from '../../domain/time-range.ts';
import type { PullRequestQuery } from '../../ports.ts';

/** One search: pull requests of some repositories, merged or (still open) updated within a closed range of seconds. */
export interface SearchSlice {
  readonly kind: 'merged' | 'open';
  readonly repositories: readonly string[];
  /** Epoch seconds, both inclusive, as GitHub's `A..B` is. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** GitHub refuses longer search texts. */
const MAX_SEARCH_LENGTH = 256;

/** Searches that together cover the query: suspects first, as they matter most when not everything can be read. */
export const planSearches = (query: PullRequestQuery, nowMs: number): readonly SearchSlice[] => {
  const { range, suspectLookbackMs } = query;
  return [
    ...chunked('merged', query.repositories, { fromMs: range.fromMs - suspectLookbackMs, toMs: range.toMs }),
    // A pull request of the range that was touched again later carries the later time.
    ...chunked('open', query.repositories, { fromMs: range.fromMs, toMs: Math.max(range.toMs, nowMs) }),
  ];
};

const chunked = (kind: SearchSlice['kind'], repositories: readonly string[], range: TimeRange): SearchSlice[] => {
  const empty: SearchSlice = {
    kind,
    repositories: [],
    fromSeconds: Math.floor(range.fromMs / 1000),
    toSeconds: Math.ceil(range.toMs / 1000),
  };
  const slices: SearchSlice[] = [];
  let open = empty;
  for (const repository of repositories) {
    const longer = { ...open, repositories: [...open.repositories, repository] };
    if (open.repositories.length > 0 && searchText(longer).length > MAX_SEARCH_LENGTH) {
      slices.push(open);
      open = { ...empty, repositories: [repository] };
    } else {
      open = longer;
    }
  }
  return open.repositories.length === 0 ? slices : [...slices, open];
};

/** https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests */
export const searchText = (slice: SearchSlice): string => {
  const range = `${instant(slice.fromSeconds)}..${instant(slice.toSeconds)}`;
  const when = slice.kind === 'merged' ? `merged:${range}` : `is:open updated:${range}`;
  return `${timelessText(slice.repositories)} ${when}`;
};

/** Two halves in time, the newer one first; null when the slice is a single second. */
export const splitInTime = (slice: SearchSlice): readonly [SearchSlice, SearchSlice] | null => {
  if (slice.fromSeconds >= slice.toSeconds) return null;
  const middle = Math.floor((slice.fromSeconds + slice.toSeconds) / 2);
  return [
    { ...slice, fromSeconds: middle + 1 },
    { ...slice, toSeconds: middle },
  ];
};

/** Two halves by repository; null when there is only one. */
export const splitByRepository = (slice: SearchSlice): readonly [SearchSlice, SearchSlice] | null => {
  const half = Math.ceil(slice.repositories.length / 2);
  if (half === slice.repositories.length) return null;
  return [
    { ...slice, repositories: slice.repositories.slice(0, half) },
    { ...slice, repositories: slice.repositories.slice(half) },
  ];
};

export const splitToSingles = (slice: SearchSlice): readonly SearchSlice[] =>
  slice.repositories.map((repository) => ({ ...slice, repositories: [repository] }));

/** All pull requests ever of the repositories. */
export const timelessText = (repositories: readonly string[]): string =>
  ['is:pr', ...repositories.map((repository) => `repo:${repository}`)].join(' ');

/** GitHub's own rule for names; anything else could carry search qualifiers of its own. */
export const isRepositoryName = (name: string): boolean =>
  /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})\/[A-Za-z0-9._-]{1,100}$/.test(name);

const instant = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
