import { describe, expect, it } from 'vitest';
import { addExample, noExamples, type Examples } from '../../../bench/fit-weights/examples.ts';
import { fitLogistic } from '../../../bench/fit-weights/fit-logistic.ts';
import { seededNumbers } from '../../../bench/seeded-numbers.ts';
import type { Sign } from '../../../bench/fit-weights/signs.ts';

const NAMES = ['near', 'alike', 'apart', 'idle'];
const TRUE_WEIGHTS = [2, 1.5, -1.2, 0];
const TRUE_BIAS = -1;
const FREE: readonly Sign[] = ['positive', 'positive', 'free', 'free'];

const drawn = (count: number): Examples => {
  const random = seededNumbers(3);
  const examples = noExamples(NAMES);
  for (let i = 0; i < count; i++) {
    const row = NAMES.map(() => (random() < 0.3 ? 0 : random() * 2));
    const score = row.reduce((sum, value, at) => sum + value * (TRUE_WEIGHTS[at] ?? 0), TRUE_BIAS);
    const isTrue = random() < 1 / (1 + Math.exp(-score));
    addExample(examples, Object.fromEntries(NAMES.map((name, at) => [name, row[at] ?? 0])), isTrue ? 1 : 0);
  }
  return examples;
};

/** Of the log-likelihood less the ridge, by each weight. */
const gradient = (examples: Examples, fit: ReturnType<typeof fitLogistic>, ridge: number): number[] =>
  NAMES.map((name, at) =>
    examples.rows.reduce(
      (sum, row, i) => {
        const score = row.reduce((s, value, j) => s + value * (fit.weights[NAMES[j] ?? ''] ?? 0), fit.bias);
        return sum + ((examples.targets[i] ?? 0) - 1 / (1 + Math.exp(-score))) * (row[at] ?? 0);
      },
      -ridge * (fit.weights[name] ?? 0),
    ),
  );

describe('fitLogistic', () => {
  const examples = drawn(6_000);

  it('finds the weights that made the data', () => {
    const { bias, weights } = fitLogistic(examples, FREE, 1);
    expect(Math.abs(bias - TRUE_BIAS)).toBeLessThan(0.2);
    for (const [at, name] of NAMES.entries()) {
      expect(Math.abs((weights[name] ?? NaN) - (TRUE_WEIGHTS[at] ?? 0)), name).toBeLessThan(0.2);
    }
  });

  it('holds each weight to its sign, and is at the best point under that', () => {
    const fit = fitLogistic(examples, ['negative', 'positive', 'positive', 'free'], 5);
    expect(fit.weights['near']).toBe(0);
    expect(fit.weights['apart']).toBe(0);
    const [near, alike, apart, idle] = gradient(examples, fit, 5);
    expect(near).toBeGreaterThan(0);
    expect(apart).toBeLessThan(0);
    expect(Math.abs(alike ?? NaN)).toBeLessThan(0.05);
    expect(Math.abs(idle ?? NaN)).toBeLessThan(0.05);
  });

  it('counts an example of weight three as three examples', () => {
    const once: Examples = { ...examples, weights: examples.weights.map((_, at) => (at < 500 ? 3 : 1)) };
    const thrice: Examples = noExamples(NAMES);
    for (const [at, row] of examples.rows.entries()) {
      for (let copy = 0; copy < (at < 500 ? 3 : 1); copy++) {
        thrice.rows.push(row);
        thrice.targets.push(examples.targets[at] ?? 0);
        thrice.weights.push(1);
      }
    }
    const [a, b] = [fitLogistic(once, FREE, 5), fitLogistic(thrice, FREE, 5)];
    for (const name of NAMES) expect(a.weights[name]).toBeCloseTo(b.weights[name] ?? NaN, 6);
  });

  it('shrinks with the ridge, and stays finite where the data are told apart without fault', () => {
    const clear = noExamples(['sure']);
    for (let i = 0; i < 40; i++) addExample(clear, { sure: i % 2 }, i % 2);
    const [weak, strong] = [0.1, 10].map((ridge) => fitLogistic(clear, ['positive'], ridge).weights['sure'] ?? NaN);
    expect(weak).toBeGreaterThan(strong ?? NaN);
    expect(strong).toBeGreaterThan(0);
    expect(weak).toBeLessThan(50);
  });

  it('gives nothing to a feature that never occurs', () => {
    const examplesWithout = noExamples(['always', 'never']);
    for (let i = 0; i < 60; i++) addExample(examplesWithout, { always: i % 3, never: 0 }, i % 3 === 2 ? 1 : 0);
    expect(fitLogistic(examplesWithout, ['positive', 'free'], 0).weights['never']).toBe(0);
  });
});
