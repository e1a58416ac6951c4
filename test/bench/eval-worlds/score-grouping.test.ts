import { describe, expect, it } from 'vitest';
import { scoreGrouping } from '../../../bench/eval-worlds/score-grouping.ts';
import type { PredictedSet, TrueSet } from '../../../bench/eval-worlds/score-items.ts';
import { guess, trueIncident } from './hand-made-truth.ts';

const truths = (...sets: readonly (readonly string[])[]): TrueSet[] =>
  sets.map((items, at) => ({ incident: trueIncident(`i${at}`), items: new Set(items) }));
const predicted = (...sets: readonly (readonly string[])[]): PredictedSet[] =>
  sets.map((items) => ({ incident: guess(), items: new Set(items), nearLogs: [] }));

const TRUTHS = truths(['T:1', 'T:2', 'P:a', 'L:x'], ['T:3', 'L:y']);

describe('scoreGrouping', () => {
  it('takes precision and recall for each true item, in all and by kind', () => {
    // Item: share of its group that belongs with it, share of what belongs with it that is in its group.
    // T:1, T:2: 2/4, 2/4. P:a: 1/2, 1/4. L:x is alone: 1, 1/4. T:3: 1/2, 1/2. L:y: 1/4, 1/2.
    const scores = scoreGrouping(TRUTHS, predicted(['T:1', 'T:2', 'L:y', 'T:noise'], ['P:a', 'T:3']));
    expect(scores.all.precision).toBeCloseTo(3.25 / 6, 10);
    expect(scores.all.recall).toBeCloseTo(2.5 / 6, 10);
    expect(scores.all.f1).toBeCloseTo(97.5 / 207, 10);
    expect(scores.all.placed).toBeCloseTo(5 / 6, 10);
    expect(scores.all.items).toBe(6);
    expect(scores.tickets).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, placed: 1, items: 3 });
    expect(scores.pullRequests).toMatchObject({ precision: 0.5, recall: 0.25, placed: 1, items: 1 });
    expect(scores.pullRequests.f1).toBeCloseTo(1 / 3, 10);
    expect(scores.logs).toEqual({ precision: 0.625, recall: 0.375, f1: 0.46875, placed: 0.5, items: 2 });
  });

  it('gives 1 to the truth itself, whatever stands beside it', () => {
    const { all } = scoreGrouping(TRUTHS, predicted(['T:noise'], ['T:3', 'L:y'], ['T:1', 'T:2', 'P:a', 'L:x']));
    expect(all).toEqual({ precision: 1, recall: 1, f1: 1, placed: 1, items: 6 });
  });

  it('counts an item listed twice in its first incident only', () => {
    // T:1 stays alone in the first group, which leaves T:2 alone in the second.
    const { all } = scoreGrouping(truths(['T:1', 'T:2']), predicted(['T:1'], ['T:1', 'T:2']));
    expect(all.precision).toBe(1);
    expect(all.recall).toBe(0.5);
    expect(all.f1).toBeCloseTo(2 / 3, 10);
  });

  it('leaves each item alone in an empty report', () => {
    // Recall: four times 1/4, twice 1/2, of six.
    const { all } = scoreGrouping(TRUTHS, []);
    expect(all).toMatchObject({ precision: 1, placed: 0, items: 6 });
    expect(all.recall).toBeCloseTo(1 / 3, 10);
    expect(all.f1).toBeCloseTo(0.5, 10);
  });

  it('mixes everything into one incident at the price of precision', () => {
    // Precision: four times 4/6, twice 2/6, of six.
    const { all } = scoreGrouping(TRUTHS, predicted(['T:1', 'T:2', 'P:a', 'L:x', 'T:3', 'L:y']));
    expect(all.precision).toBeCloseTo(20 / 36, 10);
    expect(all.recall).toBe(1);
  });

  it('has nothing to say where there is no item', () => {
    expect(scoreGrouping([], predicted(['T:1'])).all).toEqual({ precision: 1, recall: 1, f1: 1, placed: 1, items: 0 });
    expect(scoreGrouping(truths(['T:1']), []).logs.items).toBe(0);
  });
});
