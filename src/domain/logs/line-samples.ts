import type { LogSample } from '../log-pattern.ts';

/** Samples kept of one masked line: the earliest, and those whose time hashes lowest. */
export const MAX_SAMPLES_OF_LINE = 3;
/** Characters kept of a sample's message. */
export const MAX_SAMPLE_LENGTH = 4_000;

/** The samples of two sets of events: the same as choosing from all of them at once, in whatever order. */
export const addSamples = (a: readonly LogSample[], b: readonly LogSample[]): LogSample[] => {
  const distinct = new Map<string, LogSample>();
  for (const sample of [...a, ...b]) distinct.set(`${sample.atMs} ${sample.logStream} ${sample.message}`, sample);
  const all = [...distinct.values()].sort(byTime);
  return all.slice(0, 1).concat(
    all
      .slice(1)
      .sort(byHash)
      .slice(0, MAX_SAMPLES_OF_LINE - 1)
      .sort(byTime),
  );
};

const byTime = (a: LogSample, b: LogSample): number => a.atMs - b.atMs || compare(a, b);
const byHash = (a: LogSample, b: LogSample): number => timeHash(a.atMs) - timeHash(b.atMs) || byTime(a, b);
const compare = (a: LogSample, b: LogSample): number =>
  a.message < b.message ? -1 : a.message > b.message ? 1 : a.logStream < b.logStream ? -1 : 1;

/** Spreads the milliseconds of a day over 32 bits, so that the lowest are spread over the day. */
export const timeHash = (atMs: number): number => {
  let hash = Math.imul((atMs % 4_294_967_296) ^ Math.floor(atMs / 4_294_967_296), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};
