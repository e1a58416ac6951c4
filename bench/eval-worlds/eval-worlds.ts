import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { composedDays, ownStories } from './composed-days.ts';
import { summarise, tableOf, type WorldResult } from './figures-table.ts';
import { runWorld } from './run-world.ts';
import { scoreReport } from './score-report.ts';
import { readTruth, worldsIn } from './world-files.ts';

/**
 * npm run eval -- [--worlds DIR | --compose N [--seed 1] [--incidents 12] [--noise-logs 20000]] [--out DIR] [--json]
 * Runs the engine over every world in a folder (or over the folder itself, if it is a world), or over N days composed
 * from the repository's own stories, without a language model.
 */
const OWN_WORLDS = resolve(import.meta.dirname, '../../sandbox/worlds');

const { values } = parseArgs({
  options: {
    worlds: { type: 'string' },
    compose: { type: 'string' },
    seed: { type: 'string', default: '1' },
    incidents: { type: 'string', default: '12' },
    'noise-logs': { type: 'string', default: '20000' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const main = async (): Promise<number> => {
  const asked = await worldsAsked();
  if (typeof asked === 'string') {
    process.stderr.write(`✗ ${asked}\n`);
    return 2;
  }
  const results: WorldResult[] = [];
  for await (const world of asked.worlds) {
    results.push(await judge(world, values.out));
    if (!values.json && process.stderr.isTTY) process.stderr.write(`\r${results.length}/${asked.count} worlds`);
  }
  if (process.stderr.isTTY && !values.json) process.stderr.write('\r\u001B[K');
  process.stdout.write(
    `${values.json ? JSON.stringify({ worlds: results, summary: summarise(results) }, null, 1) : tableOf(results)}\n`,
  );
  return 0;
};

interface WorldsAsked {
  readonly worlds: AsyncIterable<string> | Iterable<string>;
  readonly count: number;
}

/** A sentence where there are none. */
const worldsAsked = async (): Promise<WorldsAsked | string> => {
  if (values.compose === undefined) {
    const directory = resolve(values.worlds ?? OWN_WORLDS);
    const worlds = worldsIn(directory);
    if (worlds.length === 0) return `${directory}: no world in it; a world is a folder with a world.json.`;
    return { worlds, count: worlds.length };
  }
  if (values.worlds !== undefined) return '--worlds and --compose: give one of them.';
  const { compose, seed, incidents, 'noise-logs': noiseLogs } = values;
  for (const [option, text] of Object.entries({ compose, seed, incidents, 'noise-logs': noiseLogs }))
    if (!/^\d{1,7}$/.test(text)) return `--${option} ${text}: must be a whole number.`;
  const days = Number(compose);
  const numbers = { seed: Number(seed), incidents: Number(incidents), noiseLogs: Number(noiseLogs) };
  const book = await ownStories();
  if (numbers.incidents > book.stories.length)
    return `--incidents ${incidents}: there are ${book.stories.length} stories to pick from.`;
  return { worlds: composedDays(book, { days, ...numbers }), count: days };
};

const judge = async (directory: string, out: string | undefined): Promise<WorldResult> => {
  const world = basename(directory);
  const { report, ...timing } = await runWorld(directory);
  const truth = readTruth(directory);
  if (out !== undefined) {
    mkdirSync(join(out, world), { recursive: true });
    writeFileSync(join(out, world, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  }
  return {
    world,
    incidents: report.incidents.length,
    mediumOrAbove: report.incidents.filter(({ severity }) => severity !== 'low').length,
    figures: truth === null ? null : scoreReport(report.incidents, truth),
    miningSeconds: timing.miningSeconds,
    correlationSeconds: timing.correlationSeconds,
    logEvents: timing.logEvents,
  };
};

process.exitCode = await main();
