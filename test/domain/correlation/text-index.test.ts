import { describe, expect, it } from 'vitest';
import { indexTexts } from '../../../src/domain/correlation/text-index.ts';
import { termsOf } from '../../../src/domain/correlation/terms.ts';

const DOCUMENTS = [
  'berth plan cannot be saved',
  'acquire connection: berth plan',
  'tariff import finished',
  'berth lights',
].map(termsOf);
const index = indexTexts(DOCUMENTS, []);

describe('what one text covers of another', () => {
  it('is nothing, all, or the share by weight', () => {
    expect(index.covered(termsOf('tariff import'), termsOf('berth plan'))).toBe(0);
    expect(index.covered(termsOf('berth plan'), termsOf('the plan of a berth, saved'))).toBe(1);
    expect(index.covered(termsOf('tariff lights'), termsOf('tariff'))).toBeCloseTo(Math.SQRT1_2, 5);
    expect(index.covered(new Set(), termsOf('berth'))).toBe(0);
  });

  it('weighs rare terms over common ones', () => {
    const rare = index.covered(termsOf('berth tariff'), termsOf('tariff'));
    const common = index.covered(termsOf('berth tariff'), termsOf('berth'));
    expect(rare).toBeGreaterThan(common);
  });

  it('lists what is shared, the heaviest first', () => {
    expect(index.shared(0, 1, 5)).toEqual(['plan', 'berth']);
    expect(index.shared(0, 2, 5)).toEqual([]);
  });
});
