import type { LogTrend } from '../../log-pattern.ts';
import { MINUTE_MS, type TimeRange } from '../../time-range.ts';

/** Minutes a bin spans in a day; longer and shorter ranges have as many bins. */
const BINS = 144;
/** A bin stands out above the median by four standard deviations of a Poisson count. */
const SIGMAS = 4;
/** Of all events, in the bins that stand out: with less, the pattern is its usual self. */
const EXCESS_SHARE = 0.3;
/** Of the range: what was not seen for so long at its beginning is new. */
const QUIET_START = 0.1;
/** Of the range: a pattern spread so widely is steady however rare. */
const STEADY_SPAN = 0.6;
const FADED_TO = 1 / 3;

/**
 * Compares a pattern's rate with its own earlier rate in the range. `hourlyBefore` is its mean rate in earlier runs,
 * where there is a history: what was there before isn't new.
 */
export const trendOf = (
  minuteCounts: readonly (readonly [number, number])[],
  range: TimeRange,
  hourlyBefore: number | null = null,
): LogTrend => {
  const bins = binsOf(minuteCounts, range);
  const total = bins.reduce((sum, count) => sum + count, 0);
  const hours = (range.toMs - range.fromMs) / (60 * MINUTE_MS);
  if (hourlyBefore !== null && hourlyBefore > 0) return comparedWith(hourlyBefore, total / hours);
  const first = bins.findIndex((count) => count > 0);
  if (isSteady(bins, total)) return 'steady';
  if (first > bins.length * QUIET_START) return 'new';
  const limit = limitOf(bins, total);
  const rose = bins.findIndex((count) => count > limit) > bins.length * QUIET_START;
  return !rose && partOf(bins, 0.5, 1) < partOf(bins, 0, 0.5) * FADED_TO ? 'fading' : 'surging';
};

const comparedWith = (before: number, now: number): LogTrend => {
  const spread = SIGMAS * Math.sqrt(before + 1);
  if (now > Math.max(before * 2, before + spread)) return 'surging';
  return now < before * FADED_TO ? 'fading' : 'steady';
};

const binsOf = (minuteCounts: readonly (readonly [number, number])[], range: TimeRange): number[] => {
  const bins = Array.from({ length: BINS }, () => 0);
  const binMs = Math.max(1, (range.toMs - range.fromMs) / BINS);
  for (const [minute, count] of minuteCounts) {
    const at = Math.floor((minute * MINUTE_MS - range.fromMs) / binMs);
    const bin = Math.min(BINS - 1, Math.max(0, at));
    bins[bin] = (bins[bin] ?? 0) + count;
  }
  return bins;
};

/** Little stands out, and events come all the time or, rare ones, over most of the range. */
const isSteady = (bins: readonly number[], total: number): boolean => {
  const median = medianOf(bins);
  const usual = usualOf(bins, total);
  const limit = limitOf(bins, total);
  const excess = bins.reduce((sum, count) => sum + (count > limit ? count - usual : 0), 0);
  return excess < total * EXCESS_SHARE && (median > 0 || spanOf(bins, total) >= STEADY_SPAN);
};

const medianOf = (bins: readonly number[]): number => bins.toSorted((a, b) => a - b)[bins.length >> 1] ?? 0;

const usualOf = (bins: readonly number[], total: number): number => medianOf(bins) || total / bins.length;

/** What a bin holds at most when nothing happens. */
const limitOf = (bins: readonly number[], total: number): number => {
  const usual = usualOf(bins, total);
  return usual + SIGMAS * Math.sqrt(usual + 1);
};

/** Share of the range between the first and last twentieth of the events. */
const spanOf = (bins: readonly number[], total: number): number => {
  let seen = 0;
  let from = -1;
  let to = 0;
  for (const [bin, count] of bins.entries()) {
    if (count === 0) continue;
    seen += count;
    if (from < 0 && seen > total / 20) from = bin;
    if (seen - count < total - total / 20) to = bin;
  }
  return (to - from + 1) / bins.length;
};

const partOf = (bins: readonly number[], from: number, to: number): number =>
  bins.slice(Math.round(bins.length * from), Math.round(bins.length * to)).reduce((sum, count) => sum + count, 0);
