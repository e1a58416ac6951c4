const UNIT_MS: Readonly<Record<string, number>> = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
};

const DATE = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/;
const PERIOD = /^([+-]?)(\d+[ywdhm](?:\s+\d+[ywdhm])*)$/i;

/**
 * A date of JQL as epoch milliseconds: "2026-11-20 08:30", "2026/11/20", a period such as -24h or "4w 2d", or epoch
 * milliseconds; undefined when it is none. Jira reads dates in the time zone of the user's profile: here UTC.
 */
export const jqlDateMs = (text: string, nowMs: number): number | undefined => {
  const trimmed = text.trim();
  if (/^-?\d+$/.test(trimmed)) return Number(trimmed);
  const period = PERIOD.exec(trimmed);
  if (period !== null) return nowMs + (period[1] === '-' ? -1 : 1) * periodMs(period[2] ?? '');
  const date = DATE.exec(trimmed);
  if (date === null) return undefined;
  const [year, month, day, hour, minute] = [1, 3, 4, 5, 6].map((group) => Number(date[group] ?? 0));
  const ms = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute);
  const parsed = new Date(ms);
  // Date.UTC lets the 31st of April and 25 o'clock roll over.
  const isReal =
    parsed.getUTCMonth() === (month ?? 0) - 1 && parsed.getUTCDate() === day && parsed.getUTCHours() === hour;
  return isReal && (minute ?? 0) < 60 ? ms : undefined;
};

const periodMs = (text: string): number =>
  text
    .split(/\s+/)
    .reduce((sum, part) => sum + Number(part.slice(0, -1)) * (UNIT_MS[part.slice(-1).toLowerCase()] ?? 0), 0);

export const invalidDate = (value: string, field: string): string =>
  `Date value '${value}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', ` +
  "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.";

/** Jira writes offsets without a colon. */
export const jiraTimeMs = (text: string): number => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

export const jiraTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');
