/** Events by minute, as `[minute, events, …]`: ascending at first, then in the order they came in, until compacted. */
export interface MinuteCounts {
  pairs: number[];
  /** Length of the part that ascends, each minute once. */
  ascending: number;
}

/** Length of the rest at which it is compacted, or as long as the part that ascends. */
const LONGEST_REST = 128;
/** Pairs looked at from the end: events mostly come in order of time. */
const LOOK_BACK = 4;

export const createMinuteCounts = (): MinuteCounts => ({ pairs: [], ascending: 0 });

export const addMinute = (counts: MinuteCounts, minute: number, events: number): void => {
  const { pairs } = counts;
  for (let at = pairs.length - 2; at >= 0 && at >= pairs.length - LOOK_BACK * 2; at -= 2) {
    if (pairs[at] === minute) return add(pairs, at, events);
  }
  const place = placeOf(pairs, counts.ascending, minute);
  if (pairs[place] === minute && place < counts.ascending) return add(pairs, place, events);
  if (place === pairs.length) counts.ascending += 2;
  pairs.push(minute, events);
  if (pairs.length - counts.ascending < Math.max(LONGEST_REST, counts.ascending)) return;
  counts.pairs = compactMinutes(pairs);
  counts.ascending = counts.pairs.length;
};

const add = (pairs: number[], at: number, events: number): void => {
  pairs[at + 1] = (pairs[at + 1] ?? 0) + events;
};

/** Where a minute stands, or would have to, in the part that ascends. */
const placeOf = (pairs: readonly number[], ascending: number, minute: number): number => {
  let low = 0;
  let high = ascending / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle * 2] ?? 0) < minute) low = middle + 1;
    else high = middle;
  }
  return low * 2;
};

/** Ascending, each minute once. */
export const compactMinutes = (pairs: readonly number[]): number[] => {
  if (isAscending(pairs)) return [...pairs];
  const sum = new Map<number, number>();
  for (let at = 0; at < pairs.length; at += 2) {
    const minute = pairs[at] ?? 0;
    sum.set(minute, (sum.get(minute) ?? 0) + (pairs[at + 1] ?? 0));
  }
  return [...sum].sort(([a], [b]) => a - b).flat();
};

const isAscending = (pairs: readonly number[]): boolean => {
  for (let at = 2; at < pairs.length; at += 2) if ((pairs[at] ?? 0) <= (pairs[at - 2] ?? 0)) return false;
  return true;
};
