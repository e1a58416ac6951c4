/** Joins the two reports with the best mean log-odds over their tickets while it is over the threshold. */
export const joinReports = (
  count: number,
  scoreOf: (a: number, b: number) => number,
  threshold: number,
): number[][] => {
  const sums = Array.from({ length: count }, () => new Float64Array(count));
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) add(sums, a, b, scoreOf(b, a));
  }
  const reports = new Map(Array.from({ length: count }, (_, ticket) => [ticket, [ticket]]));
  for (;;) {
    const best = closest(reports, sums);
    if (best === null || best.score <= threshold) return [...reports.values()];
    reports.get(best.a)?.push(...(reports.get(best.b) ?? []));
    reports.delete(best.b);
    for (const other of reports.keys()) if (other !== best.a) add(sums, best.a, other, sums[best.b]?.[other] ?? 0);
  }
};

const add = (sums: readonly Float64Array[], a: number, b: number, value: number): void => {
  for (const [row, column] of [[a, b] as const, [b, a] as const]) {
    const line = sums[row];
    if (line !== undefined) line[column] = (line[column] ?? 0) + value;
  }
};

const closest = (
  reports: ReadonlyMap<number, readonly number[]>,
  sums: readonly Float64Array[],
): { readonly a: number; readonly b: number; readonly score: number } | null => {
  const left = [...reports].map(([at, { length }]) => ({ at, length }));
  let best: { a: number; b: number; score: number } | null = null;
  for (const [place, a] of left.entries()) {
    const line = sums[a.at];
    for (let next = place + 1; next < left.length; next++) {
      const b = left[next];
      if (b === undefined) continue;
      const score = (line?.[b.at] ?? 0) / (a.length * b.length);
      if (best === null || score > best.score) best = { a: a.at, b: b.at, score };
    }
  }
  return best;
};
