import { describe, expect, it } from 'vitest';
import { crossValidate, foldsOf } from '../../../bench/fit-weights/cross-validate.ts';
import type { Stage } from '../../../bench/fit-weights/examples.ts';
import { countsTable, figuresTable } from '../../../bench/fit-weights/fit-report.ts';
import { fitStages } from '../../../bench/fit-weights/fit-stages.ts';
import { InputError } from '../../../bench/fit-weights/input-error.ts';
import { rawWeightsOf, roundedWeights } from '../../../bench/fit-weights/render-weights.ts';
import { scoreWeights, type Scored } from '../../../bench/fit-weights/score-weights.ts';
import { seededNumbers } from '../../../bench/seeded-numbers.ts';
import { signsOf } from '../../../bench/fit-weights/signs.ts';
import { madeDay, quietDay, secondDay } from './made-day.ts';

const startRandom = () => seededNumbers(5);
const options = { isHeldOut: () => false, startRandom };

describe('fitStages', () => {
  const days = [madeDay(), quietDay()];
  const fit = fitStages(days, options);

  it('fits every stage on true examples', () => {
    for (const { examples, positives } of Object.values(fit.counts)) {
      expect(positives).toBeGreaterThan(0);
      expect(examples).toBeGreaterThanOrEqual(positives);
    }
    for (const [stage, { weights }] of Object.entries(rawWeightsOf(fit.weights))) {
      // Each incident of this day has a guilty change: nothing tells the innocent from them.
      if (stage === 'verdict') continue;
      expect(
        Object.values(weights).some((weight) => weight !== 0),
        stage,
      ).toBe(true);
    }
  });

  it('keeps every weight to its sign, rounded as it is written', () => {
    for (const [stage, { weights }] of Object.entries(rawWeightsOf(fit.weights))) {
      const signs = signsOf(stage as Stage);
      for (const [at, weight = NaN] of Object.values(weights).entries()) {
        if (signs[at] !== 'free') expect(signs[at] === 'negative' ? -weight : weight, stage).toBeGreaterThanOrEqual(0);
      }
    }
    expect(fit.weights).toEqual(roundedWeights(fit.weights));
  });

  it('gives the same weights for the same days', () => {
    expect(fitStages([madeDay(), quietDay()], options)).toEqual(fit);
  });

  it('finds the incidents that it was fitted on', () => {
    const [scored, ...others] = scoreWeights(days, fit.weights, () => true);
    expect(others).toEqual([]);
    expect(scored?.figures.b3.all.f1).toBeGreaterThan(0.7);
  });

  it('says which stage has nothing to learn from', () => {
    expect(() => fitStages([quietDay()], options)).toThrow(InputError);
    expect(() => fitStages([quietDay()], options)).toThrow(/stage pair: none of its 0 examples/);
  });
});

const itemsOf = (scored: readonly Scored[]): number =>
  scored.reduce((sum, { figures }) => sum + figures.b3.all.items, 0);

describe('crossValidate', () => {
  const days = [madeDay(), secondDay(), quietDay()];

  it('counts each incident in one fold, and no order of incidents', () => {
    const scored = crossValidate({ fitted: days, scored: days, folds: 2 }, () => ({ startRandom }));
    expect(scored).toHaveLength(4);
    expect(scored.map(({ figures }) => figures.seriousOnTop)).toEqual([null, null, null, null]);
    const whole = scoreWeights(days, fitStages(days, options).weights, () => true);
    expect(itemsOf(scored)).toBe(itemsOf(whole));
  });

  it('says in which fold a stage has nothing to learn from', () => {
    const without = days.map((day) => ({
      ...day,
      truth: { ...day.truth, incidents: day.truth.incidents.filter(({ id }) => id === 'parcel') },
    }));
    expect(() => crossValidate({ fitted: without, scored: days, folds: 2 }, () => ({ startRandom }))).toThrow(
      /fold \d of 2: stage \w+/,
    );
  });

  it('splits incidents evenly, and asks for enough of them', () => {
    const folds = foldsOf(days, 5);
    const sizes = [...Map.groupBy(folds.values(), (fold) => fold).values()].map(({ length }) => length);
    expect(sizes.toSorted((a, b) => a - b)).toEqual([2, 2, 2, 3, 3]);
    expect(() => foldsOf(days, 13)).toThrow(/--folds 13: the worlds have 12 incidents/);
  });
});

describe('the tables', () => {
  it('show counts, and figures side by side', () => {
    const days = [madeDay()];
    const fit = fitStages(days, options);
    const inSample = scoreWeights(days, fit.weights, () => true);
    expect(countsTable(fit)).toMatch(/^stage +examples positives\npair +\d+ +\d+\n/);
    const both = figuresTable({ fit, inSample, crossValidated: inSample });
    expect(both).toMatch(/in-sample +cross-validated\nB3 F1 +[\d.]+ ± 0\.0 +[\d.]+ ± 0\.0\n/);
    expect(figuresTable({ fit, inSample, crossValidated: null })).not.toContain('cross-validated');
  });
});
