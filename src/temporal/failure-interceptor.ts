import { ApplicationFailure, CancelledFailure, log } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
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
  if (error.code === 'Cancelled') return new CancelledFailure(error.message);
  if (!(thrown instanceof DaybriefError)) log.error('Unexpected error in an activity', { error: thrown });
  return ApplicationFailure.create({
    type: error.code,
    message: error.message.slice(0, MAX_MESSAGE),
    nonRetryable: !error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: Math.min(error.retryAfterMs, MAX_WAIT_MS) }),
  });
};
