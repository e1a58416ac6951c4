import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError, ServiceError, WorkflowFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure } from '@temporalio/common';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { RunResult } from '../domain/run-plan.ts';
import { stateQuery } from '../workflows/messages.ts';
import type { RunState } from '../workflows/run-state.ts';
import type { RunHandle } from './start-run.ts';

export interface WaitOptions {
  readonly client: Client;
  readonly handle: RunHandle;
  readonly timeoutMs: number;
  readonly interrupted: AbortSignal;
  readonly onState: (state: RunState) => void;
  /** Once, when nothing has been heard of the run for some seconds. */
  readonly onSilence: () => Promise<void>;
}

export type Waited =
  | { readonly kind: 'result'; readonly result: RunResult }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'interrupted' };

const POLL_MS = 400;
const QUERY_TIMEOUT_MS = 4_000;
const SILENCE_MS = 5_000;
/** Each attempt repeats by itself for about this long; a server that restarts needs longer. */
const RETRY_MS = 2_000;

/** Waits for a run and tells its states. Throws a DaybriefError with the run's own code and message when it failed. */
export const waitForRun = async (options: WaitOptions): Promise<Waited> => {
  const stop = new AbortController();
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const stopped = new Promise<Waited>((resolve) => {
    const end = (kind: 'timed-out' | 'interrupted') => (): void => resolve({ kind });
    timeout.addEventListener('abort', end('timed-out'), { once: true });
    options.interrupted.addEventListener('abort', end('interrupted'), { once: true });
    if (options.interrupted.aborted) resolve({ kind: 'interrupted' });
  });
  const watching = watch(options, stop.signal);
  try {
    const waited = await Promise.race([resultOf(options, stop.signal), stopped]);
    if (waited.kind === 'result') await tellState(options, timeout);
    return waited;
  } catch (thrown) {
    await tellState(options, timeout);
    throw thrown;
  } finally {
    stop.abort();
    await watching;
  }
};

const resultOf = async ({ client, handle }: WaitOptions, stop: AbortSignal): Promise<Waited> => {
  for (;;) {
    try {
      return { kind: 'result', result: await client.withAbortSignal(stop, () => handle.result()) };
    } catch (thrown) {
      if (!isUnavailable(thrown) || stop.aborted) throw failureOf(thrown);
      await sleep(RETRY_MS, undefined, { signal: stop });
    }
  }
};

const watch = async (options: WaitOptions, stop: AbortSignal): Promise<void> => {
  const begunMs = performance.now();
  let isHeard = false;
  let isSaid = false;
  while (!stop.aborted) {
    isHeard = (await tellState(options, stop)) || isHeard;
    if (!isHeard && !isSaid && performance.now() - begunMs > SILENCE_MS) {
      isSaid = true;
      await options.onSilence();
    }
    await sleep(POLL_MS, undefined, { signal: stop }).catch(() => undefined);
  }
};

/** False while no worker answers. */
const tellState = async ({ client, handle, onState }: WaitOptions, stop: AbortSignal): Promise<boolean> => {
  const query = (): Promise<RunState> => handle.query(stateQuery);
  const limit = AbortSignal.any([stop, AbortSignal.timeout(QUERY_TIMEOUT_MS)]);
  try {
    onState(await client.withAbortSignal(limit, query));
    return true;
  } catch {
    return false;
  }
};

const UNAVAILABLE = new Set([4, 14]);

const isUnavailable = (thrown: unknown): boolean => {
  const cause = thrown instanceof ServiceError ? thrown.cause : thrown;
  return isGrpcServiceError(cause) && UNAVAILABLE.has(cause.code);
};

const failureOf = (thrown: unknown): unknown => {
  if (!(thrown instanceof WorkflowFailedError)) return thrown;
  const { cause } = thrown;
  if (cause instanceof CancelledFailure) return new DaybriefError('Cancelled', 'The run was cancelled.', { cause });
  if (cause instanceof TerminatedFailure) return new DaybriefError('Cancelled', 'The run was terminated.', { cause });
  if (cause instanceof TimeoutFailure) return new DaybriefError('TimedOut', 'The run took too long.', { cause });
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  const code = type === 'InvalidInput' || type === 'AllSourcesFailed' ? type : 'Internal';
  return new DaybriefError(code, cause?.message ?? thrown.message, { cause });
};
