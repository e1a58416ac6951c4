import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isRepositoryName,
  planSearches,
  searchText,
  splitByRepository,
  splitInTime,
} from '../../../src/adapters/github/search-slice.ts';

const repository = fc
  .tuple(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,38}$/), fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/))
  .map(([owner, name]) => `${owner}/${name}`);

const query = {
  range: { fromMs: Date.UTC(2026, 10, 19, 8, 30), toMs: Date.UTC(2026, 10, 20, 8, 30) },
  suspectLookbackMs: 6 * 3_600_000,
  maxPullRequests: 500,
};

describe('planSearches', () => {
  test('writes what GitHub documents', () => {
    const texts = planSearches({ ...query, repositories: ['acme/a', 'acme/b'] }, query.range.toMs).map(searchText);
    expect(texts).toEqual([
      'is:pr repo:acme/a repo:acme/b merged:2026-11-19T02:30:00Z..2026-11-20T08:30:00Z',
      'is:pr repo:acme/a repo:acme/b is:open updated:2026-11-19T08:30:00Z..2026-11-20T08:30:00Z',
    ]);
  });

  test('every repository is in one search of each kind, none longer than 256 characters', () => {
    fc.assert(
      fc.property(fc.uniqueArray(repository, { maxLength: 40 }), (repositories) => {
        const slices = planSearches({ ...query, repositories }, query.range.toMs);
        for (const kind of ['merged', 'open']) {
          expect(slices.filter((slice) => slice.kind === kind).flatMap((slice) => slice.repositories)).toEqual(
            repositories,
          );
        }
        for (const slice of slices) expect(searchText(slice).length).toBeLessThanOrEqual(256);
      }),
    );
  });
});

describe('splitting', () => {
  const slice = { kind: 'merged', repositories: ['a/b', 'a/c', 'a/d'], fromSeconds: 10, toSeconds: 15 } as const;

  test('halves in time leave no second out and share none; a second is whole', () => {
    expect(splitInTime(slice)?.map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds])).toEqual([
      [13, 15],
      [10, 12],
    ]);
    expect(splitInTime({ ...slice, toSeconds: 10 })).toBeNull();
  });

  test('halves by repository end at one', () => {
    expect(splitByRepository(slice)?.map(({ repositories }) => repositories)).toEqual([['a/b', 'a/c'], ['a/d']]);
    expect(splitByRepository({ ...slice, repositories: ['a/b'] })).toBeNull();
  });
});

test('names that could carry search qualifiers are no repository names', () => {
  const names = [
    'acme/web',
    'a-b/c.d_e',
    'acme/x is:issue',
    'acme/x"y',
    'acme',
    'acme/',
    '/x',
    'a/b/c',
    'acme/x\nrepo:b/c',
  ];
  expect(names.filter(isRepositoryName)).toEqual(['acme/web', 'a-b/c.d_e']);
});
