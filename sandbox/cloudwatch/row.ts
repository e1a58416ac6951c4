import type { Value } from './value.ts';

/** What an expression reads: an event of a log group, or a row of an aggregation. */
export interface Row {
  /** UTC epoch milliseconds; NaN for a row that has no time. */
  readonly timestampMs: number;
  get(field: string): Value;
  set(field: string, value: Value): void;
}

/** A row of an aggregation, of `pattern`, or of events that later commands go on with. */
export class TableRow implements Row {
  readonly timestampMs: number;
  readonly fields: Map<string, Value>;

  constructor(fields: Map<string, Value>, timestampMs = Number.NaN) {
    this.fields = fields;
    this.timestampMs = timestampMs;
  }

  get(field: string): Value {
    return this.fields.get(field);
  }

  set(field: string, value: Value): void {
    this.fields.set(field, value);
  }
}
