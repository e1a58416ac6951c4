import type { Reading } from './pull-request-reader.ts';
import { describeLost, type LostRepository } from './repository-lookup.ts';

/** Distinct complaints of GitHub that are told; more would not help anyone. */
const MAX_COMPLAINTS = 3;

/** What could not be read, one short sentence each. */
export const gapsOf = (reading: Reading, lost: readonly LostRepository[]): readonly string[] => {
  const gaps = lost.map(describeLost);
  for (const { slice, error } of reading.failures) {
    const times = [slice.fromSeconds, slice.toSeconds].map((seconds) => new Date(seconds * 1000).toISOString());
    gaps.push(
      `${slice.kind} pull requests of ${slice.repositories.join(', ')} between ${times.join(' and ')} ` +
        `could not be read (${error.code})`,
    );
  }
  const complaints = [...reading.complaints].toSorted((a, b) => b[1] - a[1]);
  for (const [message, count] of complaints.slice(0, MAX_COMPLAINTS)) {
    gaps.push(`GitHub answered only in part, ${count} ${count === 1 ? 'time' : 'times'}: ${message}`);
  }
  if (reading.unreadable > 0) gaps.push(`${reading.unreadable} pull requests came back unreadable`);
  if (reading.unasked > 0) gaps.push('the limit of calls to GitHub was reached; some searches were not made');
  return gaps;
};

/** What was found but not kept, and what GitHub counted but wasn't read. */
export const tooManyGap = (reading: Reading, kept: number): readonly string[] => {
  const leftOut = reading.found.size - kept + reading.unread;
  return leftOut <= 0 ? [] : [`about ${leftOut} pull requests were left out; the newest ${kept} found were read`];
};
