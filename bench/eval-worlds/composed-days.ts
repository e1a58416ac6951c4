import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { composeWorld } from '../../sandbox/compose-world/compose-world.ts';
import { planDay } from '../../sandbox/compose-world/plan-day.ts';
import { readStories, type StoryBook } from '../../sandbox/compose-world/read-stories.ts';
import { writeWorld } from '../../sandbox/compose-world/write-world.ts';

const FOLDERS = ['stories', 'incidents'].map((name) =>
  resolve(import.meta.dirname, '../../sandbox/compose-world', name),
);
/** Each day ends a while later than the one before, so that none is a copy in time. */
const FIRST_END_MS = Date.UTC(2026, 10, 24, 8, 30);
const BETWEEN_MS = 31 * 60 * 60 * 1_000;
const NOISE = { tickets: 60, changes: 150, bursts: 12 };

export interface DaysAsked {
  readonly days: number;
  /** Of the first day; those after count on. */
  readonly seed: number;
  readonly incidents: number;
  readonly noiseLogs: number;
}

/** All of the repository's stories. */
export const ownStories = (): Promise<StoryBook> => readStories(FOLDERS);

/**
 * Worlds made of stories, one folder after the other: each is gone when the next is asked for.
 * The same numbers make the same days.
 */
export async function* composedDays(
  book: StoryBook,
  { days, seed, incidents, noiseLogs }: DaysAsked,
): AsyncGenerator<string> {
  const folder = await mkdtemp(join(tmpdir(), 'daybrief-days-'));
  try {
    for (let day = 0; day < days; day++) {
      const name = `day-${seed + day}`;
      const nowMs = FIRST_END_MS + (seed + day) * BETWEEN_MS;
      const noise = { ...NOISE, logs: noiseLogs };
      const plan = planDay({ name, seed: seed + day, nowMs, book, incidents, noise });
      await writeWorld(join(folder, name), composeWorld(plan));
      yield join(folder, name);
      await rm(join(folder, name), { recursive: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
