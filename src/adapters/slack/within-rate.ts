import { setTimeout as sleep } from 'node:timers/promises';
import { toDaybriefError } from '../../domain/daybrief-error.ts';

/** What a repeated call needs to be answered. */
const ANSWER_MS = 500;

/**
 * Repeats a call that was refused for its rate after the time that Slack names, as long as the answer can come before
 * `endsAtMs` (of `performance.now()`); otherwise throws that refusal.
 */
export const withinRate = async <T>(send: () => Promise<T>, endsAtMs: number, signal: AbortSignal): Promise<T> => {
  for (;;) {
    try {
      return await send();
    } catch (thrown) {
      const error = toDaybriefError(thrown);
      if (error.code !== 'RateLimited') throw error;
      const waitMs = Math.max(error.retryAfterMs ?? 1_000, 100);
      if (performance.now() + waitMs + ANSWER_MS > endsAtMs) throw error;
      // The next attempt says that it was cancelled.
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
};
