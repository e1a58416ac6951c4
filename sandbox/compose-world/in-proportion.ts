import type { StoryLog } from './story.ts';

/** The lines in their proportions, as many as asked for in all. */
export const inProportion = (logs: readonly StoryLog[], wanted: number): readonly StoryLog[] => {
  const total = logs.reduce((sum, { times }) => sum + times, 0);
  return logs
    .map((log) => ({ ...log, times: Math.round((log.times * wanted) / Math.max(total, 1)) }))
    .filter(({ times }) => times > 0);
};
