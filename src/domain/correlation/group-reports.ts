/** Of each report that is left its best partner among those after it; of equal ones the first. */
interface Partner {
  readonly at: number;
  readonly score: number;
}

const NOBODY: Partner = { at: -1, score: -Infinity };

/**
 * Joins the two reports with the best mean log-odds over their tickets while it is over the threshold; `count` tickets,
 * compared by their numbers, the smaller one first.
 */
export const groupReports = (
  count: number,
  scoreOf: (a: number, b: number) => number,
  threshold: number,
): number[][] => {
  const sums = squareOf(count, scoreOf);
  const reports = Array.from({ length: count }, (_, ticket) => [ticket]);
  let left = reports.map((_, ticket) => ticket);
  const mean = (a: number, b: number): number =>
    (sums[a]?.[b] ?? 0) / ((reports[a]?.length ?? 1) * (reports[b]?.length ?? 1));
  const search = (place: number): Partner => {
    const own = left[place] ?? 0;
    let best = NOBODY;
    for (let next = place + 1; next < left.length; next++) {
      const at = left[next] ?? 0;
      const score = mean(own, at);
      if (score > best.score) best = { at, score };
    }
    return best;
  };
  const partners = left.map((_, place) => search(place));
  for (;;) {
    const a = bestOf(left, partners);
    const { at: b, score: top } = partners[a] ?? NOBODY;
    if (b < 0 || top <= threshold) return left.map((at) => reports[at] ?? []);
    reports[a]?.push(...(reports[b] ?? []));
    left = left.filter((at) => at !== b);
    for (const other of left) if (other !== a) add(sums, a, other, sums[b]?.[other] ?? 0);
    for (const [place, at] of left.entries()) {
      const { at: partner, score } = partners[at] ?? NOBODY;
      if (at === a || partner === a || partner === b) partners[at] = search(place);
      else if (at < a) {
        const joined = mean(at, a);
        if (joined > score || (joined === score && a < partner)) partners[at] = { at: a, score: joined };
      }
    }
  }
};

const bestOf = (left: readonly number[], partners: readonly Partner[]): number => {
  let best = -1;
  for (const at of left) {
    if ((partners[at]?.score ?? -Infinity) > (partners[best]?.score ?? -Infinity)) best = at;
  }
  return best;
};

const squareOf = (count: number, scoreOf: (a: number, b: number) => number): Float64Array[] => {
  const sums = Array.from({ length: count }, () => new Float64Array(count));
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) add(sums, a, b, scoreOf(b, a));
  }
  return sums;
};

const add = (sums: readonly Float64Array[], a: number, b: number, value: number): void => {
  addTo(sums[a], b, value);
  addTo(sums[b], a, value);
};

const addTo = (line: Float64Array | undefined, at: number, value: number): void => {
  if (line !== undefined) line[at] = (line[at] ?? 0) + value;
};
