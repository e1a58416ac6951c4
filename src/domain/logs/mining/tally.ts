/** Counts of few names, as `[name, count, …]`: a map for each of thousands of lines would take more than all else. */
export type Tally = (string | number)[];

const MAX_NAMES = 32;

/** Adds to a name's count; names beyond 32 are left out. */
export const tally = (counts: Tally, name: string, by: number): void => {
  for (let index = 0; index < counts.length; index += 2) {
    if (counts[index] !== name) continue;
    counts[index + 1] = (counts[index + 1] as number) + by;
    return;
  }
  if (counts.length < MAX_NAMES * 2) counts.push(name, by);
};

/** Names in order, so that equal counts are equal JSON. `Object.fromEntries` takes `__proto__` for a name like any other. */
export const countsOf = (counts: Tally): Record<string, number> =>
  Object.fromEntries(
    Array.from(
      { length: counts.length / 2 },
      (_, at) => [counts[at * 2] as string, counts[at * 2 + 1] as number] as const,
    ).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
