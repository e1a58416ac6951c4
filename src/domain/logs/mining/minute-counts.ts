/** Events by minute, as `[minute, events, …]`; minutes may recur until it is compacted. */
export interface MinuteCounts {
  pairs: number[];
  /** Length at which it is compacted next. */
  compactAt: number;
}

const FIRST_COMPACTION = 128;
/** Pairs looked at from the end: events mostly come in order of time. */
const LOOK_BACK = 4;

export const createMinuteCounts = (pairs: readonly number[] = []): MinuteCounts => ({
  pairs: [...pairs],
  compactAt: Math.max(FIRST_COMPACTION, pairs.length * 2),
});

export const addMinute = (counts: MinuteCounts, minute: number, events: number): void => {
  const { pairs } = counts;
  for (let at = pairs.length - 2; at >= 0 && at >= pairs.length - LOOK_BACK * 2; at -= 2) {
    if (pairs[at] !== minute) continue;
    pairs[at + 1] = (pairs[at + 1] ?? 0) + events;
    return;
  }
  pairs.push(minute, events);
  if (pairs.length < counts.compactAt) return;
  counts.pairs = compactMinutes(pairs);
  counts.compactAt = Math.max(FIRST_COMPACTION, counts.pairs.length * 2);
};

/** Ascending, each minute once. */
export const compactMinutes = (pairs: readonly number[]): number[] => {
  const sum = new Map<number, number>();
  for (let at = 0; at < pairs.length; at += 2) {
    const minute = pairs[at] ?? 0;
    sum.set(minute, (sum.get(minute) ?? 0) + (pairs[at + 1] ?? 0));
  }
  return [...sum].sort(([a], [b]) => a - b).flat();
};
