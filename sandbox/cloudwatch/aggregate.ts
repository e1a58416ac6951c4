import { compileExpression } from './compile-expression.ts';
import type { Evaluate } from './compile-expression.ts';
import type { Aggregate, Column } from './query-syntax.ts';
import { TableRow } from './row.ts';
import type { Row } from './row.ts';
import { compareValues, toNumber } from './value.ts';
import type { Value } from './value.ts';

interface Accumulator {
  add(value: Value, timestampMs: number): void;
  result(): Value;
}

const ACCUMULATORS: Record<string, (percentile: number) => Accumulator> = {
  count: countOf,
  count_distinct: distinctOf,
  sum: () => sumOf((total, count) => (count > 0 ? total : undefined)),
  avg: () => sumOf((total, count) => (count > 0 ? total / count : undefined)),
  min: () => firstBy((value, best) => compareValues(value, best) < 0),
  max: () => firstBy((value, best) => compareValues(value, best) > 0),
  sortsfirst: () => firstBy((value, best) => String(value) < String(best)),
  sortslast: () => firstBy((value, best) => String(value) > String(best)),
  earliest: () => firstBy((_value, _best, timestampMs, bestMs) => timestampMs < bestMs),
  latest: () => firstBy((_value, _best, timestampMs, bestMs) => timestampMs >= bestMs),
  pct: percentileOf,
  median: () => percentileOf(50),
};

/** The names of the aggregate functions, in lower case. */
export const AGGREGATES: ReadonlySet<string> = new Set(Object.keys(ACCUMULATORS));

interface Group {
  keys: Value[];
  accumulators: Accumulator[];
}

/** Collects rows into groups; holds one accumulator for each group and aggregate, and no rows. */
export class Aggregation {
  readonly columns: string[];
  readonly #keys: { name: string; evaluate: Evaluate }[];
  readonly #aggregates: { create: () => Accumulator; argument: Evaluate | undefined; name: string }[];
  readonly #groups = new Map<string, Group>();

  constructor(aggregates: Aggregate[], by: Column[]) {
    this.#keys = by.map((column) => ({ name: column.name, evaluate: compileExpression(column.expression) }));
    this.#aggregates = aggregates.map((aggregate) => ({
      name: aggregate.name,
      create: () => createAccumulator(aggregate.fn, aggregate.percentile ?? 0),
      argument: aggregate.argument && compileExpression(aggregate.argument),
    }));
    this.columns = [...this.#keys, ...this.#aggregates].map((column) => column.name);
  }

  add(row: Row): void {
    const keys = this.#keys.map((key) => key.evaluate(row));
    const accumulators = this.#groupOf(keys).accumulators;
    this.#aggregates.forEach((aggregate, at) => {
      const value = aggregate.argument ? aggregate.argument(row) : true;
      if (value !== undefined) accumulators[at]?.add(value, row.timestampMs);
    });
  }

  /** One row a group; without `by` always exactly one, also when nothing matched. */
  rows(): TableRow[] {
    if (this.#keys.length === 0 && this.#groups.size === 0) this.#groupOf([]);
    return [...this.#groups.values()].map((group) => {
      const fields = new Map<string, Value>(this.#keys.map((key, at) => [key.name, group.keys[at]]));
      this.#aggregates.forEach((aggregate, at) => fields.set(aggregate.name, group.accumulators[at]?.result()));
      return new TableRow(fields);
    });
  }

  #groupOf(keys: Value[]): Group {
    const id =
      keys.length === 1 ? `${typeof keys[0]}${String(keys[0])}` : JSON.stringify(keys.map((key) => key ?? null));
    let group = this.#groups.get(id);
    if (!group) {
      group = { keys, accumulators: this.#aggregates.map((aggregate) => aggregate.create()) };
      this.#groups.set(id, group);
    }
    return group;
  }
}

function createAccumulator(fn: string, percentile: number): Accumulator {
  const create = ACCUMULATORS[fn];
  if (!create) throw new Error(`no aggregate ${fn}: the parser accepts only those that exist`);
  return create(percentile);
}

function countOf(): Accumulator {
  let count = 0;
  return {
    add: () => {
      count += 1;
    },
    result: () => count,
  };
}

function distinctOf(): Accumulator {
  const seen = new Set<string>();
  return { add: (value) => void seen.add(String(value)), result: () => seen.size };
}

function sumOf(finish: (total: number, count: number) => Value): Accumulator {
  let total = 0;
  let count = 0;
  return {
    add: (value) => {
      const number = toNumber(value);
      if (Number.isNaN(number)) return;
      total += number;
      count += 1;
    },
    result: () => finish(total, count),
  };
}

function firstBy(isBetter: (value: Value, best: Value, timestampMs: number, bestMs: number) => boolean): Accumulator {
  let best: Value;
  let bestMs = Number.NaN;
  return {
    add: (value, timestampMs) => {
      if (best !== undefined && !isBetter(value, best, timestampMs, bestMs)) return;
      best = value;
      bestMs = timestampMs;
    },
    result: () => best,
  };
}

function percentileOf(percentile: number): Accumulator {
  const values: number[] = [];
  return {
    add: (value) => {
      const number = toNumber(value);
      if (!Number.isNaN(number)) values.push(number);
    },
    result: () => {
      const sorted = values.toSorted((left, right) => left - right);
      return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)];
    },
  };
}
