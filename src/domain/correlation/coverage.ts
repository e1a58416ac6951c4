/** How much of what the first says, by weight, the second says too; 0 to 1. */
export type Coverage = (said: ReadonlySet<string>, by: ReadonlySet<string>) => number;

interface Weighed {
  readonly numbers: Uint32Array;
  readonly squares: Float64Array;
  readonly total: number;
}

/**
 * √ of the share, like the cosine's, so that both are on one scale. The same sets are asked about thousands of times: each
 * is turned into numbers of its terms once, those that say it too into a flag for each number.
 */
export const coverageOf = (squareOf: (term: string) => number): Coverage => {
  const numbers = new Map<string, number>();
  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, numbers.size);
    return numbers.size - 1;
  };
  const weigh = (said: ReadonlySet<string>): Weighed => {
    const squares = Float64Array.from(said, squareOf);
    return { numbers: Uint32Array.from(said, numberOf), squares, total: squares.reduce((sum, one) => sum + one, 0) };
  };
  const flag = (by: ReadonlySet<string>): Uint8Array => {
    const own = Uint32Array.from(by, numberOf);
    const flags = new Uint8Array(numbers.size);
    for (const number of own) flags[number] = 1;
    return flags;
  };
  const weighed = new WeakMap<ReadonlySet<string>, Weighed>();
  const flagged = new WeakMap<ReadonlySet<string>, Uint8Array>();
  return (said, by) => {
    if (said.size === 0 || by.size === 0) return 0;
    const { numbers: own, squares, total } = known(weighed, said, weigh);
    // A term met only after the flags were set has a number beyond them, and is rightly none of them.
    const flags = known(flagged, by, flag);
    let both = 0;
    for (let at = 0; at < own.length; at++) if (flags[own[at] ?? 0] === 1) both += squares[at] ?? 0;
    return both === 0 ? 0 : Math.sqrt(both / total);
  };
};

const known = <Made>(
  kept: WeakMap<ReadonlySet<string>, Made>,
  key: ReadonlySet<string>,
  make: (key: ReadonlySet<string>) => Made,
): Made => {
  let made = kept.get(key);
  if (made === undefined) kept.set(key, (made = make(key)));
  return made;
};
