import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent } from '../../domain/log-event.ts';

export type QueryRow = readonly ResultField[];

/** Insights writes times as `2026-11-20 08:25:00.123`, in UTC without saying so. Null when it is no time. */
export const timeOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const iso = /^\d{4}-\d\d-\d\d \d\d:\d\d/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
  if (!/^\d{4}-\d\d-\d\dT/.test(iso)) return null;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
};

/** Null for a row without a readable time or message. `logGroup` stands for a row that doesn't name its own. */
export const eventOf = (row: QueryRow, logGroup: string): LogEvent | null => {
  let atMs: number | null = null;
  let message: string | undefined;
  let logStream = '';
  let group = logGroup;
  for (const { field, value } of row) {
    if (value === undefined) continue;
    if (field === '@timestamp') atMs = timeOf(value);
    else if (field === '@message') message = value;
    else if (field === '@logStream') logStream = value;
    // `@log` is `ACCOUNT_ID:LOG_GROUP_NAME`.
    else if (field === '@log') group = value.replace(/^\d{12}:/, '');
  }
  return atMs === null || message === undefined ? null : { atMs, logGroup: group, logStream, message };
};

export interface CountedBin {
  readonly startMs: number;
  readonly events: number;
}

/** Null for a row that isn't a count by time. */
export const binOf = (row: QueryRow): CountedBin | null => {
  const count = row.find(({ field }) => field === 'events')?.value;
  const bin = row.find(({ field }) => field?.startsWith('bin(') === true) ?? row.find(({ field }) => field === 'bin');
  const events = count === undefined || count === '' ? Number.NaN : Number(count);
  const startMs = timeOf(bin?.value);
  return startMs === null || !Number.isSafeInteger(events) || events < 0 ? null : { startMs, events };
};
