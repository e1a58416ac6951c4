import type { LogSample } from '../../log-pattern.ts';
import { MAX_SAMPLES_OF_LINE } from '../mining/line-samples.ts';
import type { MinedLine } from '../mining/mined-line.ts';

/** Samples kept of a pattern. */
export const MAX_SAMPLES = 5;

/**
 * A few diverse originals: the earliest, then one of each variant, before a second of any; variants in order of frequency.
 * Depends on what was mined, not on its order.
 */
export const chooseSamples = (byFrequency: readonly MinedLine[]): LogSample[] => {
  const chosen = new Map<string, LogSample>();
  const take = (sample: LogSample | undefined): void => {
    if (sample !== undefined && chosen.size < MAX_SAMPLES) chosen.set(JSON.stringify(sample), sample);
  };
  take(earliestOf(byFrequency));
  for (let round = 0; round < MAX_SAMPLES_OF_LINE && chosen.size < MAX_SAMPLES; round += 1) {
    for (const { samples } of byFrequency) {
      take(samples[samples.length - 1 - round]);
      if (chosen.size >= MAX_SAMPLES) break;
    }
  }
  return [...chosen.values()].sort(byTime);
};

const earliestOf = (lines: readonly MinedLine[]): LogSample | undefined => {
  let earliest: LogSample | undefined;
  for (const { samples } of lines) {
    for (const sample of samples) if (earliest === undefined || byTime(sample, earliest) < 0) earliest = sample;
  }
  return earliest;
};

export const byCount = (lines: readonly MinedLine[]): MinedLine[] =>
  lines.toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));

const byTime = (a: LogSample, b: LogSample): number =>
  a.atMs - b.atMs || (a.message < b.message ? -1 : a.message > b.message ? 1 : a.logStream < b.logStream ? -1 : 1);
