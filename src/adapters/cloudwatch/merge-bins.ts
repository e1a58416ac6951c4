import type { LogSlice } from '../../domain/log-event.ts';
import type { TimeRange } from '../../domain/time-range.ts';
import type { CountedBin } from './query-rows.ts';

/** A stretch of time with the events counted in it. */
export interface CountedSpan extends TimeRange {
  readonly events: number;
}

/** Bins with events, ascending, cut to the range. */
export const spansOf = (bins: readonly CountedBin[], binMs: number, range: TimeRange): readonly CountedSpan[] =>
  bins
    .filter(({ events, startMs }) => events > 0 && startMs < range.toMs && startMs + binMs > range.fromMs)
    .map(({ startMs, events }) => ({
      fromMs: Math.max(startMs, range.fromMs),
      toMs: Math.min(startMs + binMs, range.toMs),
      events,
    }))
    .toSorted((a, b) => a.fromMs - b.fromMs);

/**
 * Joins neighbouring spans into slices of at most `maxEvents` events; one span with more stays alone.
 * Every span lies in exactly one slice, whole; slices begin and end with a span that holds events, so that
 * what is scanned, and paid for, is little more than what holds something.
 */
export const mergeSpans = (logGroup: string, spans: readonly CountedSpan[], maxEvents: number): readonly LogSlice[] => {
  const slices: LogSlice[] = [];
  for (const { fromMs, toMs, events } of spans) {
    const last = slices.at(-1);
    const joined = (last?.expectedEvents ?? 0) + events;
    if (last !== undefined && joined <= maxEvents) {
      slices[slices.length - 1] = { ...last, toMs, expectedEvents: joined };
    } else {
      slices.push({ logGroup, fromMs, toMs, expectedEvents: events });
    }
  }
  return slices;
};
