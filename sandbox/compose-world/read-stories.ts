import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ordinaryDaySchema, storySchema, type OrdinaryDay, type Story } from './story.ts';

export const ORDINARY_DAY = 'ordinary-day.yaml';

export interface StoryBook {
  /** In order of their files. */
  readonly stories: readonly Story[];
  /** All folders' ordinary days in one. */
  readonly ordinary: OrdinaryDay;
}

/** Reads the stories in some folders and all folders below. Throws an Error that names the file and what is wrong. */
export const readStories = async (folders: readonly string[]): Promise<StoryBook> => {
  const files = (await Promise.all(folders.map(yamlFilesIn))).flat();
  const isOrdinary = (file: string): boolean => basename(file) === ORDINARY_DAY;
  const [days, stories] = await Promise.all([
    Promise.all(files.filter(isOrdinary).map((file) => read(file, ordinaryDaySchema))),
    Promise.all(files.filter((file) => !isOrdinary(file)).map((file) => read(file, storySchema))),
  ]);
  if (days.length === 0) throw new Error(`${folders.join(', ')}: no ${ORDINARY_DAY} in it`);
  return { stories, ordinary: joined(days) };
};

const yamlFilesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .map((file) => join(folder, file));

const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T> => {
  const checked = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (!checked.success) throw new Error(`${file}:\n${z.prettifyError(checked.error)}`);
  return checked.data;
};

const joined = (days: readonly OrdinaryDay[]): OrdinaryDay => ({
  tickets: days.flatMap(({ tickets }) => tickets),
  changes: days.flatMap(({ changes }) => changes),
  logs: days.flatMap(({ logs }) => logs),
  people: days.flatMap(({ people }) => people),
  services: days.flatMap(({ services }) => services),
  routineTickets: days.flatMap(({ routineTickets }) => routineTickets),
  routineChanges: days.flatMap(({ routineChanges }) => routineChanges),
  routineRepositories: days.flatMap(({ routineRepositories }) => routineRepositories),
  routineLogs: days.flatMap(({ routineLogs }) => routineLogs),
  routineBursts: days.flatMap(({ routineBursts }) => routineBursts),
});
