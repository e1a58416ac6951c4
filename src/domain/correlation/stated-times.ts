import { HOUR_MS, MINUTE_MS } from '../time-range.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  half: 0.5,
  quarter: 0.25,
  couple: 2,
  few: 4,
};
const AGO = /\b(\d{1,3}|[a-z]+) ?(?:of |and a |an )?(?:an? )?(min(?:ute)?s?|h|hrs?|hours?)\b(?: (ago|now))?/gi;
const LEAD = /\b(?:since|for|last|past|within|about|over|ago|in|than)\b/i;
const CLOCK =
  /\b(?:since|from|at|around|about|after|started|began) (?:about |around |roughly |approx\.? )?(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|uhr|utc|h)?\b/gi;
const MAX_TEXT = 4_000;
const MAX_AGE_MS = 18 * HOUR_MS;

/**
 * When trouble began by a ticket's own words ("since 20 minutes", "for half an hour", "since 09:40"), epoch ms, the
 * likeliest first; empty when it says nothing. Clock times are read in the team's time zone, on the last day that fits.
 */
export const statedStarts = (text: string, writtenAtMs: number, offsetMs: number): number[] => {
  const part = text.slice(0, MAX_TEXT);
  return [...ages(part).map((ageMs) => writtenAtMs - ageMs), ...clockTimes(part, writtenAtMs, offsetMs)];
};

const ages = (text: string): number[] =>
  [...text.matchAll(AGO)].flatMap((match) => {
    const [, amount = '', unit = '', ago] = match;
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    const number = /^\d/.test(amount) ? Number(amount) : NUMBERS[amount.toLowerCase()];
    if (number === undefined || (ago === undefined && !LEAD.test(before))) return [];
    const ms = number * (unit.toLowerCase().startsWith('m') ? MINUTE_MS : HOUR_MS);
    return ms > 0 && ms <= MAX_AGE_MS ? [ms] : [];
  });

const clockTimes = (text: string, writtenAtMs: number, offsetMs: number): number[] =>
  [...text.matchAll(CLOCK)].flatMap(([, hourText = '', minuteText, half]) => {
    if (minuteText === undefined && half === undefined) return [];
    const hour =
      (Number(hourText) % (half === undefined || half === 'uhr' ? 24 : 12)) + (half?.toLowerCase() === 'pm' ? 12 : 0);
    const minute = Number(minuteText ?? 0);
    if (Number(hourText) > 23 || minute > 59) return [];
    const local = writtenAtMs + offsetMs;
    const midnight = local - (((local % (24 * HOUR_MS)) + 24 * HOUR_MS) % (24 * HOUR_MS));
    const at = midnight + hour * HOUR_MS + minute * MINUTE_MS - offsetMs;
    const latest = at > writtenAtMs ? at - 24 * HOUR_MS : at;
    return writtenAtMs - latest <= MAX_AGE_MS ? [latest] : [];
  });
