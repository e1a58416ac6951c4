import { ApplicationFailure, CancelledFailure, log, type ActivityInboundCallsInterceptor } from '@temporalio/activity';
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

const asFailure = (thrown: unknown): unknown => {
  if (thrown instanceof ApplicationFailure || thrown instanceof CancelledFailure) return thrown;
  const error = toDaybriefError(thrown);
  if (error.code === 'Cancelled') return new CancelledFailure(error.message);
  if (!(thrown instanceof DaybriefError)) log.error('Unexpected error in an activity', { error: thrown });
  return ApplicationFailure.create({
    type: error.code,
    message: error.message.slice(0, 2_000),
    nonRetryable: !error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
  });
};
