/** Lets a limited number of queries run at once; the others wait in order. */
export interface QueryGate {
  /** Resolves when there is room, with the function that gives it back. Rejects with the signal's reason when it aborts. */
  enter(signal: AbortSignal): Promise<() => void>;
}

export const createQueryGate = (maxAtOnce: number): QueryGate => {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  return {
    enter: async (signal) => {
      signal.throwIfAborted();
      if (running < maxAtOnce) running++;
      else await turnIn(waiting, signal);
      return once(leave);
    },
  };
};

/** Waits for a place that another gives up. */
const turnIn = async (waiting: (() => void)[], signal: AbortSignal): Promise<void> => {
  const turn = Promise.withResolvers<undefined>();
  const take = (): void => turn.resolve(undefined);
  const giveUp = (): void => {
    const place = waiting.indexOf(take);
    if (place < 0) return;
    waiting.splice(place, 1);
    turn.reject(signal.reason);
  };
  waiting.push(take);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await turn.promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
};

const once = (act: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
};
