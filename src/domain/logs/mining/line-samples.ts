import type { LogSample } from '../../log-pattern.ts';

/** Samples kept of one masked line: the earliest, and those whose time hashes lowest. */
export const MAX_SAMPLES_OF_LINE = 3;
/** Characters kept of a sample's message. */
export const MAX_SAMPLE_LENGTH = 4_000;

/** The samples of two sets of events: the same as choosing from all of them at once, in whatever order. */
export const addSamples = (a: readonly LogSample[], b: readonly LogSample[]): LogSample[] => {
  const all = [...a, ...b]
    .sort(byTime)
    .filter((sample, index, sorted) => index === 0 || byTime(sample, sorted[index - 1] as LogSample) !== 0);
  const others = all
    .slice(1)
    .sort(byHash)
    .slice(0, MAX_SAMPLES_OF_LINE - 1);
  return [...all.slice(0, 1), ...others.sort(byTime)];
};

/** Whether an event at this time may become one of the samples whose limit this is; asked for each event. */
export const mayBecomeSample = (atMs: number, limit: SampleLimit): boolean =>
  atMs <= limit.earliestMs || timeHash(atMs) <= limit.highestHash;

export interface SampleLimit {
  readonly earliestMs: number;
  readonly highestHash: number;
}

/** While there is room, every event may. */
export const limitOf = (kept: readonly LogSample[]): SampleLimit =>
  kept.length < MAX_SAMPLES_OF_LINE
    ? { earliestMs: Infinity, highestHash: Infinity }
    : {
        earliestMs: kept[0]?.atMs ?? Infinity,
        highestHash: Math.max(...kept.slice(1).map(({ atMs }) => timeHash(atMs))),
      };

const byTime = (a: LogSample, b: LogSample): number =>
  a.atMs - b.atMs || compare(a.message, b.message) || compare(a.logStream, b.logStream);
const byHash = (a: LogSample, b: LogSample): number => timeHash(a.atMs) - timeHash(b.atMs) || byTime(a, b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Spreads the milliseconds of a day over 32 bits, so that the lowest are spread over the day. */
const timeHash = (atMs: number): number => {
  let hash = Math.imul((atMs % 4_294_967_296) | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};

export const lengthOf = (samples: readonly LogSample[]): number =>
  samples.reduce((sum, { message }) => sum + message.length, 0);
