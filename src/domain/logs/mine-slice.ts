import type { LogEvent } from '../log-event.ts';
import { createMask, hashMasked, maskedText, scanLine } from './masking/mask-line.ts';
import { normaliseMasked } from './masking/normalise-masked.ts';
import type { MinedSlice } from './merge-slices.ts';
import { addEvent } from './mining/line-entry.ts';
import { createLineTable, type TableLimits } from './mining/line-table.ts';
import { ownCopy } from './mining/own-copy.ts';
import { createSeeds } from './mining/seeds.ts';
import { createServiceNames } from './mining/service-name.ts';
import { createExceptionReader } from './reading/exception-reader.ts';
import { createMessage, readMessage } from './reading/read-message.ts';

/** Characters of a message's first line that are masked and compared. */
const MAX_LINE_LENGTH = 2_000;
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
  const mask = createMask();
  const read = createMessage();
  const readException = createExceptionReader();
  const serviceAmong = createServiceNames();
  const seedOf = createSeeds();
  let events = 0;
  return {
    add: (event) => {
      events += 1;
      readMessage(event.message, read);
      const exception = readException(read);
      const end = Math.min(read.text.length, MAX_LINE_LENGTH);
      scanLine(read.text, end, mask);
      const seed = seedOf(exception === null ? event.logGroup : `${event.logGroup}\u0000${exception.key}`);
      const hash = hashMasked(read.text, end, mask, seed);
      const entry =
        table.known(hash) ??
        table.enter(hash, {
          logGroup: event.logGroup,
          text: ownCopy(normaliseMasked(maskedText(read.text, end, mask))),
          types: exception?.types ?? [],
          frames: exception?.frames ?? [],
        });
      const service = read.service ?? (read.names.length === 0 ? null : serviceAmong(read.names, event.logGroup));
      table.grew(addEvent(entry, event, { level: read.level, service, requestId: read.requestId }));
    },
    finish: () => ({ version: 1, events, lines: table.lines() }),
  };
};
