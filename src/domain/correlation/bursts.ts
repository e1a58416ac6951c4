import type { LogPattern } from '../log-pattern.ts';
import { MINUTE_MS, type TimeRange } from '../time-range.ts';

const BIN_MINUTES = 10;
/** Share of the events that may lie outside [first, last], at each end. */
const TRIM = 0.01;
const STEADY_EXCESS = 0.3;
const WHOLE_DAY = 0.65;
const HALF_DAY = 0.5;
const WIDESPREAD_SERVICES = 4;

/** When a pattern was out of the ordinary. Times are minutes since the epoch. */
export interface Burst {
  readonly pattern: LogPattern;
  readonly first: number;
  readonly last: number;
  /** Events beyond the pattern's own steady rate. */
  readonly count: number;
  /** Mean minutes between two events: how far the true beginning may lie before the first one. */
  readonly gap: number;
  /** √ of the excess in each bin of ten minutes of the range, scaled to length 1. */
  readonly profile: Float32Array;
}

/**
 * Takes the background out: what errs all day, at the median rate of its 10-minute bins, or in many services alike.
 * A burst on top of a steady stream keeps its excess only.
 */
export const findBursts = (patterns: readonly LogPattern[], range: TimeRange): Burst[] => {
  const services = new Map<string, Set<string>>();
  for (const { template, logGroup } of patterns) {
    const seen = services.get(template);
    if (seen === undefined) services.set(template, new Set([logGroup]));
    else seen.add(logGroup);
  }
  return patterns.flatMap((pattern) => {
    const isWidespread = (services.get(pattern.template)?.size ?? 0) >= WIDESPREAD_SERVICES;
    return burstOf(pattern, range, isWidespread) ?? [];
  });
};

const burstOf = (pattern: LogPattern, range: TimeRange, isWidespread: boolean): Burst | null => {
  const from = Math.floor(range.fromMs / MINUTE_MS);
  const minutes = Math.max(BIN_MINUTES, Math.ceil(range.toMs / MINUTE_MS) - from);
  const bins = new Float64Array(Math.ceil(minutes / BIN_MINUTES));
  for (const counted of pattern.minuteCounts) {
    const bin = Math.min(bins.length - 1, Math.max(0, Math.floor((counted[0] - from) / BIN_MINUTES)));
    bins[bin] = (bins[bin] ?? 0) + counted[1];
  }
  const median = bins.toSorted()[bins.length >> 1] ?? 0;
  const ceiling = median + 4 * Math.sqrt(median + 1);
  const excess = median === 0 ? bins : bins.map((count) => (count > ceiling ? count - median : 0));
  const count = excess.reduce((sum, value) => sum + value, 0);
  if (median > 0 && count < STEADY_EXCESS * pattern.count) return null;
  const isExcess = (minute: number): boolean => (excess[Math.floor((minute - from) / BIN_MINUTES)] ?? 0) > 0;
  const span = trimmed(
    median === 0 ? pattern.minuteCounts : pattern.minuteCounts.filter((counted) => isExcess(counted[0])),
  );
  if (span === null) return null;
  const length = span.last - span.first;
  if (length > WHOLE_DAY * minutes || (isWidespread && length > HALF_DAY * minutes)) return null;
  return { pattern, ...span, count, gap: length / Math.max(1, count), profile: profileOf(excess) };
};

const trimmed = (minuteCounts: LogPattern['minuteCounts']): { first: number; last: number } | null => {
  const total = minuteCounts.reduce((sum, counted) => sum + counted[1], 0);
  if (total === 0) return null;
  return { first: bound(minuteCounts, 0, 1, total), last: bound(minuteCounts, minuteCounts.length - 1, -1, total) };
};

/** The first minute, from one end on, beyond which less than the trim lies outside. */
const bound = (minuteCounts: LogPattern['minuteCounts'], start: number, step: 1 | -1, total: number): number => {
  let seen = 0;
  for (let at = start; ; at += step) {
    const counted = minuteCounts[at];
    if (counted === undefined) return minuteCounts[at - step]?.[0] ?? 0;
    seen += counted[1];
    if (seen > TRIM * total) return counted[0];
  }
};

const profileOf = (excess: Float64Array): Float32Array => {
  const total = excess.reduce((sum, value) => sum + value, 0);
  return Float32Array.from(excess, (value) => Math.sqrt(value / (total || 1)));
};

/** 1 for a burst of no length, 0 from ten hours on. */
export const shortness = ({ first, last }: { readonly first: number; readonly last: number }): number =>
  1 - Math.min(1, (last - first) / 600);

/** log10 of the events an hour, 0 to 1 (1,000 an hour). */
export const density = ({
  first,
  last,
  count,
}: {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}): number => Math.min(1, Math.max(0, Math.log10((count / (last - first + 1)) * 60) / 3));

export const overlapOf = (a: { first: number; last: number }, b: { first: number; last: number }): number =>
  Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1);

/** Cosine of the √bins: 1 when both err at the same times in the same proportions. */
export const profileCosine = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

/** Halves with every `half` minutes. */
export const kernel = (minutes: number, half: number): number => 2 ** (-Math.abs(minutes) / half);
