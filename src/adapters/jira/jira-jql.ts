import { HOUR_MS, MINUTE_MS, type TimeRange } from '../../domain/time-range.ts';

/** What an issue must have to be found; empty lists of labels and issue types ask for any. */
export interface JqlFilter {
  readonly range: TimeRange;
  readonly projects: readonly string[];
  readonly labels: readonly string[];
  readonly issueTypes: readonly string[];
  readonly includeDone: boolean;
}

/**
 * JQL reads "yyyy/MM/dd HH:mm" in the time zone of the API user's profile, which may be anything from UTC-12 to UTC+14.
 * So the range is widened to hold for each of them; the caller filters exactly by the issues' own times.
 */
const WEST_MS = 12 * HOUR_MS;
const EAST_MS = 14 * HOUR_MS;

/** Newest first, so that reading can stop at the range's true beginning. */
export const buildJql = (filter: JqlFilter): string => {
  const kinds = [inClause('labels', filter.labels), inClause('issuetype', filter.issueTypes)].filter((c) => c !== '');
  const conditions = [
    inClause('project', filter.projects),
    `created >= "${jqlMinute(Math.floor((filter.range.fromMs - WEST_MS) / MINUTE_MS))}"`,
    `created <= "${jqlMinute(Math.ceil((filter.range.toMs + EAST_MS) / MINUTE_MS))}"`,
    filter.includeDone ? '' : 'statusCategory != Done',
    kinds.length === 0 ? '' : `(${kinds.join(' OR ')})`,
  ];
  return `${conditions.filter((condition) => condition !== '').join(' AND ')} ORDER BY created DESC`;
};

/** A JQL string literal: `\` and `"` escaped, control characters as JQL's own unicode escapes. */
export const quoteJql = (value: string): string => {
  const escaped = value
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/\p{Cc}/gu, (control) => String.raw`\u` + control.charCodeAt(0).toString(16).padStart(4, '0'));
  return `"${escaped}"`;
};

const inClause = (field: string, values: readonly string[]): string =>
  values.length === 0 ? '' : `${field} in (${values.map(quoteJql).join(', ')})`;

const jqlMinute = (minutes: number): string =>
  new Date(minutes * MINUTE_MS).toISOString().slice(0, 16).replaceAll('-', '/').replace('T', ' ');
