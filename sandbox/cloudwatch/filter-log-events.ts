import { z } from 'zod';
import { AwsError } from './aws-error.ts';
import { EventRow } from './event-row.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import { firstLineAt } from './index-log-file.ts';
import type { LogGroups } from './log-groups.ts';
import { decodeToken, encodeToken, readInput } from './read-input.ts';

const MAX_EVENTS = 10_000;
const LINES_PER_READ = 20_000;

const filterInput = z.object({
  logGroupName: z.string().min(1).optional(),
  logGroupIdentifier: z.string().min(1).optional(),
  logStreamNames: z.array(z.string()).max(100).optional(),
  logStreamNamePrefix: z.string().min(1).optional(),
  startTime: z.int().min(0).optional(),
  endTime: z.int().min(0).optional(),
  filterPattern: z.string().max(1024).optional(),
  nextToken: z.string().optional(),
  limit: z.int().min(1).max(MAX_EVENTS).optional(),
});

/** The operation FilterLogEvents: times in epoch milliseconds, both inclusive; oldest first. */
export async function filterLogEvents(groups: LogGroups, rawInput: unknown): Promise<object> {
  const input = readInput(filterInput, rawInput);
  const identifier = input.logGroupName ?? input.logGroupIdentifier;
  if (identifier === undefined || (input.logGroupName !== undefined && input.logGroupIdentifier !== undefined)) {
    throw new AwsError('InvalidParameterException', 'Give exactly one of logGroupName and logGroupIdentifier.');
  }
  const group = groups.find(identifier);
  const matches = compileFilterPattern(input.filterPattern ?? '');
  const streams = input.logStreamNames && new Set(input.logStreamNames);
  const index = await group.index();
  const end = firstLineAt(index, (input.endTime ?? Infinity) + 1);
  const limit = input.limit ?? MAX_EVENTS;
  const events: object[] = [];
  let next = Math.max(firstLineAt(index, input.startTime ?? 0), decodeToken(group.name, input.nextToken));
  while (next < end && events.length < limit) {
    const lines = Uint32Array.from({ length: Math.min(LINES_PER_READ, end - next) }, (_, at) => next + at);
    let after = next + lines.length;
    await group.visitLines(lines, (text, line) => {
      if (events.length >= limit) return;
      const row = new EventRow(group.name, line, index.timestampsMs[line] ?? 0, text);
      const stream = row.line?.logStream ?? '';
      const isWanted = (streams?.has(stream) ?? true) && stream.startsWith(input.logStreamNamePrefix ?? '');
      if (!isWanted || !matches(row)) return;
      events.push(describeEvent(row, line));
      if (events.length === limit) after = line + 1;
    });
    next = after;
  }
  return { events, searchedLogStreams: [], ...(next < end ? { nextToken: encodeToken(group.name, next) } : {}) };
}

function describeEvent(row: EventRow, line: number): object {
  return {
    logStreamName: row.line?.logStream,
    timestamp: row.timestampMs,
    message: row.line?.message,
    ingestionTime: row.get('@ingestionTime'),
    eventId: `${row.timestampMs}`.padEnd(30, '0') + String(line).padStart(26, '0'),
  };
}
