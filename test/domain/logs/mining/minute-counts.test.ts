import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinute, compactMinutes, createMinuteCounts } from '../../../../src/domain/logs/mining/minute-counts.ts';

const added = (pairs: readonly (readonly [minute: number, events: number])[]) => {
  const counts = createMinuteCounts();
  for (const [minute, events] of pairs) addMinute(counts, minute, events);
  return counts;
};

describe('minute counts', () => {
  it('come to the sums by minute, in whatever order events come', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 1_500, size: 'max' }), (pairs) => {
        const sums = new Map<number, number>();
        for (const [minute, events] of pairs) sums.set(minute, (sums.get(minute) ?? 0) + events);
        expect(compactMinutes(added(pairs).pairs)).toEqual([...sums].sort(([a], [b]) => a - b).flat());
      }),
      { numRuns: 100 },
    );
  });

  it('take no more room than twice the minutes there are, though events come back to each again and again', () => {
    const pairs = Array.from({ length: 50_000 }, (_, index) => [(index * 7_919) % 1_440, 1] as const);
    const counts = added(pairs);
    expect(counts.pairs.length).toBeLessThanOrEqual(2 * 2 * 1_440);
    expect(compactMinutes(counts.pairs)).toHaveLength(2 * 1_440);
  });

  it('give back a list of their own', () => {
    const counts = added([[3, 1]]);
    const compact = compactMinutes(counts.pairs);
    addMinute(counts, 3, 1);
    expect(compact).toEqual([3, 1]);
  });
});
