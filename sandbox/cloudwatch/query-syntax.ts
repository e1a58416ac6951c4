/** The syntax tree of a Logs Insights query. */

export type Expression =
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'field'; name: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'not'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'matches'; subject: Expression; pattern: TextPattern }
  | { kind: 'oneOf'; subject: Expression; values: Expression[] };

export type BinaryOperator = 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^';

export type TextPattern = { kind: 'regex'; regex: RegExp } | { kind: 'substring'; text: string };

/** A projected expression and the column it fills: its alias, or its own source text. */
export interface Column {
  name: string;
  expression: Expression;
}

export interface Aggregate {
  name: string;
  fn: string;
  argument: Expression | undefined;
  percentile: number | undefined;
}

export interface SortKey {
  expression: Expression;
  descending: boolean;
}

export type Command =
  | { kind: 'fields'; columns: Column[] }
  | { kind: 'display'; columns: Column[] }
  | { kind: 'filter'; condition: Expression; source: string }
  | { kind: 'parse'; subject: Expression; regex: RegExp; names: string[] }
  | { kind: 'sort'; keys: SortKey[] }
  | { kind: 'limit'; count: number }
  | { kind: 'dedup'; keys: Expression[] }
  | { kind: 'pattern'; subject: Expression }
  | { kind: 'stats'; aggregates: Aggregate[]; by: Column[] };

/** A query that does not compile; offsets are characters of the query string. */
export class MalformedQuery extends Error {
  readonly startOffset: number;
  readonly endOffset: number;

  constructor(message: string, startOffset: number, endOffset: number) {
    super(message);
    this.name = 'MalformedQuery';
    this.startOffset = startOffset;
    this.endOffset = endOffset;
  }
}
