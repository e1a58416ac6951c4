import type { LogSample } from '../../log-pattern.ts';
import type { MinedLine } from '../mining/mined-line.ts';

/** Samples kept of a pattern. */
export const MAX_SAMPLES = 5;

/**
 * A few diverse originals: the earliest, then one of each variant, the frequent first, before a second of any.
 * Depends on what was mined, not on its order.
 */
export const chooseSamples = (lines: readonly MinedLine[]): LogSample[] => {
  const variants = byCount(lines).map(({ samples }) => samples);
  const earliest = variants.flat().toSorted(byTime)[0];
  const chosen = new Map<string, LogSample>();
  const take = (sample: LogSample | undefined): void => {
    if (sample !== undefined && chosen.size < MAX_SAMPLES) chosen.set(JSON.stringify(sample), sample);
  };
  take(earliest);
  const longest = Math.max(0, ...variants.map(({ length }) => length));
  for (let round = 0; round < longest && chosen.size < MAX_SAMPLES; round += 1) {
    for (const samples of variants) take(samples[samples.length - 1 - round]);
  }
  return [...chosen.values()].sort(byTime);
};

export const byCount = (lines: readonly MinedLine[]): MinedLine[] =>
  lines.toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));

const byTime = (a: LogSample, b: LogSample): number =>
  a.atMs - b.atMs || (a.message < b.message ? -1 : a.message > b.message ? 1 : a.logStream < b.logStream ? -1 : 1);
