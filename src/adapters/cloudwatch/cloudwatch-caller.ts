import { setTimeout as pause } from 'node:timers/promises';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext } from '../../ports.ts';
import type { CloudWatchConnection } from './cloudwatch-connection.ts';
import { toCloudWatchError } from './cloudwatch-error.ts';

/** Makes calls within limits, repeats what can be repeated, and counts. */
export interface CloudWatchCaller {
  readonly connection: CloudWatchConnection;
  readonly call: CallContext;
  readonly calls: () => number;
  /** One API call; throws `Cancelled`, `TimedOut` when `limit` is over, or what the call ended with. */
  send<T>(operation: string, request: (signal: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T>;
  /** Waits, with heartbeats; throws as `send` does. */
  wait(operation: string, ms: number, limit: AbortSignal): Promise<void>;
}

const HEARTBEAT_MS = 2_000;
const MAX_TRANSIENT_RETRIES = 2;

export const createCaller = (connection: CloudWatchConnection, call: CallContext): CloudWatchCaller => {
  let calls = 0;
  const wait: CloudWatchCaller['wait'] = async (operation, ms, limit) => {
    try {
      await beating(call, async () => pause(ms, undefined, { signal: AbortSignal.any([call.signal, limit]) }));
    } catch (error) {
      throw endOf(connection, call, operation, limit) ?? error;
    }
  };
  const attempt = async <T>(request: (signal: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T> => {
    calls++;
    call.heartbeat();
    const timeout = AbortSignal.timeout(connection.requestTimeoutMs);
    try {
      return await beating(call, async () => request(AbortSignal.any([call.signal, limit, timeout])));
    } catch (error) {
      throw timeout.aborted ? timeout.reason : error;
    }
  };
  const send: CloudWatchCaller['send'] = async (operation, request, limit) => {
    for (let retries = 0; ; retries++) {
      const over = endOf(connection, call, operation, limit);
      if (over !== null) throw over;
      try {
        return await attempt(request, limit);
      } catch (thrown) {
        const error =
          endOf(connection, call, operation, limit) ?? toCloudWatchError(thrown, { ...connection, operation });
        if (!isWorthARetry(error, retries)) throw error;
        await wait(operation, backoffMs(retries, connection.random), limit).catch((ended: unknown) => {
          // Why it was waiting says more than that the waiting took too long.
          throw call.signal.aborted ? ended : error;
        });
      }
    }
  };
  return { connection, call, calls: () => calls, wait, send };
};

/** Why nothing more may be done; null while it may. */
const endOf = (
  { region }: CloudWatchConnection,
  { signal }: CallContext,
  operation: string,
  limit: AbortSignal,
): DaybriefError | null => {
  if (signal.aborted) return new DaybriefError('Cancelled', `CloudWatch, ${operation}: cancelled.`);
  return limit.aborted ? timedOut(region, operation) : null;
};

const beating = async <T>({ heartbeat }: CallContext, work: () => Promise<T>): Promise<T> => {
  const beat = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
};

/** Throttling passes within the limit of time; a broken connection is tried again twice, the rest is Temporal's to repeat. */
const isWorthARetry = (error: DaybriefError, retries: number): boolean =>
  error.code === 'RateLimited' || (error.code === 'Unavailable' && retries < MAX_TRANSIENT_RETRIES);

const backoffMs = (retries: number, random: () => number): number =>
  Math.min(3_000, 200 * 2 ** Math.min(retries, 10)) * (0.5 + random() / 2);

const timedOut = (region: string, operation: string): DaybriefError =>
  new DaybriefError(
    'TimedOut',
    `CloudWatch (${region}), ${operation}: not done within its limit of time. ` +
      'CloudWatch or the way to it is slow, or the log group is very large; the call can be repeated.',
  );
