import { ownCopy } from './own-copy.ts';

const MAX_KNOWN = 10_000;

/**
 * Numbers pairs of log group and exception, so that hashes of equal lines under different ones differ; a number is never
 * given twice. A slice's events mostly have one log group and no exception.
 */
export const createSeeds = (): ((logGroup: string, exceptionKey: string) => number) => {
  const groups = new Map<string, Map<string, number>>();
  let last = 0;
  let count = 0;
  let recentGroup: string | null = null;
  let recent = new Map<string, number>();
  const select = (logGroup: string): void => {
    const known = groups.get(logGroup);
    recent = known ?? new Map<string, number>();
    recentGroup = logGroup;
    if (known === undefined) groups.set(ownCopy(logGroup), recent);
  };
  return (logGroup, exceptionKey) => {
    if (logGroup !== recentGroup) select(logGroup);
    const seed = recent.get(exceptionKey);
    if (seed !== undefined) return seed;
    if (count >= MAX_KNOWN) {
      groups.clear();
      select(logGroup);
      count = 0;
    }
    last += 1;
    count += 1;
    recent.set(ownCopy(exceptionKey), last);
    return last;
  };
};
