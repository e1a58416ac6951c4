import { dedupId } from './table.ts';
import type { QueryPlan } from './plan-query.ts';
import type { Row } from './row.ts';
import { compareValues } from './value.ts';
import type { Value } from './value.ts';

/** Which events a query found: for each the position of its group in the query and its line number in that group. */
export interface EventRefs {
  groups: Uint8Array;
  lines: Uint32Array;
}

type EventCollector = Extract<QueryPlan['collector'], { kind: 'events' }>;

/** Collects references to the events that match, 13 bytes each, with keys beside where the query sorts by a field. */
export class EventRefCollector {
  readonly #plan: EventCollector;
  readonly #sortKeys: Value[][] | undefined;
  readonly #dedupIds: (string | undefined)[] | undefined;
  #groups = new Uint8Array(256);
  #lines = new Uint32Array(256);
  #timestampsMs = new Float64Array(256);
  #count = 0;

  constructor(plan: EventCollector) {
    this.#plan = plan;
    this.#sortKeys = plan.sort && !plan.sort.byTime ? [] : undefined;
    this.#dedupIds = plan.dedup ? [] : undefined;
  }

  /** `row` is needed where the query sorts by fields or drops duplicates. */
  add(group: number, line: number, timestampMs: number, row: Row | undefined): void {
    if (this.#count === this.#lines.length) this.#grow();
    this.#groups[this.#count] = group;
    this.#lines[this.#count] = line;
    this.#timestampsMs[this.#count] = timestampMs;
    this.#count += 1;
    if (row) this.#sortKeys?.push(this.#plan.sort?.keys.map((key) => key.evaluate(row)) ?? []);
    if (row) this.#dedupIds?.push(dedupId(this.#plan.dedup?.map((key) => key(row)) ?? []));
  }

  /** What was found so far, unsorted: the partial results of a query that runs. */
  some(limit: number): EventRefs {
    const count = Math.min(limit, this.#count);
    return { groups: this.#groups.slice(0, count), lines: this.#lines.slice(0, count) };
  }

  /** Sorted, without duplicates, cut to the limit. */
  finish(limit: number): EventRefs {
    let order: Uint32Array = Uint32Array.from({ length: this.#count }, (_, at) => at);
    order.sort((left, right) => this.#compare(left, right));
    if (this.#dedupIds) order = this.#withoutDuplicates(order);
    const kept = order.subarray(0, Math.min(limit, this.#plan.limit ?? limit));
    return {
      groups: Uint8Array.from(kept, (at) => this.#groups[at] ?? 0),
      lines: Uint32Array.from(kept, (at) => this.#lines[at] ?? 0),
    };
  }

  #compare(left: number, right: number): number {
    const keys = this.#plan.sort?.keys ?? [];
    for (let at = 0; this.#sortKeys && at < keys.length; at++) {
      const order = compareValues(this.#sortKeys[left]?.[at], this.#sortKeys[right]?.[at]);
      if (order !== 0) return keys[at]?.descending === true ? -order : order;
    }
    const byTime = (this.#timestampsMs[left] ?? 0) - (this.#timestampsMs[right] ?? 0) || left - right;
    // Without a sort command the newest events come first, and the limit cuts off the oldest.
    return this.#plan.sort?.byTime === 'ascending' ? byTime : -byTime;
  }

  #withoutDuplicates(order: Uint32Array): Uint32Array {
    const seen = new Set<string>();
    return order.filter((at) => {
      const id = this.#dedupIds?.[at];
      if (id === undefined) return true;
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    });
  }

  #grow(): void {
    const size = this.#count * 2;
    const groups = new Uint8Array(size);
    const lines = new Uint32Array(size);
    const timestampsMs = new Float64Array(size);
    groups.set(this.#groups);
    lines.set(this.#lines);
    timestampsMs.set(this.#timestampsMs);
    [this.#groups, this.#lines, this.#timestampsMs] = [groups, lines, timestampsMs];
  }
}
