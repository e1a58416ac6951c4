import { setImmediate as nextTurn } from 'node:timers/promises';
import { Aggregation } from './aggregate.ts';
import { compileExpression } from './compile-expression.ts';
import { EventRefCollector } from './event-refs.ts';
import type { EventRefs } from './event-refs.ts';
import { EventRow } from './event-row.ts';
import type { FilterVerdicts, Verdicts } from './filter-verdicts.ts';
import { firstLineAt } from './index-log-file.ts';
import type { LogIndex } from './index-log-file.ts';
import type { LogGroup } from './log-group.ts';
import { MessagePatterns } from './message-patterns.ts';
import type { QueryPlan } from './plan-query.ts';
import { materialise } from './render-rows.ts';
import type { Table } from './table.ts';

export interface QueryScope {
  groups: LogGroup[];
  /** Epoch milliseconds, both inclusive. */
  startMs: number;
  endMs: number;
  /** The most rows that the query returns. */
  limit: number;
}

export interface QueryStatistics {
  recordsMatched: number;
  recordsScanned: number;
  bytesScanned: number;
  logGroupsScanned: number;
}

export type QueryResult = { kind: 'events'; refs: EventRefs } | { kind: 'table'; table: Table };

interface Collector {
  add(group: number, line: number, timestampMs: number, row: EventRow): void;
  partial(): QueryResult;
  finish(): QueryResult;
}

/** One execution of a query: streams over the files and keeps only references to events, or aggregates. */
export class QueryRun {
  readonly statistics: QueryStatistics = { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0, logGroupsScanned: 0 };
  readonly #plan: QueryPlan;
  readonly #scope: QueryScope;
  readonly #verdicts: FilterVerdicts;
  readonly #collector: Collector;

  constructor(plan: QueryPlan, scope: QueryScope, verdicts: FilterVerdicts) {
    this.#plan = plan;
    this.#scope = scope;
    this.#verdicts = verdicts;
    this.#collector = createCollector(plan, scope);
  }

  /** What was found so far. */
  partial(): QueryResult {
    return this.#collector.partial();
  }

  async execute(signal: AbortSignal): Promise<QueryResult> {
    for (const [at, group] of this.#scope.groups.entries()) {
      await this.#scanGroup(at, group, signal);
      await nextTurn();
      signal.throwIfAborted();
    }
    return applyRest(this.#collector.finish(), this.#plan, this.#scope);
  }

  async #scanGroup(at: number, group: LogGroup, signal: AbortSignal): Promise<void> {
    const index = await group.index();
    const first = firstLineAt(index, this.#scope.startMs);
    const end = firstLineAt(index, this.#scope.endMs + 1);
    const verdicts = this.#plan.test && this.#verdicts.of(this.#plan.filterKey, group.name, index.count);
    const scan = { at, name: group.name, index, verdicts };
    const toRead: number[] = [];
    for (let line = first; line < end; line++) {
      const isKnown = verdicts?.isKnown(line) ?? true;
      if (isKnown && verdicts?.isKept(line) === false) continue;
      if ((!isKnown && this.#plan.testReadsLines) || this.#plan.collectReadsLines) toRead.push(line);
      else this.#take(scan, line, undefined);
    }
    await group.visitLines(Uint32Array.from(toRead), (text, line) => this.#take(scan, line, text), signal);
    this.statistics.recordsScanned += end - first;
    this.statistics.bytesScanned += (index.bytesBefore[end] ?? 0) - (index.bytesBefore[first] ?? 0);
    this.statistics.logGroupsScanned += 1;
  }

  #take(scan: GroupScan, line: number, text: string | undefined): void {
    const timestampMs = scan.index.timestampsMs[line] ?? 0;
    const row = new EventRow(scan.name, line, timestampMs, text);
    if (!this.#passesFilter(scan.verdicts, line, row)) return;
    if (this.#plan.prepare && !this.#plan.prepare(row)) return;
    this.statistics.recordsMatched += 1;
    this.#collector.add(scan.at, line, timestampMs, row);
  }

  #passesFilter(verdicts: Verdicts | undefined, line: number, row: EventRow): boolean {
    if (!verdicts || !this.#plan.test) return true;
    if (!verdicts.isKnown(line)) verdicts.remember(line, this.#plan.test(row));
    return verdicts.isKept(line);
  }
}

interface GroupScan {
  /** Position of the group in the query. */
  at: number;
  name: string;
  index: LogIndex;
  verdicts: Verdicts | undefined;
}

function createCollector(plan: QueryPlan, scope: QueryScope): Collector {
  if (plan.collector.kind === 'aggregate') {
    const aggregation = new Aggregation(plan.collector.command.aggregates, plan.collector.command.by);
    const table = (): QueryResult => ({
      kind: 'table',
      table: { columns: aggregation.columns, rows: aggregation.rows() },
    });
    return { add: (_group, _line, _timestampMs, row) => aggregation.add(row), partial: table, finish: table };
  }
  if (plan.collector.kind === 'pattern') {
    const patterns = new MessagePatterns();
    const subject = compileExpression(plan.collector.subject);
    const table = (): QueryResult => ({
      kind: 'table',
      table: { columns: MessagePatterns.columns, rows: patterns.rows() },
    });
    return { add: (_group, _line, _timestampMs, row) => patterns.add(subject(row)), partial: table, finish: table };
  }
  const refs = new EventRefCollector(plan.collector);
  return {
    add: (group, line, timestampMs, row) => refs.add(group, line, timestampMs, row),
    partial: () => ({ kind: 'events', refs: refs.some(scope.limit) }),
    finish: () => ({ kind: 'events', refs: refs.finish(plan.rest.length > 0 ? Infinity : scope.limit) }),
  };
}

async function applyRest(result: QueryResult, plan: QueryPlan, scope: QueryScope): Promise<QueryResult> {
  if (result.kind === 'events' && plan.rest.length === 0) return result;
  let table = result.kind === 'table' ? result.table : await materialise(result.refs, plan, scope.groups);
  for (const step of plan.rest) table = step(table);
  return { kind: 'table', table: { columns: table.columns, rows: table.rows.slice(0, scope.limit) } };
}
