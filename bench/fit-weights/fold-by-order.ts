/** Deals ids out to `count` folds in their order. */
export const foldByOrder = (ids: Iterable<string>, count: number): ReadonlyMap<string, number> =>
  new Map([...new Set(ids)].toSorted().map((id, at) => [id, at % count]));
