import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupReports } from '../../../src/domain/correlation/group-reports.ts';

/** All pairs looked at anew before each join. */
const joinedPlainly = (count: number, scoreOf: (a: number, b: number) => number, threshold: number): number[][] => {
  const reports = Array.from({ length: count }, (_, ticket) => [ticket]);
  for (;;) {
    let best = { a: -1, b: -1, score: threshold };
    for (const [a, own] of reports.entries()) {
      for (let b = a + 1; b < reports.length; b++) {
        const other = reports[b] ?? [];
        const sum = own
          .flatMap((x) => other.map((y) => scoreOf(Math.min(x, y), Math.max(x, y))))
          .reduce((x, y) => x + y);
        const score = sum / (own.length * other.length);
        if (score > best.score) best = { a, b, score };
      }
    }
    if (best.a < 0) return reports;
    reports[best.a]?.push(...(reports[best.b] ?? []));
    reports.splice(best.b, 1);
  }
};

describe('reports of one fault', () => {
  it('are the ones that a search through all pairs joins, ties included', () => {
    // Halves add up exactly in any order.
    const halves = fc.array(fc.integer({ min: -12, max: 12 }), { minLength: 66, maxLength: 66 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), halves, (count, values) => {
        const scoreOf = (a: number, b: number): number => (values[(b * (b - 1)) / 2 + a] ?? 0) / 2;
        expect(groupReports(count, scoreOf, 0.2)).toEqual(joinedPlainly(count, scoreOf, 0.2));
      }),
    );
  });
});
