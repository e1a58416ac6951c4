import { describe, expect, it } from 'vitest';
import { addExample, noExamples, type Examples } from '../../../bench/fit-weights/examples.ts';
import { fitSeverity } from '../../../bench/fit-weights/fit-severity.ts';
import { seededNumbers } from '../../../bench/seeded-numbers.ts';

const NAMES = ['urgency', 'broad', 'trivial'];

/** Level 0 to 3, by urgency and breadth, less where trivial; a tenth of them one level off. */
const graded = (): Examples => {
  const random = seededNumbers(11);
  const examples = noExamples(NAMES);
  for (let i = 0; i < 300; i++) {
    const [urgency, broad, trivial] = [random(), random(), random() < 0.3 ? 1 : 0];
    const level = Math.round(0.2 + 2.2 * urgency + 0.9 * broad - 0.7 * trivial) + (random() < 0.1 ? 1 : 0);
    addExample(examples, { urgency, broad, trivial }, Math.min(3, Math.max(0, level)));
  }
  return examples;
};

const exactShare = (examples: Examples, { bias, weights }: ReturnType<typeof fitSeverity>): number => {
  const exact = examples.rows.filter((row, i) => {
    const score = row.reduce((sum, value, at) => sum + value * (weights[NAMES[at] ?? ''] ?? 0), bias);
    return Math.min(3, Math.max(0, Math.round(score))) === examples.targets[i];
  });
  return exact.length / examples.rows.length;
};

describe('fitSeverity', () => {
  const examples = graded();

  it('finds a scale whose rounding is the level', () => {
    const fit = fitSeverity(examples, ['positive', 'positive', 'negative']);
    expect(exactShare(examples, fit)).toBeGreaterThan(0.7);
    expect(fit.weights['urgency']).toBeGreaterThan(fit.weights['broad'] ?? NaN);
    expect(fit.weights['trivial']).toBeLessThan(-0.3);
  });

  it('holds each weight to its sign', () => {
    const { weights } = fitSeverity(examples, ['negative', 'positive', 'positive']);
    expect(weights['urgency']).toBe(0);
    expect(weights['trivial']).toBe(0);
    expect(weights['broad']).toBeGreaterThan(0);
  });

  it('gives one level where there is only one', () => {
    const same = noExamples(['urgency']);
    for (let i = 0; i < 10; i++) addExample(same, { urgency: i / 10 }, 2);
    const { bias, weights } = fitSeverity(same, ['positive']);
    expect(Math.round(bias + (weights['urgency'] ?? NaN))).toBe(2);
    expect(Math.round(bias)).toBe(2);
  });
});
