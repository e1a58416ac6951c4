import { coverageOf } from './coverage.ts';
import { weighTerms, type TermWeights } from './term-weights.ts';
import { isIdentifier } from './terms.ts';

/** Terms in more than this share of the documents tie nothing together. */
const MAX_SHARE = 0.3;
/** A term weighs more than this to be rare. */
const RARE_OVER = 0.6;
const MAX_RARE = 2;

/**
 * Similarity between short documents by an inverted index. A term weighs ln(1 + N/df) / ln(1 + N), so 1 when one document
 * has it (Spärck Jones, 1972); `words` is the square root of the cosine, `rare` the sum of what shared terms weigh beyond
 * 0.6, identifiers double, at most 2.
 */
export interface TextIndex {
  words(a: number, b: number): number;
  rare(a: number, b: number): number;
  /** `words` of every document with the nearest of these. */
  nearest(documents: readonly number[]): Float64Array;
  /** How much of what the first says, by weight, the second says too; 0 to 1. */
  covered(said: ReadonlySet<string>, by: ReadonlySet<string>): number;
  /** The heaviest shared terms. */
  shared(a: number, b: number, limit: number): string[];
  weightOf(term: string): number;
}

/** `background` counts for the weights only: documents that nothing is compared with. */
export const indexTexts = (
  documents: readonly ReadonlySet<string>[],
  background: readonly ReadonlySet<string>[],
): TextIndex => {
  const weights = weighTerms([...documents, ...background]);
  const { weightOf, total } = weights;
  const { dot, rare } = products(documents, weights, Math.max(8, total * MAX_SHARE));
  const size = documents.length;
  const norm = Float64Array.from(documents, (_, at) => Math.sqrt(dot[at * size + at] ?? 0));
  return {
    weightOf,
    words: (a, b) => {
      const scale = (norm[a] ?? 0) * (norm[b] ?? 0);
      return scale === 0 ? 0 : Math.sqrt(Math.min(1, (dot[a * size + b] ?? 0) / scale));
    },
    rare: (a, b) => Math.min(MAX_RARE, rare[a * size + b] ?? 0),
    nearest: (others) => nearestOf(others, dot, norm),
    covered: coverageOf(weights),
    shared: (a, b, limit) => heaviest(documents[a], documents[b], weightOf).slice(0, limit),
  };
};

/** For each term's number the documents that have it, in order. */
const postingsOf = (documents: readonly ReadonlySet<string>[], weights: TermWeights): number[][] => {
  const postings = weights.terms.map((): number[] => []);
  for (let at = 0; at < documents.length; at++) {
    for (const number of weights.numbersOf(documents[at] ?? NONE)) postings[number]?.push(at);
  }
  return postings;
};

/** Terms that more than `most` documents have count for nothing. In the order of the terms: sums stay the same in any order of evidence. */
const products = (
  documents: readonly ReadonlySet<string>[],
  weights: TermWeights,
  most: number,
): { dot: Float32Array; rare: Float32Array } => {
  const size = documents.length;
  const dot = new Float32Array(size * size);
  const rare = new Float32Array(size * size);
  const postings = postingsOf(documents, weights);
  for (const term of weights.terms.toSorted()) {
    const list = postings[weights.numberOf(term)] ?? [];
    if (list.length === 0 || weights.frequencyOf(term) > most) continue;
    const weight = weights.weightOf(term);
    const square = weight * weight;
    const extra = Math.max(0, weight - RARE_OVER) * (isIdentifier(term) ? 2 : 1);
    for (let i = 0; i < list.length; i++) {
      const row = (list[i] ?? 0) * size;
      for (let j = i; j < list.length; j++) {
        const at = row + (list[j] ?? 0);
        dot[at] = (dot[at] ?? 0) + square;
        if (extra > 0) rare[at] = (rare[at] ?? 0) + extra;
      }
    }
  }
  for (const square of [dot, rare]) mirror(square, size);
  return { dot, rare };
};

/** Below the diagonal what is above it. */
const mirror = (square: Float32Array, size: number): void => {
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) square[b * size + a] = square[a * size + b] ?? 0;
  }
};

const nearestOf = (others: readonly number[], dot: Float32Array, norm: Float64Array): Float64Array => {
  const best = new Float64Array(norm.length);
  for (const other of others) {
    const row = other * norm.length;
    const own = norm[other] ?? 0;
    for (let at = 0; at < norm.length; at++) {
      const product = dot[row + at] ?? 0;
      if (product === 0) continue;
      const cosine = product / ((norm[at] ?? 0) * own);
      if (cosine > (best[at] ?? 0)) best[at] = cosine;
    }
  }
  return best.map((cosine) => Math.sqrt(Math.min(1, cosine)));
};

const NONE: ReadonlySet<string> = new Set();

/** The terms that both have, the heaviest first, identifiers before words of the same weight. */
const heaviest = (
  a: ReadonlySet<string> = NONE,
  b: ReadonlySet<string> = NONE,
  weightOf: (term: string) => number,
): string[] =>
  [...a]
    .filter((term) => b.has(term))
    .toSorted(
      (x, y) => weightOf(y) - weightOf(x) || Number(isIdentifier(y)) - Number(isIdentifier(x)) || (x < y ? -1 : 1),
    );
