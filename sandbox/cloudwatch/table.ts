import { Aggregation } from './aggregate.ts';
import { compileExpression } from './compile-expression.ts';
import type { Evaluate } from './compile-expression.ts';
import { MessagePatterns } from './message-patterns.ts';
import type { Command, SortKey } from './query-syntax.ts';
import type { Row } from './row.ts';
import { columnsOf, preparation } from './row-steps.ts';
import { compareValues } from './value.ts';

/** Rows that are held in memory: of an aggregation, or of few events that later commands go on with. */
export interface Table {
  columns: string[];
  rows: Row[];
}

export type TableStep = (table: Table) => Table;

/** Compiles a command that works on collected rows. Throws MalformedQuery. */
export function compileTableStep(command: Command): TableStep {
  switch (command.kind) {
    case 'filter':
    case 'parse': {
      const prepare = preparation([command]);
      const added = command.kind === 'parse' ? command.names : [];
      return ({ columns, rows }) => ({ columns: [...columns, ...added], rows: rows.filter((row) => prepare?.(row)) });
    }
    case 'fields':
    case 'display': {
      const prepare = preparation([command]);
      const shown = columnsOf([{ kind: 'display', columns: command.columns }]);
      return ({ rows }) => ({ columns: shown, rows: rows.filter((row) => prepare?.(row) ?? true) });
    }
    case 'sort': {
      const compare = compileOrder(command.keys);
      return ({ columns, rows }) => ({ columns, rows: rows.toSorted(compare) });
    }
    case 'limit':
      return ({ columns, rows }) => ({ columns, rows: rows.slice(0, command.count) });
    case 'dedup': {
      const keys = command.keys.map(compileExpression);
      return ({ columns, rows }) => ({ columns, rows: dedupRows(rows, keys) });
    }
    case 'stats':
      return aggregateStep(command);
    case 'pattern': {
      const subject = compileExpression(command.subject);
      return ({ rows }) => {
        const patterns = new MessagePatterns();
        for (const row of rows) patterns.add(subject(row));
        return { columns: MessagePatterns.columns, rows: patterns.rows() };
      };
    }
  }
}

function aggregateStep(command: Extract<Command, { kind: 'stats' }>): TableStep {
  const { columns } = new Aggregation(command.aggregates, command.by);
  return ({ rows }) => {
    const aggregation = new Aggregation(command.aggregates, command.by);
    for (const row of rows) aggregation.add(row);
    return { columns, rows: aggregation.rows() };
  };
}

function compileOrder(keys: SortKey[]): (left: Row, right: Row) => number {
  const compiled = keys.map((key) => ({ evaluate: compileExpression(key.expression), descending: key.descending }));
  return (left, right) => {
    for (const { evaluate, descending } of compiled) {
      const order = compareValues(evaluate(left), evaluate(right));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

function dedupRows(rows: Row[], keys: Evaluate[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const id = dedupId(keys.map((key) => key(row)));
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    return seen.add(id);
  });
}

/** Rows that have none of the fields are all kept. */
export function dedupId(values: unknown[]): string | undefined {
  return values.every((value) => value === undefined)
    ? undefined
    : JSON.stringify(values.map((value) => value ?? null));
}
