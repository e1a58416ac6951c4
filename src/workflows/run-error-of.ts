import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import type { RunError } from '../domain/run.ts';

/** An activity's failure as people read it; a cancelled run goes on being cancelled. */
export const runErrorOf = (where: string, thrown: unknown): RunError => {
  if (isCancellation(thrown)) throw thrown;
  const cause = thrown instanceof ActivityFailure ? thrown.cause : thrown;
  if (cause instanceof TimeoutFailure) return { where, code: 'TimedOut', message: 'timed out' };
  if (cause instanceof ApplicationFailure)
    return { where, code: cause.type ?? 'Internal', message: clip(cause.message) };
  return { where, code: 'Internal', message: clip(cause instanceof Error ? cause.message : String(cause)) };
};

/** Errors travel in workflow payloads and are shown in Slack. */
const clip = (text: string): string => (text.length > 500 ? `${text.slice(0, 499)}…` : text);
