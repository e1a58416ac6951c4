import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Parsers of option values; commander puts the option's name before their messages. */
export const parseHours = (text: string): number => {
  const hours = /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (hours >= 1 && hours <= 168) return hours;
  throw new InvalidArgumentError('Allowed: hours from 1 to 168.');
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

export const parseInstant = (text: string): string => {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw new InvalidArgumentError('Allowed: ISO 8601 with an offset, such as 2026-11-20T08:30:00Z.');
};

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const MAX_DURATION_MS = 24 * 3_600_000;

/** Milliseconds. */
export const parseDuration = (text: string): number => {
  const [, amount = '', unit = 's'] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  const ms = amount === '' ? Number.NaN : Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (ms > 0 && ms <= MAX_DURATION_MS) return ms;
  throw new InvalidArgumentError('Allowed: seconds, or with a unit: 90s, 10m, 2h; at most 24h.');
};

/** "PAY, WEB" → PAY and WEB. */
export const parseList = (text: string): readonly string[] => {
  const entries = text.split(',').map((entry) => entry.trim());
  if (entries.every((entry) => entry !== '')) return entries;
  throw new InvalidArgumentError('Allowed: values with commas between them.');
};
