import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { logFileOf, type ComposedWorld } from './compose-world.ts';
import type { WorldEvent } from './log-events.ts';

/** Writes a world's folder; logs of an earlier one go. */
export const writeWorld = async (out: string, composed: ComposedWorld): Promise<void> => {
  const { world, issues, pullRequests, logGroups, truth } = composed;
  await rm(join(out, 'logs'), { recursive: true, force: true });
  await mkdir(join(out, 'logs'), { recursive: true });
  const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  await Promise.all([
    writeFile(join(out, 'world.json'), json(world)),
    writeFile(join(out, 'jira-issues.json'), json(issues)),
    writeFile(join(out, 'pull-requests.json'), json(pullRequests)),
    writeFile(join(out, 'truth.json'), json(truth)),
    ...logGroups.map(([group, events]) => writeFile(join(out, logFileOf(group)), events.map(rowOf).join(''))),
  ]);
};

const rowOf = ({ atMs, message, logStream }: WorldEvent): string =>
  `${JSON.stringify({ '@timestamp': new Date(atMs).toISOString(), '@message': message, '@logStream': logStream })}\n`;
