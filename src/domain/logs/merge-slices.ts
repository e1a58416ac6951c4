import type { LogSample } from '../log-pattern.ts';
import { addSamples } from './line-samples.ts';

/** Everything that is known of the events of one log group whose masked lines are equal. */
export interface MinedLine {
  readonly logGroup: string;
  /** The masked first line of the message, variable parts as `<*>`. */
  readonly text: string;
  /** Types of the chained exceptions, outermost first; empty without an exception. */
  readonly types: readonly string[];
  /** The application's own top frames. */
  readonly frames: readonly string[];
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly levels: Readonly<Record<string, number>>;
  readonly services: Readonly<Record<string, number>>;
  /** Pairs, ascending by minute: minute since the epoch, events. */
  readonly minutes: readonly number[];
  readonly samples: readonly LogSample[];
}

/** What one slice of the logs holds: plain JSON whose size is bounded whatever the number of events. */
export interface MinedSlice {
  readonly version: 1;
  readonly events: number;
  /** Ascending by `lineKey`. */
  readonly lines: readonly MinedLine[];
}

export const lineKey = (line: Pick<MinedLine, 'logGroup' | 'text' | 'types' | 'frames'>): string =>
  [line.logGroup, line.text, line.types.join('\u0001'), line.frames.join('\u0001')].join('\u0000');

/** Slices mined apart become what one pass over all their events gives. */
export const mergeSlices = (slices: readonly MinedSlice[]): MinedSlice => {
  const byKey = new Map<string, MinedLine>();
  for (const line of slices.flatMap(({ lines }) => lines)) {
    const key = lineKey(line);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? line : mergeLines(known, line));
  }
  const lines = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return { version: 1, events: slices.reduce((sum, { events }) => sum + events, 0), lines };
};

export const mergeLines = (a: MinedLine, b: MinedLine): MinedLine => ({
  ...a,
  count: a.count + b.count,
  firstSeenMs: Math.min(a.firstSeenMs, b.firstSeenMs),
  lastSeenMs: Math.max(a.lastSeenMs, b.lastSeenMs),
  levels: addCounts(a.levels, b.levels),
  services: addCounts(a.services, b.services),
  minutes: addMinutes(a.minutes, b.minutes),
  samples: addSamples(a.samples, b.samples),
});

/** Keys in order, so that equal counts are equal JSON. */
const addCounts = (
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> => {
  const sum = new Map(Object.entries(a));
  for (const [name, count] of Object.entries(b)) sum.set(name, (sum.get(name) ?? 0) + count);
  return Object.fromEntries([...sum].sort(([x], [y]) => (x < y ? -1 : 1)));
};

const addMinutes = (a: readonly number[], b: readonly number[]): number[] => {
  const sum: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const minuteA = a[i] ?? Infinity;
    const minuteB = b[j] ?? Infinity;
    sum.push(
      Math.min(minuteA, minuteB),
      (minuteA <= minuteB ? (a[i + 1] ?? 0) : 0) + (minuteB <= minuteA ? (b[j + 1] ?? 0) : 0),
    );
    if (minuteA <= minuteB) i += 2;
    if (minuteB <= minuteA) j += 2;
  }
  return sum;
};
