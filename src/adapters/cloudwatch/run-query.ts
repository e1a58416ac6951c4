import {
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
  type GetQueryResultsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { TimeRange } from '../../domain/time-range.ts';
import type { CloudWatchCaller } from './cloudwatch-caller.ts';
import { logGroupsParameter } from './log-group-names.ts';
import type { QueryRow } from './query-rows.ts';

export interface InsightsQuery {
  /** For messages: "count events of /app/x". */
  readonly operation: string;
  /** At most 50. */
  readonly logGroups: readonly string[];
  /** Widened to whole seconds, the end included, as the API has it. */
  readonly range: TimeRange;
  readonly text: string;
}

export interface QueryPage {
  readonly rows: readonly QueryRow[];
  /** Log events that the filter let through, whatever the query's limit; null when not told. */
  readonly recordsMatched: number | null;
  readonly recordsScanned: number | null;
}

/**
 * Runs a query and yields its rows page by page, only once it is complete. It takes its turn at the gate, has the
 * connection's budget to complete, and is stopped when it is left before. `limit` bounds everything together.
 * Throws `Cancelled`, `TimedOut`, `NotFound` for an unknown log group, and what a call can end with.
 */
export async function* runQuery(
  caller: CloudWatchCaller,
  query: InsightsQuery,
  limit: AbortSignal,
): AsyncGenerator<QueryPage> {
  const leave = await enterGate(caller, query.operation, limit);
  try {
    const queryId = await start(caller, query, limit);
    let page = await completed(caller, query.operation, queryId, limit);
    const tokens = new Set<string>();
    for (;;) {
      yield {
        rows: page.results ?? [],
        recordsMatched: page.statistics?.recordsMatched ?? null,
        recordsScanned: page.statistics?.recordsScanned ?? null,
      };
      const token = page.nextToken;
      // A token that comes again leads nowhere new.
      if (token === undefined || token === '' || tokens.has(token)) return;
      tokens.add(token);
      page = await fetchPage(caller, query.operation, queryId, limit, token);
    }
  } finally {
    leave();
  }
}

const enterGate = async (caller: CloudWatchCaller, operation: string, limit: AbortSignal): Promise<() => void> => {
  const beat = setInterval(caller.call.heartbeat, 2_000);
  try {
    return await caller.connection.gate.enter(AbortSignal.any([caller.call.signal, limit]));
  } catch {
    throw caller.call.signal.aborted
      ? new DaybriefError('Cancelled', `CloudWatch, ${operation}: cancelled before it began.`)
      : new DaybriefError(
          'TimedOut',
          `CloudWatch (${caller.connection.region}), ${operation}: other queries of this worker left it no turn in time.`,
        );
  } finally {
    clearInterval(beat);
  }
};

const start = async (caller: CloudWatchCaller, query: InsightsQuery, limit: AbortSignal): Promise<string> => {
  const command = new StartQueryCommand({
    ...logGroupsParameter(query.logGroups),
    startTime: Math.floor(query.range.fromMs / 1000),
    endTime: Math.ceil(query.range.toMs / 1000),
    queryString: query.text,
  });
  const budget = AbortSignal.any([limit, AbortSignal.timeout(caller.connection.queryBudgetMs)]);
  const { queryId } = await caller.send(
    query.operation,
    (abortSignal) => caller.connection.client.send(command, { abortSignal }),
    budget,
  );
  if (queryId === undefined || queryId === '') throw oddAnswer(caller, query.operation, 'StartQuery gave no query id');
  return queryId;
};

const FIRST_POLL_MS = 50;
const SLOWEST_POLL_MS = 1_000;
/** "Unknown" is the state between others; seen this often in a row, it stays. */
const MAX_UNKNOWN = 5;

const completed = async (
  caller: CloudWatchCaller,
  operation: string,
  queryId: string,
  limit: AbortSignal,
): Promise<GetQueryResultsCommandOutput> => {
  const budget = AbortSignal.any([limit, AbortSignal.timeout(caller.connection.queryBudgetMs)]);
  let pollMs = FIRST_POLL_MS;
  let unknown = 0;
  try {
    for (;;) {
      await caller.wait(operation, pollMs, budget);
      pollMs = Math.min(SLOWEST_POLL_MS, pollMs * 1.6);
      const page = await fetchPage(caller, operation, queryId, budget);
      if (page.status === 'Complete') return page;
      unknown = isInProgress(page.status) ? 0 : unknown + 1;
      if (isEnded(page.status) || unknown >= MAX_UNKNOWN) throw endedOtherwise(caller, operation, page.status);
    }
  } catch (error) {
    await stop(caller, queryId);
    throw error;
  }
};

const isInProgress = (status: string | undefined): boolean => status === 'Scheduled' || status === 'Running';
const isEnded = (status: string | undefined): boolean =>
  status === 'Failed' || status === 'Cancelled' || status === 'Timeout';

const endedOtherwise = (caller: CloudWatchCaller, operation: string, status: string | undefined): DaybriefError => {
  const where = `CloudWatch (${caller.connection.region}), ${operation}`;
  return status === 'Timeout'
    ? new DaybriefError(
        'TimedOut',
        `${where}: the query ended as Timeout. Shorten the range, or narrow the level filter.`,
      )
    : new DaybriefError('Unavailable', `${where}: the query ended as ${status ?? 'nothing'}. It can be repeated.`);
};

const fetchPage = (
  caller: CloudWatchCaller,
  operation: string,
  queryId: string,
  limit: AbortSignal,
  nextToken?: string,
): Promise<GetQueryResultsCommandOutput> => {
  const { client, pageSize } = caller.connection;
  const command = new GetQueryResultsCommand({
    queryId,
    maxItems: pageSize,
    ...(nextToken === undefined ? {} : { nextToken }),
  });
  return caller.send(operation, (abortSignal) => client.send(command, { abortSignal }), limit);
};

const STOP_TIMEOUT_MS = 2_000;

/**
 * A query that nobody waits for still counts against the account's 100 and costs what it scans. Failing to stop it,
 * as CloudWatch does when it has ended, changes nothing about the error that led here.
 */
const stop = async (caller: CloudWatchCaller, queryId: string): Promise<void> => {
  const abortSignal = AbortSignal.timeout(STOP_TIMEOUT_MS);
  await caller.connection.client.send(new StopQueryCommand({ queryId }), { abortSignal }).catch(() => undefined);
};

export const oddAnswer = (caller: CloudWatchCaller, operation: string, found: string): DaybriefError =>
  new DaybriefError(
    'InvalidResponse',
    `CloudWatch (${caller.connection.region}), ${operation}: ${found}. Check that the endpoint is CloudWatch Logs.`,
  );
