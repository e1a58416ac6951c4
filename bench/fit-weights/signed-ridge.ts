import type { Sign } from './signs.ts';

/**
 * A quadratic in b around `start`: ½ (b − start)ᵀ curvature (b − start) − slopeᵀ (b − start) + ½ ridge |b|².
 * The first number of b is the bias: neither shrunk nor held to a sign. `curvature` is symmetric, row by row.
 */
export interface Quadratic {
  readonly start: Float64Array;
  readonly curvature: Float64Array;
  readonly slope: Float64Array;
}

const MAX_SWEEPS = 300;
const STANDS_STILL = 1e-7;
/** Keeps a feature that never occurs from dividing by nothing. */
const TINY = 1e-9;

/** Where it is least while each weight keeps its sign; by coordinate descent (Friedman, Hastie & Tibshirani, 2010). */
export const minimiseSigned = (quadratic: Quadratic, signs: readonly Sign[], ridge: number): Float64Array => {
  const { start, curvature } = quadratic;
  const size = start.length;
  const solution = Float64Array.from(start);
  const slope = Float64Array.from(quadratic.slope);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let moved = 0;
    for (let at = 0; at < size; at++) {
      const now = solution[at] ?? 0;
      const shrink = at === 0 ? 0 : ridge;
      const best = now + ((slope[at] ?? 0) - shrink * now) / ((curvature[at * size + at] ?? 0) + shrink + TINY);
      const next = at === 0 ? best : held(best, signs[at - 1]);
      const step = next - now;
      if (step === 0) continue;
      for (let other = 0; other < size; other++) {
        slope[other] = (slope[other] ?? 0) - (curvature[other * size + at] ?? 0) * step;
      }
      solution[at] = next;
      moved = Math.max(moved, Math.abs(step));
    }
    if (moved < STANDS_STILL) break;
  }
  return solution;
};

const held = (weight: number, sign: Sign = 'positive'): number => {
  if (sign === 'positive') return Math.max(0, weight);
  return sign === 'negative' ? Math.min(0, weight) : weight;
};

/** Adds a row with a leading 1 for the bias to the curvature (its lower half) and to the slope. */
export const addRow = (
  { curvature, slope, start: { length: size } }: Quadratic,
  row: readonly number[],
  { weight, residual }: { readonly weight: number; readonly residual: number },
): void => {
  const columns = [0];
  for (let at = 0; at < row.length; at++) if (row[at] !== 0) columns.push(at + 1);
  for (let i = 0; i < columns.length; i++) {
    const a = columns[i] ?? 0;
    const value = a === 0 ? 1 : (row[a - 1] ?? 0);
    slope[a] = (slope[a] ?? 0) + residual * value;
    for (let j = 0; j <= i; j++) {
      const b = columns[j] ?? 0;
      const cell = a * size + b;
      curvature[cell] = (curvature[cell] ?? 0) + weight * value * (b === 0 ? 1 : (row[b - 1] ?? 0));
    }
  }
};

/** Copies the lower half of the curvature to the upper. */
export const mirror = ({ curvature, start: { length: size } }: Quadratic): void => {
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) curvature[a * size + b] = curvature[b * size + a] ?? 0;
  }
};

export const quadraticAt = (start: Float64Array): Quadratic => ({
  start,
  curvature: new Float64Array(start.length ** 2),
  slope: new Float64Array(start.length),
});
