import { ownCopy } from './own-copy.ts';

const MAX_KNOWN = 10_000;

/** Numbers keys, so that hashes of equal lines under different keys differ; a number is never given twice. */
export const createSeeds = (): ((key: string) => number) => {
  const seeds = new Map<string, number>();
  let last = 0;
  let recentKey: string | null = null;
  let recentSeed = 0;
  const find = (key: string): number => {
    const known = seeds.get(key);
    if (known !== undefined) return known;
    if (seeds.size >= MAX_KNOWN) seeds.clear();
    last += 1;
    seeds.set(ownCopy(key), last);
    return last;
  };
  // A slice's events mostly have one log group and no exception.
  return (key) => {
    if (key !== recentKey) {
      recentSeed = find(key);
      recentKey = key;
    }
    return recentSeed;
  };
};
