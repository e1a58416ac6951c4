import type { Item, PredictedSet, TrueSet } from './score-items.ts';

const KINDS = { T: 'tickets', P: 'pullRequests', L: 'logs' } as const;
type Kind = 'all' | (typeof KINDS)[keyof typeof KINDS];

export interface BCubed {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of the items that stand in any incident. */
  readonly placed: number;
  readonly items: number;
}

export type Grouping = Readonly<Record<Kind, BCubed>>;

/**
 * B-cubed over the items of true incidents: for each item the share of its group that belongs with it (precision), and
 * the share of what belongs with it that is in its group (recall). An item left out is alone; one listed twice belongs
 * to its first incident. Bagga & Baldwin, 1998.
 */
export const scoreGrouping = (truths: readonly TrueSet[], predicted: readonly PredictedSet[]): Grouping => {
  const home = new Map<Item, number>();
  for (const [index, { items }] of predicted.entries()) {
    for (const item of items) if (!home.has(item)) home.set(item, index);
  }
  const groups = predicted.map(({ items }, index) => [...items].filter((item) => home.get(item) === index));
  const sums = { all: zero(), tickets: zero(), pullRequests: zero(), logs: zero() };
  for (const { items } of truths) {
    for (const item of items) {
      const at = home.get(item);
      const group = at === undefined ? [item] : (groups[at] ?? [item]);
      const shared = group.filter((other) => items.has(other)).length;
      for (const sum of [sums.all, sums[KINDS[item[0] as keyof typeof KINDS]]]) {
        sum.precision += shared / group.length;
        sum.recall += shared / items.size;
        sum.placed += at === undefined ? 0 : 1;
        sum.items++;
      }
    }
  }
  return {
    all: mean(sums.all),
    tickets: mean(sums.tickets),
    pullRequests: mean(sums.pullRequests),
    logs: mean(sums.logs),
  };
};

const zero = () => ({ precision: 0, recall: 0, placed: 0, items: 0 });

const mean = ({ precision, recall, placed, items }: ReturnType<typeof zero>): BCubed => {
  const p = items === 0 ? 1 : precision / items;
  const r = items === 0 ? 1 : recall / items;
  return {
    precision: p,
    recall: r,
    f1: p + r === 0 ? 0 : (2 * p * r) / (p + r),
    placed: items === 0 ? 1 : placed / items,
    items,
  };
};
