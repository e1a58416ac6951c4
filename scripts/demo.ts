// npm run demo: the whole product on one machine, against a sandbox.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { DemoWorld } from './demo/demo-config.ts';
import { DEMO_USAGE, demoOptions, type DemoOptions } from './demo/demo-options.ts';
import {
  hasRealModel,
  inRepository,
  isBriefPosted,
  startDemoRun,
  startDemoSandbox,
  startDemoTemporal,
  startDemoWorker,
  writeDemoConfig,
} from './demo/demo-steps.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const style = (format: Parameters<typeof styleText>[0], text: string): string =>
  styleText(format, text, { stream: process.stdout });

/** Does one step and says how long it took. */
const step = async <Result>(
  name: string,
  work: Promise<Result>,
  outcome: (result: Result) => string,
): Promise<Result> => {
  const begunMs = performance.now();
  const result = await work;
  const seconds = ((performance.now() - begunMs) / 1_000).toFixed(1);
  say(`${style('green', '✓')} ${name.padEnd(10)} ${outcome(result)} ${style('dim', `(${seconds} s)`)}`);
  return result;
};

/** True when a brief was posted. */
const demo = async (options: DemoOptions, interrupted: Promise<void>): Promise<boolean> => {
  await using cleanup = new AsyncDisposableStack();
  const world = await readWorld(options.worldDir);
  const place = { dir: await demoDirectory(cleanup), env: process.env, cleanup };
  say(
    style(
      'bold',
      `Daybrief on the world "${world.name ?? options.worldDir}": the ${world.timeRangeHours} h to ${world.now}`,
    ),
  );
  say('');
  const sandbox = await step(
    'Sandbox',
    startDemoSandbox(place, options.worldDir),
    () => 'Jira, GitHub, CloudWatch, Slack and a language model, faked over their real protocols',
  );
  const temporal = await step(
    'Temporal',
    startDemoTemporal(place),
    ({ address }) => `development server at ${address}`,
  );
  const setting = await writeDemoConfig(place, world, sandbox, temporal);
  await step('Worker', startDemoWorker(place, setting), () => 'on task queue daybrief, with an embedded store');
  say('');
  const run = startDemoRun(setting, world, options.report);
  cleanup.defer(() => run.stop());
  const code = await Promise.race([run.ended, interrupted.then(() => null)]);
  if (code === null) return false;
  const posted = code === 0 && (await isBriefPosted(sandbox));
  tellOutcome(posted, code === 0 ? options.report : null);
  if (options.once) return posted;
  say('');
  say(`  As in Slack      ${sandbox.url}`);
  say(`  Temporal Web UI  ${temporal.uiUrl}`);
  say(`  Configuration    ${setting.configFile}`);
  say('\nEverything stays up until Ctrl-C.');
  await interrupted;
  say('\nEnding…');
  return posted;
};

const tellOutcome = (posted: boolean, report: string | null): void => {
  say('');
  say(
    posted
      ? `${style('green', '✓')} Posted to Slack, with a thread for each incident.`
      : `${style('red', '✗')} No brief was posted.`,
  );
  if (report !== null) say(`  Report           ${report}`);
  say(modelNote());
};

const modelNote = (): string =>
  hasRealModel(process.env)
    ? '  The root causes come from the OpenAI model that OPENAI_API_KEY gives access to.'
    : "  The language model is the sandbox's stand-in, which only rewords what it is asked: OPENAI_API_KEY=… npm run demo uses the real one.";

/** The sandbox checks the world; here only its frame is read. */
const readWorld = async (worldDir: string): Promise<DemoWorld> => {
  const file = join(worldDir, 'world.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoWorld;
  } catch (error) {
    throw new Error(
      `${worldDir} is no world: ${file} can't be read as JSON. --world takes a folder like sandbox/worlds/small.`,
      {
        cause: error,
      },
    );
  }
};

const demoDirectory = async (cleanup: AsyncDisposableStack): Promise<string> => {
  await mkdir(inRepository('.daybrief'), { recursive: true });
  const dir = await mkdtemp(inRepository('.daybrief/demo-'));
  cleanup.defer(() => rm(dir, { recursive: true, force: true }));
  return dir;
};

const main = async (): Promise<void> => {
  const options = demoOptions(process.argv.slice(2), process.stdout.isTTY);
  if (options === 'help') return say(DEMO_USAGE);
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // Whoever read the output went away (`| head`): everything ends in order all the same.
    process.stdout.on('error', () => resolve());
  });
  if (!(await demo(options, interrupted))) process.exitCode = 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError) process.stderr.write(`\n${DEMO_USAGE}`);
  process.exitCode = 1;
}
