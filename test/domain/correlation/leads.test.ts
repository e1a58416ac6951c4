import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnLeads, leadsOf } from '../../../src/domain/correlation/leads.ts';

describe('leads', () => {
  it('are over the best of the others', () => {
    expect(leadsOf([0.5, 0.25, 0])).toEqual([0.25, -0.25, -0.5]);
    expect(leadsOf([0.5, 0.5])).toEqual([0, 0]);
    expect(leadsOf([0.5])).toEqual([0.5]);
    expect(leadsOf([])).toEqual([]);
  });

  it('are the same read by column, and nothing below nothing', () => {
    const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(row, (values) => {
        const leadOf = columnLeads(values.map((value) => Float64Array.of(0, value)));
        expect(values.map((_, column) => leadOf(column, 1))).toEqual(leadsOf(values).map((lead) => Math.max(0, lead)));
      }),
    );
  });

  it('count an empty column as nothing', () => {
    const leadOf = columnLeads([new Float64Array(0), Float64Array.of(0.25, 0.5)]);
    expect([leadOf(0, 1), leadOf(1, 1)]).toEqual([0, 0.5]);
  });
});
