/** Terms by number, with what each weighs: by how few documents have it. */
export interface TermWeights {
  /** The numbers of a set's terms, in its order; remembered by the set. */
  numbersOf(terms: ReadonlySet<string>): Uint32Array;
  /** ln(1 + N / df) / ln(1 + N). */
  weightOf(term: string): number;
  /** Its square, by the term's number. */
  squareOf(number: number): number;
  /** How many of all documents have it. */
  frequencyOf(term: string): number;
  /** -1 for a term not met yet. */
  numberOf(term: string): number;
  /** All terms known so far, each at its number's place. */
  readonly terms: readonly string[];
  /** N. */
  readonly total: number;
}

export const weighTerms = (documents: readonly ReadonlySet<string>[]): TermWeights => {
  const numbers = new Map<string, number>();
  const terms: string[] = [];
  const known = new WeakMap<ReadonlySet<string>, Uint32Array>();
  const numbersOf = (set: ReadonlySet<string>): Uint32Array => {
    const made = known.get(set);
    if (made !== undefined) return made;
    const own = new Uint32Array(set.size);
    let at = 0;
    for (const term of set) {
      let number = numbers.get(term);
      if (number === undefined) {
        number = terms.length;
        numbers.set(term, number);
        terms.push(term);
      }
      own[at++] = number;
    }
    known.set(set, own);
    return own;
  };
  const numberOf = (term: string): number => numbers.get(term) ?? -1;
  const counts: number[] = [];
  for (const document of documents)
    for (const number of numbersOf(document)) counts[number] = (counts[number] ?? 0) + 1;
  const total = documents.length;
  const weigh = (count: number): number => Math.log(1 + total / count) / Math.log(1 + total);
  const squares = counts.map((count) => weigh(count) ** 2);
  return {
    numbersOf,
    weightOf: (term) => weigh(counts[numberOf(term)] ?? 1),
    squareOf: (number) => squares[number] ?? weigh(1) ** 2,
    frequencyOf: (term) => counts[numberOf(term)] ?? 0,
    numberOf,
    terms,
    total,
  };
};
