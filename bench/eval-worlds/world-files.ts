import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const strings = z.array(z.string()).default([]);

/** `world.json`; every list may be missing, as a world may have no logs, services or people. */
const worldSchema = z.object({
  name: z.string().optional(),
  now: z.string(),
  timeRangeHours: z.number().default(24),
  timeZone: z.string().default('UTC'),
  jiraProjects: strings,
  repositories: strings,
  logGroups: z.array(z.object({ name: z.string(), file: z.string() })).default([]),
  services: z
    .array(z.object({ name: z.string(), aliases: strings, logGroups: strings, repositories: strings }))
    .default([]),
  people: z
    .array(z.object({ name: z.string(), jira: z.string().nullish(), github: z.string().nullish() }).loose())
    .default([]),
});
export type WorldFile = z.infer<typeof worldSchema>;

const trueLog = z.object({ id: z.string(), logGroup: z.string(), regex: z.string() });
const trueIncident = z.object({
  id: z.string(),
  difficulty: z.string().default('medium'),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  services: strings,
  rootCause: z.object({ culpritPullRequest: z.string().nullish() }).default({}),
  tickets: strings,
  pullRequests: strings,
  logs: z.array(trueLog).default([]),
});
const truthSchema = z.object({
  incidents: z.array(trueIncident),
  distractors: z
    .object({ tickets: strings, pullRequests: strings, logs: z.array(trueLog).default([]) })
    .default({ tickets: [], pullRequests: [], logs: [] }),
});
export type Truth = z.infer<typeof truthSchema>;
export type TrueIncident = z.infer<typeof trueIncident>;
export type TrueLog = z.infer<typeof trueLog>;

/** The worlds in a folder, in order of their names; the folder itself, if it is one. */
export const worldsIn = (directory: string): string[] => {
  if (existsSync(join(directory, 'world.json'))) return [directory];
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => join(directory, name))
    .filter((path) => existsSync(join(path, 'world.json')));
};

export const readWorldFile = (directory: string): WorldFile =>
  worldSchema.parse(readJson(join(directory, 'world.json'), null));

/** The truth about a world; null where it has none. */
export const readTruth = (directory: string): Truth | null => {
  const truth = readJson(join(directory, 'truth.json'), null);
  return truth === null ? null : truthSchema.parse(truth);
};

/** A world's list of items as an API returns them; empty where the file is missing. */
export const readItems = (directory: string, file: string): readonly unknown[] =>
  z.array(z.unknown()).parse(readJson(join(directory, file), []));

const readJson = (path: string, missing: unknown): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return missing;
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};
