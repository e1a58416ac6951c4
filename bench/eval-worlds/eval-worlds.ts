import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { summarise, tableOf, type WorldResult } from './figures-table.ts';
import { runWorld } from './run-world.ts';
import { scoreReport } from './score-report.ts';
import { readTruth, worldsIn } from './world-files.ts';

/**
 * npm run eval -- [--worlds DIR] [--out DIR] [--json]
 * Runs the engine over every world in a folder (or over the folder itself, if it is a world), without a language model.
 */
const OWN_WORLDS = resolve(import.meta.dirname, '../../sandbox/worlds');

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { worlds: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const directory = resolve(values.worlds ?? OWN_WORLDS);
  const worlds = worldsIn(directory);
  if (worlds.length === 0) {
    process.stderr.write(`✗ ${directory}: no world in it; a world is a folder with a world.json.\n`);
    return 2;
  }
  const results: WorldResult[] = [];
  for (const world of worlds) {
    results.push(await judge(world, values.out));
    if (!values.json && process.stderr.isTTY) process.stderr.write(`\r${results.length}/${worlds.length} worlds`);
  }
  if (process.stderr.isTTY && !values.json) process.stderr.write('\r\u001B[K');
  process.stdout.write(
    `${values.json ? JSON.stringify({ worlds: results, summary: summarise(results) }, null, 1) : tableOf(results)}\n`,
  );
  return 0;
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
