import type { SeededRandom } from './seeded-random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Three at night, UTC. */
const QUIETEST_MS = 3 * 60 * MINUTE_MS;
const NIGHT_SHARE = 0.2;

/** A minute from `from` to `to`, counted from `startMs`: five times as likely in the afternoon as at night. */
export const busyMinute = (random: SeededRandom, startMs: number, from: number, to: number): number => {
  for (let tries = 0; tries < 50; tries++) {
    const minute = from + random.next() * (to - from);
    if (random.chance(activityAt(startMs + minute * MINUTE_MS))) return minute;
  }
  return from + random.next() * (to - from);
};

const activityAt = (atMs: number): number => {
  const turn = (2 * Math.PI * (atMs - QUIETEST_MS)) / DAY_MS;
  return NIGHT_SHARE + ((1 - NIGHT_SHARE) * (1 - Math.cos(turn))) / 2;
};
