/** Half-open range of time in epoch milliseconds: `fromMs` inclusive, `toMs` exclusive. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

export const isWithin = (range: TimeRange, atMs: number): boolean => atMs >= range.fromMs && atMs < range.toMs;
