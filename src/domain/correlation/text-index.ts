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
  const frequency = new Map<string, number>();
  for (const terms of [...documents, ...background]) {
    for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const total = documents.length + background.length;
  const weightOf = (term: string): number => Math.log(1 + total / (frequency.get(term) ?? 1)) / Math.log(1 + total);
  const squares = new Map<string, number>();
  const squareOf = (term: string): number => {
    let square = squares.get(term);
    if (square === undefined) squares.set(term, (square = weightOf(term) ** 2));
    return square;
  };
  const { dot, rare } = products(
    documents,
    (term) => weightOf(term),
    (term) => (frequency.get(term) ?? 0) > Math.max(8, total * MAX_SHARE),
  );
  const size = documents.length;
  const norm = documents.map((_, at) => Math.sqrt(dot[at * size + at] ?? 0));
  return {
    weightOf,
    words: (a, b) => {
      const scale = (norm[a] ?? 0) * (norm[b] ?? 0);
      return scale === 0 ? 0 : Math.sqrt(Math.min(1, (dot[a * size + b] ?? 0) / scale));
    },
    rare: (a, b) => Math.min(MAX_RARE, rare[a * size + b] ?? 0),
    covered: coverage(squareOf),
    shared: (a, b, limit) => heaviest(documents[a], documents[b], weightOf).slice(0, limit),
  };
};

const products = (
  documents: readonly ReadonlySet<string>[],
  weightOf: (term: string) => number,
  isCommon: (term: string) => boolean,
): { dot: Float32Array; rare: Float32Array } => {
  const size = documents.length;
  const dot = new Float32Array(size * size);
  const rare = new Float32Array(size * size);
  const postings = new Map<string, number[]>();
  for (const [at, terms] of documents.entries()) {
    for (const term of terms) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [at]);
      else list.push(at);
    }
  }
  for (const [term, list] of [...postings].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (isCommon(term)) continue;
    const weight = weightOf(term);
    const square = weight * weight;
    const extra = Math.max(0, weight - RARE_OVER) * (isIdentifier(term) ? 2 : 1);
    for (const a of list) {
      for (const b of list) {
        const at = a * size + b;
        dot[at] = (dot[at] ?? 0) + square;
        rare[at] = (rare[at] ?? 0) + extra;
      }
    }
  }
  return { dot, rare };
};

/** Square root, like the cosine's, so that both are on one scale. The same text is asked about many times: its weight is kept. */
const coverage = (squareOf: (term: string) => number): TextIndex['covered'] => {
  const totals = new WeakMap<ReadonlySet<string>, number>();
  const totalOf = (said: ReadonlySet<string>): number => {
    let total = totals.get(said);
    if (total !== undefined) return total;
    total = 0;
    for (const term of said) total += squareOf(term);
    totals.set(said, total);
    return total;
  };
  return (said, by) => {
    let both = 0;
    for (const term of said) if (by.has(term)) both += squareOf(term);
    return both === 0 ? 0 : Math.sqrt(both / totalOf(said));
  };
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
