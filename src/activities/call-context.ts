import { Context } from '@temporalio/activity';
import type { CallContext } from '../ports.ts';

/** Cancellation and heartbeats of the activity that is running. */
export const activityCall = (): CallContext => {
  const context = Context.current();
  return { signal: context.cancellationSignal, heartbeat: () => context.heartbeat() };
};
