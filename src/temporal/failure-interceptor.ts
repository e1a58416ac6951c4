import { ApplicationFailure, CancelledFailure, Context, log } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { redact } from '../domain/analysis/redact.ts';
import { DaybriefError, toDaybriefError } from '../domain/daybrief-error.ts';

/** The one place where an error becomes a Temporal failure: its code is the type, and a 429's wait the next delay. */
export const failureInterceptor: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (thrown) {
      throw asFailure(thrown);
    }
  },
};

/** Failures are kept in the history: no causes or stacks, which may hold what the message left out. */
const MAX_MESSAGE = 2_000;
/** Servers may ask for an hour; a brief is wanted this morning, so it is asked for again sooner, as often as the policy allows. */
const MAX_WAIT_MS = 60_000;

const asFailure = (thrown: unknown): unknown => {
  if (thrown instanceof ApplicationFailure || thrown instanceof CancelledFailure) return thrown;
  const error = toDaybriefError(thrown);
  if (error.code === 'Cancelled' || isAbort(thrown)) return new CancelledFailure(shown(error.message));
  if (!(thrown instanceof DaybriefError)) logUnexpected(error, thrown);
  return ApplicationFailure.create({
    type: error.code,
    message: shown(error.message),
    nonRetryable: !error.retryable,
    ...nextDelay(error.retryAfterMs),
  });
};

/** What `signal.throwIfAborted()` and Node's own calls throw when an activity is cancelled. */
const isAbort = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'AbortError' && Context.current().cancellationSignal.aborted;

/** Drivers and servers quote what they were given. */
const shown = (message: string): string =>
  redact(message.slice(0, MAX_MESSAGE * 4))
    .slice(0, MAX_MESSAGE)
    .toWellFormed();

const nextDelay = (retryAfterMs: number | undefined): { readonly nextRetryDelay?: number } =>
  retryAfterMs === undefined || !(retryAfterMs >= 0) ? {} : { nextRetryDelay: Math.min(retryAfterMs, MAX_WAIT_MS) };

const logUnexpected = (error: DaybriefError, thrown: unknown): void => {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  log.error('Unexpected error in an activity', { message: shown(error.message), stack: shown(stack) });
};
