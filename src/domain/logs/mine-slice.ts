import type { LogEvent } from '../log-event.ts';
import type { MinedSlice } from './merge-slices.ts';
import { createLineReader } from './mining/line-reader.ts';
import { createLineTable, type TableLimits } from './mining/line-table.ts';

const DEFAULT_LIMITS: TableLimits = { maxLines: 16_000, maxSampleLength: 24_000_000 };

export interface SliceMiner {
  /** Counts an event; events may come in any order. */
  add(event: LogEvent): void;
  /** What was mined so far. */
  finish(): MinedSlice;
}

/**
 * Mines events one by one into masked lines with their counts; memory is bounded by `limits`, not by the events.
 * Every input has the same treatment: header off, fields out, variable parts masked, equal lines counted.
 */
export const createSliceMiner = (limits: Partial<TableLimits> = {}): SliceMiner => {
  const table = createLineTable({ ...DEFAULT_LIMITS, ...limits });
  const reader = createLineReader();
  let events = 0;
  return {
    add: (event) => {
      events += 1;
      const line = reader.read(event);
      const entry = table.known(line.hash) ?? table.enter(line.hash, reader.identity());
      table.add(entry, event, line);
    },
    finish: () => ({ version: 1, events, lines: table.lines() }),
  };
};
