import type { LogSample } from '../../log-pattern.ts';
import { addSamples } from './line-samples.ts';
import { addIds } from './lowest-ids.ts';

/** What makes two events' lines equal. */
export interface LineIdentity {
  readonly logGroup: string;
  /** The masked first line of the message, variable parts as `<*>`. */
  readonly text: string;
  /** Types of the chained exceptions, outermost first; empty without a stack trace. */
  readonly types: readonly string[];
  /** The application's own top frames. */
  readonly frames: readonly string[];
}

/** Everything that is known of the events whose lines are equal; plain JSON. */
export interface MinedLine extends LineIdentity {
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly levels: Readonly<Record<string, number>>;
  readonly services: Readonly<Record<string, number>>;
  /** Pairs, ascending by minute: minute since the epoch, events. */
  readonly minutes: readonly number[];
  readonly samples: readonly LogSample[];
  readonly requestIds: readonly string[];
}

export const lineKey = (line: LineIdentity): string => `${line.logGroup}\u0000${line.text}\u0000${exceptionKey(line)}`;

export const exceptionKey = ({ types, frames }: Pick<LineIdentity, 'types' | 'frames'>): string =>
  types.length + frames.length === 0 ? '' : `${types.join('\u0001')}\u0002${frames.join('\u0001')}`;

/** The sum of two lines; the identity is the first's. */
export const addLines = (a: MinedLine, b: MinedLine): MinedLine => ({
  ...a,
  count: a.count + b.count,
  firstSeenMs: Math.min(a.firstSeenMs, b.firstSeenMs),
  lastSeenMs: Math.max(a.lastSeenMs, b.lastSeenMs),
  levels: addCounts(a.levels, b.levels),
  services: addCounts(a.services, b.services),
  minutes: addMinutes(a.minutes, b.minutes),
  samples: addSamples(a.samples, b.samples),
  requestIds: addIds(a.requestIds, b.requestIds),
});

/** Sums lines of equal identity; ascending by `lineKey`. */
export const sumLines = (lines: Iterable<MinedLine>): MinedLine[] => {
  const byKey = new Map<string, MinedLine>();
  for (const line of lines) {
    const key = lineKey(line);
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? line : addLines(known, line));
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
};

/** Keys in order, so that equal counts are equal JSON; `Object.fromEntries` takes `__proto__` for a name like any other. */
export const countsOf = (counts: Iterable<readonly [string, number]>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

const addCounts = (
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => {
  const sum = new Map(Object.entries(a));
  for (const [name, count] of Object.entries(b)) sum.set(name, (sum.get(name) ?? 0) + count);
  return countsOf(sum);
};

export const addMinutes = (a: readonly number[], b: readonly number[]): number[] => {
  const sum: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const minuteA = a[i] ?? Infinity;
    const minuteB = b[j] ?? Infinity;
    const minute = Math.min(minuteA, minuteB);
    let count = 0;
    if (minuteA === minute) {
      count += a[i + 1] ?? 0;
      i += 2;
    }
    if (minuteB === minute) {
      count += b[j + 1] ?? 0;
      j += 2;
    }
    sum.push(minute, count);
  }
  return sum;
};
