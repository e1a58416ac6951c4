import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeWorld, logFileOf, type ComposedWorld } from './compose-world.ts';
import { ordinaryDaySchema, storySchema, type OrdinaryDay, type Story } from './story.ts';

const ORDINARY = 'ordinary-day.yaml';
const USAGE = `Usage: node sandbox/compose-world/main.ts --stories DIR --out DIR --name NAME [--seed 1] [--only id,id | --only none]
         [--noise-logs 2400] [--noise-tickets 12] [--noise-changes 30] [--now 2026-11-24T08:30:00.000Z]

Composes a world from the stories in DIR and its ${ORDINARY}: the same arguments make the same world.
`;

const { values } = parseArgs({
  options: {
    stories: { type: 'string' },
    out: { type: 'string' },
    name: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    'noise-logs': { type: 'string', default: '2400' },
    'noise-tickets': { type: 'string', default: '12' },
    'noise-changes': { type: 'string', default: '30' },
    now: { type: 'string', default: '2026-11-24T08:30:00.000Z' },
  },
});

const main = async (): Promise<void> => {
  const { stories: from, out, name } = values;
  if (from === undefined || out === undefined || name === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const { stories, ordinary } = await readStories(from);
  const chosen = values.only === undefined ? stories : stories.filter(({ id }) => values.only?.split(',').includes(id));
  const composed = composeWorld({
    name,
    seed: Number(values.seed),
    nowMs: Date.parse(values.now),
    stories: chosen,
    ordinary,
    noise: {
      logs: Number(values['noise-logs']),
      tickets: Number(values['noise-tickets']),
      changes: Number(values['noise-changes']),
    },
  });
  await writeWorld(out, composed);
  const events = composed.logGroups.reduce((sum, [, group]) => sum + group.length, 0);
  process.stdout.write(
    `${name}: ${chosen.length} incidents, ${composed.issues.length} tickets, ` +
      `${composed.pullRequests.length} pull requests, ${events} log events in ${composed.logGroups.length} groups\n`,
  );
};

const readStories = async (dir: string): Promise<{ stories: readonly Story[]; ordinary: OrdinaryDay }> => {
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T> => {
    const checked = schema.safeParse(parse(await readFile(join(dir, file), 'utf8')));
    if (!checked.success) throw new Error(`${join(dir, file)}:\n${z.prettifyError(checked.error)}`);
    return checked.data;
  };
  const files = (await readdir(dir)).filter((file) => file.endsWith('.yaml') && file !== ORDINARY).toSorted();
  const [ordinary, ...stories] = await Promise.all([
    read(ORDINARY, ordinaryDaySchema),
    ...files.map((file) => read(file, storySchema)),
  ]);
  return { stories, ordinary };
};

const writeWorld = async (
  out: string,
  { world, issues, pullRequests, logGroups, truth }: ComposedWorld,
): Promise<void> => {
  await rm(join(out, 'logs'), { recursive: true, force: true });
  await mkdir(join(out, 'logs'), { recursive: true });
  const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  await Promise.all([
    writeFile(join(out, 'world.json'), json(world)),
    writeFile(join(out, 'jira-issues.json'), json(issues)),
    writeFile(join(out, 'pull-requests.json'), json(pullRequests)),
    writeFile(join(out, 'truth.json'), json(truth)),
    ...logGroups.map(([group, events]) =>
      writeFile(
        join(out, logFileOf(group)),
        events
          .map(({ atMs, message, logStream }) =>
            JSON.stringify({
              '@timestamp': new Date(atMs).toISOString(),
              '@message': message,
              '@logStream': logStream,
            }),
          )
          .map((line) => `${line}\n`)
          .join(''),
      ),
    ),
  ]);
};

await main();
