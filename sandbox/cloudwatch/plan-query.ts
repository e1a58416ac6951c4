import { compileExpression, fieldsOf } from './compile-expression.ts';
import type { Evaluate } from './compile-expression.ts';
import { INDEXED_FIELDS } from './event-row.ts';
import { parseQuery } from './parse-query.ts';
import type { Command, Expression } from './query-syntax.ts';
import type { Row } from './row.ts';
import { columnsOf, isPlain, isPlainProjection, preparation, truth } from './row-steps.ts';
import type { CommandOf } from './row-steps.ts';
import { compileTableStep } from './table.ts';
import type { TableStep } from './table.ts';

/** How a query runs: each event passes `test` and `prepare`, is collected, and `rest` works on what was collected. */
export interface QueryPlan {
  /** The leading filters, whose verdict on an event never changes; `filterKey` names them. */
  test: ((row: Row) => boolean) | undefined;
  filterKey: string;
  /** Sets what `parse` and `fields … as` define; false where a later filter drops the event. */
  prepare: ((row: Row) => boolean) | undefined;
  collector:
    | { kind: 'aggregate'; command: CommandOf<'stats'> }
    | { kind: 'pattern'; subject: Expression }
    | { kind: 'events'; sort: SortPlan | undefined; dedup: Evaluate[] | undefined; limit: number | undefined };
  /** Whether the query itself limits its rows. */
  hasLimit: boolean;
  /** Columns of event rows, in order. */
  columns: string[];
  rest: TableStep[];
  /** Whether the test and what follows it read more of an event than the index holds. */
  testReadsLines: boolean;
  collectReadsLines: boolean;
}

export interface SortPlan {
  keys: { evaluate: Evaluate; descending: boolean }[];
  /** Set where the only key is @timestamp: the index has it. */
  byTime: 'ascending' | 'descending' | undefined;
}

/** Compiles a query. Throws MalformedQuery. */
export function planQuery(text: string): QueryPlan {
  const commands = parseQuery(text);
  const isLeading = commands.findIndex((command) => command.kind !== 'filter' && !isPlainProjection(command));
  const leadingEnd = isLeading < 0 ? commands.length : isLeading;
  const filters = commands.slice(0, leadingEnd).filter((command) => command.kind === 'filter');
  const later = commands.slice(leadingEnd);
  const splitAt = later.findIndex((command) => endsStreaming(command));
  const streaming = splitAt < 0 ? later : later.slice(0, splitAt);
  const tail = splitAt < 0 ? [] : later.slice(splitAt);
  const projections = [...commands.slice(0, leadingEnd), ...later].flatMap((command) =>
    command.kind === 'fields' || command.kind === 'display' ? [command] : [],
  );
  const collected = collectorOf(streaming, tail);
  return {
    test: filters.length > 0 ? conjunction(filters) : undefined,
    filterKey: filters.map((filter) => filter.source).join(' | '),
    prepare: preparation(streaming),
    ...collected,
    hasLimit: commands.some((command) => command.kind === 'limit'),
    columns: columnsOf(projections),
    testReadsLines: filters.some((filter) => readsLine(filter.condition)),
    collectReadsLines: [...streaming, ...tail.slice(0, 1)].some((command) => commandReadsLine(command)),
  };
}

function endsStreaming(command: Command): boolean {
  return command.kind === 'stats' || command.kind === 'pattern' || command.kind === 'dedup' || command.kind === 'limit';
}

function collectorOf(streaming: Command[], tail: Command[]): Pick<QueryPlan, 'collector' | 'rest'> {
  const [first, ...afterFirst] = tail;
  if (first?.kind === 'stats') {
    compileTableStep(first);
    return { collector: { kind: 'aggregate', command: first }, rest: afterFirst.map(compileTableStep) };
  }
  if (first?.kind === 'pattern') {
    return { collector: { kind: 'pattern', subject: first.subject }, rest: afterFirst.map(compileTableStep) };
  }
  const sorts = streaming.filter((command) => command.kind === 'sort');
  const dedup = first?.kind === 'dedup' ? first.keys.map(compileExpression) : undefined;
  const afterDedup = dedup ? afterFirst : tail;
  const [next, ...afterLimit] = afterDedup;
  const limit = next?.kind === 'limit' ? next.count : undefined;
  const rest = limit === undefined ? afterDedup : afterLimit;
  const collector = { kind: 'events' as const, sort: sortPlan(sorts.at(-1)), dedup, limit };
  return { collector, rest: rest.filter((command) => !isPlainProjection(command)).map(compileTableStep) };
}

function sortPlan(command: CommandOf<'sort'> | undefined): SortPlan | undefined {
  if (!command) return undefined;
  const [first] = command.keys;
  const isByTime = command.keys.length === 1 && first?.expression.kind === 'field';
  const isTimestamp = isByTime && first.expression.kind === 'field' && first.expression.name === '@timestamp';
  return {
    keys: command.keys.map((key) => ({
      evaluate: compileExpression(key.expression),
      descending: key.descending,
    })),
    byTime: isTimestamp ? (first.descending ? 'descending' : 'ascending') : undefined,
  };
}

function conjunction(filters: CommandOf<'filter'>[]): (row: Row) => boolean {
  const tests = filters.map((filter) => truth(filter.condition));
  const [only] = tests;
  return tests.length === 1 && only ? only : (row) => tests.every((test) => test(row));
}

function readsLine(expression: Expression): boolean {
  return fieldsOf(expression).some((field) => !INDEXED_FIELDS.has(field));
}

function commandReadsLine(command: Command): boolean {
  switch (command.kind) {
    case 'filter':
      return readsLine(command.condition);
    case 'fields':
    case 'display':
      return command.columns.some((column) => !isPlain(column) && readsLine(column.expression));
    case 'parse':
    case 'pattern':
      return readsLine(command.subject);
    case 'sort':
      return command.keys.some((key) => readsLine(key.expression));
    case 'dedup':
      return command.keys.some(readsLine);
    case 'limit':
      return false;
    case 'stats': {
      const expressions = command.aggregates.flatMap((aggregate) => aggregate.argument ?? []);
      return [...expressions, ...command.by.map((column) => column.expression)].some(readsLine);
    }
  }
}
