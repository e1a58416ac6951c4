import { MINUTE_MS } from '../time-range.ts';

/** "1 ticket", "5,400 errors" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** "a, b and c"; of more than `limit` the rest as a number: "a, b and 3 more". */
export const listed = (items: readonly string[], limit = 4): string => {
  const shown = items.length > limit ? [...items.slice(0, limit - 1), `${items.length - limit + 1} more`] : items;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
};

/** "under a minute", "14 minutes", "3 h 20 min", "2 days" */
export const durationOf = (durationMs: number): string => {
  const minutes = Math.round(Math.abs(durationMs) / MINUTE_MS);
  if (minutes < 1) return 'under a minute';
  if (minutes < 120) return counted(minutes, 'minute');
  if (minutes >= 48 * 60) return counted(Math.round(minutes / 1_440), 'day');
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** "Thu 08:30" in the team's time zone; in UTC when that is unknown to this machine. */
export const dayTimeOf = (timeZone: string, atMs: number): string => {
  const options = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(atMs).replace(',', '');
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(atMs).replace(',', '');
  }
};

/** One line, cut at a word where one ends near the limit, "…" where something was cut. */
export const clip = (text: string, limit: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > limit * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.\u2026\ud800-\udbff-]+$/, '')}…`;
};

/** A sentence: first letter as given, a full stop at the end when it has none. */
export const sentence = (text: string): string => (/[.!?…]["')]?$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
