import { parseArgs } from 'node:util';
import { composeWorld, type WorldPlan } from './compose-world.ts';
import { planDay } from './plan-day.ts';
import { readStories } from './read-stories.ts';
import { writeWorld } from './write-world.ts';

const USAGE = `Usage: node sandbox/compose-world/main.ts --stories DIR [--stories DIR …] --out DIR --name NAME [--seed 1]
         [--only id,id | --only none | --incidents N] [--noise-logs 2400] [--noise-tickets 12] [--noise-changes 30]
         [--noise-bursts 0] [--now 2026-11-24T08:30:00.000Z]

Composes a world from the stories in the folders and their ordinary-day.yaml: the same arguments make the same world.
With --incidents, N stories are picked and placed by the seed, a quarter of them still going on at the end of the day.
`;

const { values } = parseArgs({
  options: {
    stories: { type: 'string', multiple: true },
    out: { type: 'string' },
    name: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    incidents: { type: 'string' },
    'noise-logs': { type: 'string', default: '2400' },
    'noise-tickets': { type: 'string', default: '12' },
    'noise-changes': { type: 'string', default: '30' },
    'noise-bursts': { type: 'string', default: '0' },
    now: { type: 'string', default: '2026-11-24T08:30:00.000Z' },
  },
});

const main = async (): Promise<void> => {
  const { stories: folders, out, name } = values;
  if (folders === undefined || out === undefined || name === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const plan = await planOf(folders, name);
  const composed = composeWorld(plan);
  await writeWorld(out, composed);
  const events = composed.logGroups.reduce((sum, [, group]) => sum + group.length, 0);
  process.stdout.write(
    `${name}: ${plan.stories.length} incidents, ${composed.issues.length} tickets, ` +
      `${composed.pullRequests.length} pull requests, ${events} log events in ${composed.logGroups.length} groups\n`,
  );
};

const planOf = async (folders: readonly string[], name: string): Promise<WorldPlan> => {
  const book = await readStories(folders);
  const { only, incidents } = values;
  const common = { name, seed: Number(values.seed), nowMs: Date.parse(values.now) };
  const noise = {
    logs: Number(values['noise-logs']),
    tickets: Number(values['noise-tickets']),
    changes: Number(values['noise-changes']),
  };
  const stories = book.stories.filter(({ id }) => only === undefined || only.split(',').includes(id));
  if (incidents === undefined) return { ...common, stories, ordinary: book.ordinary, noise };
  const bursts = Number(values['noise-bursts']);
  return planDay({ ...common, book: { ...book, stories }, incidents: Number(incidents), noise: { ...noise, bursts } });
};

await main();
