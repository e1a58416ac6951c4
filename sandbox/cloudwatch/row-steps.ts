import { compileExpression } from './compile-expression.ts';
import type { Column, Command, Expression } from './query-syntax.ts';
import type { Row } from './row.ts';
import { isTruthy } from './value.ts';

export type CommandOf<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export function isPlainProjection(command: Command): boolean {
  const isProjection = command.kind === 'fields' || command.kind === 'display';
  return isProjection && command.columns.every((column) => isPlain(column));
}

export function isPlain(column: Column): boolean {
  return column.expression.kind === 'field' && column.expression.name === column.name;
}

/** What `fields`, `parse` and `filter` do to a row in sequence; undefined where they do nothing. */
export function preparation(commands: Command[]): ((row: Row) => boolean) | undefined {
  const steps = commands.flatMap((command) => stepsOf(command));
  return steps.length === 0 ? undefined : (row) => steps.every((step) => step(row));
}

function stepsOf(command: Command): ((row: Row) => boolean)[] {
  switch (command.kind) {
    case 'filter':
      return [truth(command.condition)];
    case 'fields':
    case 'display':
      return command.columns.filter((column) => !isPlain(column)).map(assignment);
    case 'parse':
      return [extraction(command)];
    default:
      return [];
  }
}

function assignment(column: Column): (row: Row) => boolean {
  const evaluate = compileExpression(column.expression);
  return (row) => {
    row.set(column.name, evaluate(row));
    return true;
  };
}

function extraction(command: CommandOf<'parse'>): (row: Row) => boolean {
  const evaluate = compileExpression(command.subject);
  return (row) => {
    const text = evaluate(row);
    const match = text === undefined ? null : command.regex.exec(String(text));
    command.names.forEach((name, at) => row.set(name, match?.groups ? match.groups[name] : match?.[at + 1]));
    return true;
  };
}

/** The last `display` wins; else all `fields` together; else what the console shows. */
export function columnsOf(projections: (CommandOf<'fields'> | CommandOf<'display'>)[]): string[] {
  const display = projections.findLast((command) => command.kind === 'display');
  if (display) return unique(display.columns.map((column) => column.name));
  const named = projections.flatMap((command) => command.columns.map((column) => column.name));
  return unique([...(named.length > 0 ? named : ['@timestamp', '@message']), '@ptr']);
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}

export function truth(condition: Expression): (row: Row) => boolean {
  const evaluate = compileExpression(condition);
  return (row) => isTruthy(evaluate(row));
}
