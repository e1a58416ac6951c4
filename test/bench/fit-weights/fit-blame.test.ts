import { describe, expect, it } from 'vitest';
import { collectSuspects, type BlameCase } from '../../../bench/fit-weights/collect-suspects.ts';
import { fitBlame } from '../../../bench/fit-weights/fit-blame.ts';
import { seededNumbers } from '../../../bench/seeded-numbers.ts';
import { FITTED_WEIGHTS } from '../../../src/domain/correlation/fitted-weights.ts';
import type { SuspectFeature } from '../../../src/domain/correlation/suspect-features.ts';
import { madeDay, quietDay } from './made-day.ts';

const options = { weights: FITTED_WEIGHTS, isHeldOut: () => false };

const NOTHING = Object.fromEntries(Object.keys(FITTED_WEIGHTS.blame.features).map((name) => [name, 0])) as Record<
  SuspectFeature,
  number
>;

/** Of each incident a change in the errors' words; where a repair goes back to it, it is guilty. */
const cases = (count: number): BlameCase[] => {
  const random = seededNumbers(3);
  return Array.from({ length: count }, (_, i) => {
    const isGuilty = i % 3 !== 0;
    const first = { ...NOTHING, titled: 0.6 + 0.3 * random(), repairRare: isGuilty ? 0.8 : 0.1 };
    const others = Array.from({ length: 4 }, () => ({ ...NOTHING, titled: 0.3 * random() }));
    return {
      incident: `incident-${i % 12}`,
      candidates: [{ features: first, isGuilty }, ...others.map((features) => ({ features, isGuilty: false }))],
    };
  });
};

describe('collectSuspects', () => {
  it('finds the changes that were compared in each incident, with the guilty one', () => {
    const found = collectSuspects([madeDay()], options);
    expect(found.length).toBeGreaterThan(3);
    for (const { candidates } of found) {
      expect(candidates.filter(({ isGuilty }) => isGuilty).length).toBeLessThanOrEqual(1);
    }
    expect(found.flatMap(({ candidates }) => candidates).filter(({ isGuilty }) => isGuilty).length).toBeGreaterThan(3);
  });

  it('takes nothing of an incident held out, nor of a quiet day', () => {
    expect(collectSuspects([madeDay()], { ...options, isHeldOut: () => true })).toEqual([]);
    expect(collectSuspects([quietDay()], options)).toEqual([]);
  });
});

describe('fitBlame', () => {
  const fit = fitBlame(cases(60));

  it('ranks by what the guilty have, and judges the first by what tells it from the innocent', () => {
    expect(fit.blame.weights.weights['titled']).toBeGreaterThan(0.5);
    expect(fit.verdict.weights.weights['repairRare']).toBeGreaterThan(0.5);
    expect(fit.verdict.weights.weights['titled']).toBeLessThan(fit.verdict.weights.weights['repairRare'] ?? NaN);
  });

  it('judges each incident once, by a ranking that has not seen it', () => {
    expect(fit.verdict.examples.rows).toHaveLength(60);
    expect(fit.verdict.examples.targets.filter((target) => target === 1)).toHaveLength(40);
    expect(fit.blame.examples.rows).toHaveLength(300);
  });

  it('gives the same for the same cases', () => {
    expect(fitBlame(cases(60))).toEqual(fit);
  });
});
