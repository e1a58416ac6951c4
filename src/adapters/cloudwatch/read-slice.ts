import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { LogEvent, LogSlice } from '../../domain/log-event.ts';
import { isWithin, type TimeRange } from '../../domain/time-range.ts';
import type { SliceRead } from '../../ports.ts';
import type { CloudWatchCaller } from './cloudwatch-caller.ts';
import { eventsQuery } from './insights-query.ts';
import { eventOf } from './query-rows.ts';
import { runQuery } from './run-query.ts';

type OnEvents = (events: readonly LogEvent[]) => void;

const SECOND_MS = 1000;

/**
 * Reads a slice whole, with as many queries as it takes: rows come in order of time, so a query that was cut at its limit
 * is followed by one from its last second on. That second is kept back until it is known to be whole, so that no event
 * is lost or doubled. Throws when nothing could be read; what is missing after a part was read is a gap.
 */
export const readSlice = async (caller: CloudWatchCaller, slice: LogSlice, onEvents: OnEvents): Promise<SliceRead> => {
  const limit = AbortSignal.timeout(caller.connection.queryBudgetMs * 1.5);
  const gaps: string[] = [];
  let events = 0;
  const deliver: OnEvents = (batch) => {
    if (batch.length === 0) return;
    events += batch.length;
    onEvents(batch);
  };
  for (let fromMs = slice.fromMs; fromMs < slice.toMs;) {
    const rest = { fromMs, toMs: slice.toMs };
    try {
      const part = await readPart(caller, slice.logGroup, rest, deliver, limit);
      gaps.push(...part.gaps);
      fromMs = part.resumeMs ?? slice.toMs;
    } catch (thrown) {
      if (!(thrown instanceof DaybriefError) || thrown.code === 'Cancelled' || events === 0) throw thrown;
      gaps.push(`${slice.logGroup} ${spanText(rest)} not read whole: ${thrown.message}`);
      break;
    }
  }
  return { events, gaps, calls: caller.calls() };
};

interface PartRead {
  readonly gaps: readonly string[];
  /** Where the next query has to begin; null when everything was read. */
  readonly resumeMs: number | null;
}

const readPart = async (
  caller: CloudWatchCaller,
  logGroup: string,
  range: TimeRange,
  deliver: OnEvents,
  limit: AbortSignal,
): Promise<PartRead> => {
  const { levelFilter, maxRowsPerQuery } = caller.connection;
  const text = eventsQuery(levelFilter, maxRowsPerQuery);
  const tail = createTail(range, deliver);
  let recordsMatched: number | null = null;
  let pages = 0;
  for await (const page of runQuery(
    caller,
    { operation: `read ${logGroup}`, logGroups: [logGroup], range, text },
    limit,
  )) {
    pages++;
    recordsMatched ??= page.recordsMatched;
    tail.add(page.rows.map((row) => eventOf(row, logGroup)));
  }
  const { rows, unreadable } = tail;
  const gaps = unreadable() > 0 ? [`${logGroup}: ${unreadable()} rows without a readable time or message`] : [];
  if (!isCut(caller, rows(), pages, recordsMatched)) {
    tail.deliverAll();
    return { gaps, resumeMs: null };
  }
  if (tail.lastSecondMs() > range.fromMs) return { gaps, resumeMs: tail.lastSecondMs() };
  tail.deliverAll();
  const second = secondOf(range.fromMs);
  const full = `${logGroup} had more than ${rows()} events in the second ${new Date(second).toISOString()}; the others weren't read`;
  return { gaps: [...gaps, full], resumeMs: second + SECOND_MS };
};

/**
 * At the query's limit there may be more. A server that doesn't page ends at a full page without a token;
 * then its count of matches tells, and without that count a full page is taken for a cut one.
 */
const isCut = (caller: CloudWatchCaller, rows: number, pages: number, recordsMatched: number | null): boolean => {
  const { maxRowsPerQuery, pageSize } = caller.connection;
  if (rows >= maxRowsPerQuery) return true;
  if (rows < pageSize) return false;
  return recordsMatched === null ? pages === 1 && rows === pageSize : recordsMatched > rows;
};

/** Delivers events as they come, but for those of the latest second, which the next rows may belong to as well. */
const createTail = (range: TimeRange, deliver: OnEvents) => {
  let held: LogEvent[] = [];
  let lastSecondMs = Number.NEGATIVE_INFINITY;
  let rows = 0;
  let unreadable = 0;
  return {
    rows: (): number => rows,
    unreadable: (): number => unreadable,
    lastSecondMs: (): number => lastSecondMs,
    add: (events: readonly (LogEvent | null)[]): void => {
      rows += events.length;
      for (const event of events) {
        if (event === null) unreadable++;
        else {
          lastSecondMs = Math.max(lastSecondMs, secondOf(event.atMs));
          if (isWithin(range, event.atMs)) held.push(event);
        }
      }
      deliver(held.filter(({ atMs }) => atMs < lastSecondMs));
      held = held.filter(({ atMs }) => atMs >= lastSecondMs);
    },
    deliverAll: (): void => {
      deliver(held);
      held = [];
    },
  };
};

const secondOf = (atMs: number): number => Math.floor(atMs / SECOND_MS) * SECOND_MS;

const spanText = ({ fromMs, toMs }: TimeRange): string =>
  `${new Date(fromMs).toISOString().slice(11, 19)}-${new Date(toMs).toISOString().slice(11, 19)} UTC`;
