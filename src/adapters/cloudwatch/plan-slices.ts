import { DaybriefError, toDaybriefError } from '../../domain/daybrief-error.ts';
import type { LogSlice } from '../../domain/log-event.ts';
import type { TimeRange } from '../../domain/time-range.ts';
import type { LogPlan, LogQuery } from '../../ports.ts';
import type { CloudWatchCaller } from './cloudwatch-caller.ts';
import { countQuery } from './insights-query.ts';
import { mergeSpans, spansOf, type CountedSpan } from './merge-bins.ts';
import { binOf, type CountedBin } from './query-rows.ts';
import { oddAnswer, runQuery } from './run-query.ts';

/**
 * Counts each log group's events by five minutes, busier stretches by the second, and merges them into slices.
 * All counting together has one query's budget; what can't be counted becomes one slice of unknown size.
 */
export const planSlices = async (caller: CloudWatchCaller, query: LogQuery): Promise<LogPlan> => {
  const limit = AbortSignal.timeout(caller.connection.queryBudgetMs);
  const groups = [...new Set(query.logGroups)];
  const outcomes = await Promise.all(groups.map((group) => planGroup(caller, query, group, limit)));
  failIfNothingWorks(outcomes);
  return {
    slices: outcomes.flatMap(({ slices }) => slices),
    gaps: outcomes.flatMap(({ gap }) => (gap === null ? [] : [gap])),
    calls: caller.calls(),
  };
};

interface GroupPlan {
  readonly slices: readonly LogSlice[];
  readonly gap: string | null;
  /** Why the group couldn't be counted; null when it was. */
  readonly error: DaybriefError | null;
}

const planGroup = async (
  caller: CloudWatchCaller,
  query: LogQuery,
  logGroup: string,
  limit: AbortSignal,
): Promise<GroupPlan> => {
  try {
    const spans = await countSpans(caller, query, logGroup, limit);
    return { slices: mergeSpans(logGroup, spans, query.maxEventsPerSlice), gap: null, error: null };
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    switch (error.code) {
      case 'NotFound':
        return { slices: [], gap: `log group ${logGroup} doesn't exist in ${caller.connection.region}`, error };
      case 'Forbidden':
        return { slices: [], gap: `log group ${logGroup} may not be queried with these credentials`, error };
      default:
        return { slices: [{ logGroup, ...query.range, expectedEvents: null }], gap: null, error };
    }
  }
};

/** One failing group is a gap; when all fail, and not only the counting can be to blame, so has the source. */
const failIfNothingWorks = (outcomes: readonly GroupPlan[]): void => {
  const errors = outcomes.flatMap(({ error }) => (error === null ? [] : [error]));
  const hopeless = errors.find(({ code }) => code === 'Cancelled' || code === 'Unauthorized' || code === 'Internal');
  if (hopeless) throw hopeless;
  if (errors.length < outcomes.length) return;
  const first = errors.find(({ code }) => code !== 'InvalidRequest' && code !== 'InvalidResponse');
  if (first === undefined) return;
  const others = outcomes.length > 1 ? ` The other ${outcomes.length - 1} log groups failed too.` : '';
  throw new DaybriefError(first.code, `${first.message}${others}`, { cause: first });
};

const BIN_SECONDS = 300;
const FINE_BIN_SECONDS = 1;

const countSpans = async (
  caller: CloudWatchCaller,
  { range, maxEventsPerSlice }: LogQuery,
  logGroup: string,
  limit: AbortSignal,
): Promise<readonly CountedSpan[]> => {
  const spans: CountedSpan[] = [];
  for (const span of await countBy(caller, logGroup, range, BIN_SECONDS, limit)) {
    if (span.events > maxEventsPerSlice) spans.push(...(await countFinely(caller, logGroup, span, limit)));
    else spans.push(span);
  }
  return spans;
};

/** The coarse count stands where the fine one fails or contradicts it. */
const countFinely = async (
  caller: CloudWatchCaller,
  logGroup: string,
  span: CountedSpan,
  limit: AbortSignal,
): Promise<readonly CountedSpan[]> => {
  try {
    const fine = await countBy(caller, logGroup, span, FINE_BIN_SECONDS, limit);
    return sumOf(fine) >= span.events ? fine : [span];
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code === 'Cancelled') throw error;
    return [span];
  }
};

const countBy = async (
  caller: CloudWatchCaller,
  logGroup: string,
  range: TimeRange,
  binSeconds: number,
  limit: AbortSignal,
): Promise<readonly CountedSpan[]> => {
  const operation = `count events of ${logGroup}`;
  const text = countQuery(caller.connection.levelFilter, binSeconds);
  const bins: CountedBin[] = [];
  let matched: number | null = null;
  for await (const page of runQuery(caller, { operation, logGroups: [logGroup], range, text }, limit)) {
    matched ??= page.recordsMatched;
    for (const row of page.rows) {
      const bin = binOf(row);
      if (bin === null || bin.startMs % (binSeconds * 1000) !== 0) {
        throw oddAnswer(caller, operation, 'a row is no count by time');
      }
      bins.push(bin);
    }
  }
  const counted = sumOf(bins);
  if (matched !== null && matched > counted) {
    throw oddAnswer(caller, operation, `the bins hold ${counted} of ${matched} events`);
  }
  return spansOf(bins, binSeconds * 1000, range);
};

const sumOf = (counts: readonly { readonly events: number }[]): number =>
  counts.reduce((sum, { events }) => sum + events, 0);
