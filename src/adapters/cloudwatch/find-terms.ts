import { toDaybriefError } from '../../domain/daybrief-error.ts';
import type { LogEvent } from '../../domain/log-event.ts';
import { isWithin } from '../../domain/time-range.ts';
import type { LogQuery, SliceRead } from '../../ports.ts';
import type { CloudWatchCaller } from './cloudwatch-caller.ts';
import { isSearchable, termsQuery } from './insights-query.ts';
import { nameOf } from './log-group-names.ts';
import { eventOf } from './query-rows.ts';
import { runQuery } from './run-query.ts';

type OnEvents = (events: readonly LogEvent[]) => void;

const MAX_TERMS = 10;
const MAX_LOG_GROUPS_PER_QUERY = 50;
/** A look-up for evidence, not a census: the first of them in the range are enough. */
const MAX_EVENTS_PER_QUERY = 1_000;

/** Looks up the first ten terms that can be searched for; log groups that can't be queried are `planSlices`' to report. */
export const findTerms = async (
  caller: CloudWatchCaller,
  query: LogQuery,
  terms: readonly string[],
  onEvents: OnEvents,
): Promise<SliceRead> => {
  const searchable = terms.filter(isSearchable).slice(0, MAX_TERMS);
  const groups = [...new Set(query.logGroups)];
  let events = 0;
  if (searchable.length > 0) {
    const text = termsQuery(caller.connection.levelFilter, searchable, MAX_EVENTS_PER_QUERY);
    const limit = AbortSignal.timeout(caller.connection.queryBudgetMs * 1.5);
    for (let first = 0; first < groups.length; first += MAX_LOG_GROUPS_PER_QUERY) {
      const chunk = groups.slice(first, first + MAX_LOG_GROUPS_PER_QUERY);
      events += await findIn(caller, query, chunk, text, onEvents, limit);
    }
  }
  return { events, gaps: [], calls: caller.calls() };
};

const findIn = async (
  caller: CloudWatchCaller,
  query: LogQuery,
  logGroups: readonly string[],
  text: string,
  onEvents: OnEvents,
  limit: AbortSignal,
): Promise<number> => {
  try {
    let events = 0;
    const search = { operation: 'look up terms of tickets', logGroups, range: query.range, text };
    for await (const page of runQuery(caller, search, limit)) {
      const found = page.rows.flatMap((row) => eventOf(row, nameOf(logGroups[0] ?? '')) ?? []);
      const within = found.filter(({ atMs }) => isWithin(query.range, atMs));
      events += within.length;
      if (within.length > 0) onEvents(within);
    }
    return events;
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code !== 'NotFound' && error.code !== 'Forbidden') throw error;
    // One log group that can't be queried fails the query of all: the others are found by halving.
    if (logGroups.length <= 1) return 0;
    const half = Math.ceil(logGroups.length / 2);
    const before = await findIn(caller, query, logGroups.slice(0, half), text, onEvents, limit);
    return before + (await findIn(caller, query, logGroups.slice(half), text, onEvents, limit));
  }
};
