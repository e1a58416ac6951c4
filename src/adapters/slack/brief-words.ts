import { durationOf } from '../../domain/analysis/phrases.ts';
import type { BriefIncident } from '../../domain/brief.ts';
import type { Severity } from '../../domain/incident.ts';
import type { Analyst } from '../../domain/root-cause.ts';

export const SEVERITY_MARK: Readonly<Record<Severity, string>> = {
  critical: '🔴',
  high: '🟠',
  medium: '🟡',
  low: '⚪',
};

export const analystName = (analyst: Analyst): string => (analyst === 'model' ? 'the language model' : 'rules');

const format = (timeZone: string, options: Intl.DateTimeFormatOptions): ((atMs: number) => string) => {
  const formatter = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' });
  return (atMs) => (Number.isFinite(atMs) && Math.abs(atMs) <= 8.64e15 ? formatter.format(atMs) : 'an unknown time');
};

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** "Fri 20 Nov 2026" */
export const dateIn = (timeZone: string, atMs: number): string =>
  format(timeZone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })(atMs).replaceAll(',', '');

/** "08:30" */
export const clockIn = (timeZone: string, atMs: number): string =>
  format(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })(atMs);

/** "Thu 08:30" */
export const dayTimeIn = (timeZone: string, atMs: number): string =>
  format(timeZone, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })(atMs).replaceAll(
    ',',
    '',
  );

/** "07:41–08:12", with the days when they differ. */
export const spanIn = (timeZone: string, fromMs: number, toMs: number): string => {
  if (dateIn(timeZone, fromMs) !== dateIn(timeZone, toMs))
    return `${dayTimeIn(timeZone, fromMs)} – ${dayTimeIn(timeZone, toMs)}`;
  const [from, to] = [clockIn(timeZone, fromMs), clockIn(timeZone, toMs)];
  return from === to ? from : `${from}–${to}`;
};

/** "ongoing since Tue 08:00", "Mon 19:05–19:57 (52 minutes)" */
export const whenOf = (timeZone: string, { ongoing, startedAtMs, lastSeenMs }: BriefIncident): string => {
  if (ongoing) return `ongoing since ${dayTimeIn(timeZone, startedAtMs)}`;
  const start = dayTimeIn(timeZone, startedAtMs);
  const lastedMs = lastSeenMs - startedAtMs;
  if (!(lastedMs >= 60_000)) return start;
  const isSameDay = dateIn(timeZone, startedAtMs) === dateIn(timeZone, lastSeenMs);
  const end = isSameDay ? `–${clockIn(timeZone, lastSeenMs)}` : ` – ${dayTimeIn(timeZone, lastSeenMs)}`;
  return `${start}${end} (${durationOf(lastedMs)})`;
};

/** "86 % sure" */
export const howSure = (confidence: number): string =>
  `${Math.round(Math.min(1, Math.max(0, Number.isFinite(confidence) ? confidence : 0)) * 100)} % sure`;

/** "Anselm Okoro is on it", "nobody is assigned"; empty without tickets. */
export const whoIsOn = ({ tickets }: BriefIncident): string => {
  const assignees = [...new Set(tickets.flatMap(({ assignee }) => (assignee === null ? [] : [assignee])))];
  if (tickets.length === 0) return '';
  if (assignees.length === 0) return 'nobody is assigned';
  return `${assignees.slice(0, 2).join(' and ')} ${assignees.length === 1 ? 'is' : 'are'} on it`;
};
