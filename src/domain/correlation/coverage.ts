import type { TermWeights } from './term-weights.ts';

/** How much of what the first says, by weight, the second says too; 0 to 1. */
export type Coverage = (said: ReadonlySet<string>, by: ReadonlySet<string>) => number;

/** √ of the share, like the cosine's, so that both are on one scale. The same sets are asked about thousands of times. */
export const coverageOf = (weights: TermWeights): Coverage => {
  const totals = new WeakMap<ReadonlySet<string>, number>();
  const totalOf = (said: ReadonlySet<string>): number => {
    let total = totals.get(said);
    if (total !== undefined) return total;
    total = 0;
    for (const number of weights.numbersOf(said)) total += weights.squareOf(number);
    totals.set(said, total);
    return total;
  };
  const flagged = new WeakMap<ReadonlySet<string>, Uint8Array>();
  const flagsOf = (by: ReadonlySet<string>): Uint8Array => {
    let flags = flagged.get(by);
    if (flags !== undefined) return flags;
    const numbers = weights.numbersOf(by);
    flags = new Uint8Array(weights.terms.length);
    for (const number of numbers) flags[number] = 1;
    flagged.set(by, flags);
    return flags;
  };
  return (said, by) => {
    if (said.size === 0 || by.size === 0) return 0;
    const numbers = weights.numbersOf(said);
    // A term met only after the flags were set has a number beyond them, and is rightly none of them.
    const flags = flagsOf(by);
    let both = 0;
    for (const number of numbers) if (flags[number] === 1) both += weights.squareOf(number);
    return both === 0 ? 0 : Math.sqrt(both / totalOf(said));
  };
};
