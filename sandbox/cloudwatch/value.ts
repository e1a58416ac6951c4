/** A value in a query; undefined is a field that the row doesn't have. */
export type Value = string | number | boolean | undefined;

export function toText(value: Value): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** NaN where the value is no number. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

export function isTruthy(value: Value): boolean {
  return value === true || (typeof value === 'number' && value !== 0) || value === 'true';
}

/** As numbers where both are numbers, else as text; a missing value comes before all others. */
export function compareValues(left: Value, right: Value): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  const leftNumber = toNumber(left);
  const rightNumber = toNumber(right);
  if (!Number.isNaN(leftNumber) && !Number.isNaN(rightNumber)) return leftNumber - rightNumber;
  const leftText = String(left);
  const rightText = String(right);
  if (leftText === rightText) return 0;
  return leftText < rightText ? -1 : 1;
}

let formattedSecond = Number.NaN;
let formattedText = '';

/** "2026-11-20 08:30:00.000", the form of every timestamp in results, in UTC. */
export function formatTimestamp(timestampMs: number): string {
  const second = Math.floor(timestampMs / 1000);
  // Rows come in order of time, and formatting a date is the dearest part of a row.
  if (second !== formattedSecond) {
    formattedText = new Date(second * 1000).toISOString().replace('T', ' ').slice(0, 20);
    formattedSecond = second;
  }
  return formattedText + String(timestampMs - second * 1000).padStart(3, '0');
}

/** Milliseconds of a result's timestamp, an ISO date or a number of milliseconds; NaN for anything else. */
export function parseTimestamp(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  const isoLike = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value;
  const number = toNumber(isoLike);
  return Number.isNaN(number) ? Date.parse(isoLike) : number;
}

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds of a period such as "5m"; undefined if it is none. */
export function parsePeriod(text: string): number | undefined {
  const match = /^(\d+)(ms|s|m|h|d|w)$/.exec(text);
  if (!match) return undefined;
  const periodMs = Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? Number.NaN);
  return periodMs > 0 ? periodMs : undefined;
}
