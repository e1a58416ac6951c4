import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS as SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Suspect } from '../../../src/domain/incident.ts';
import { evidence, pattern, pullRequest } from './evidence-builders.ts';

const suspectsWith = (mergedMinute: number, title = 'Seat prices: round half up'): readonly Suspect[] => {
  const [incident] = correlate(
    evidence({
      logPatterns: [
        pattern('fare-desk', 'quote <*> failed: connection reset', { from: 600, to: 690, perMinute: 30 }),
        pattern('fare-desk', 'pool exhausted after <*> ms', { from: 600, to: 690, perMinute: 30 }),
      ],
      pullRequests: [pullRequest('acme/fare-desk#9', mergedMinute, { title })],
    }),
    SETTINGS,
  );
  return incident?.suspects ?? [];
};

describe('changes that the clock rules out', () => {
  it('are named with the minutes that do so', () => {
    const [suspect] = suspectsWith(614);
    expect(suspect).toMatchObject({
      pullRequestId: 'acme/fare-desk#9',
      ruledOut: true,
      score: 0,
      reasonsAgainst: ['the errors began 14 minutes before this merge'],
    });
  });

  it('are suspects like others where they came first, or within what clocks differ by', () => {
    expect(suspectsWith(590).map(({ ruledOut }) => ruledOut)).toEqual([false]);
    expect(suspectsWith(601).map(({ ruledOut }) => ruledOut)).toEqual([false]);
  });

  it('are left out when they came hours later, or after the end', () => {
    expect(suspectsWith(691)).toEqual([]);
    expect(suspectsWith(900)).toEqual([]);
  });
});
