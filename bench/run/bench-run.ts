// npm run bench:run -- --world DIR: the whole product on a world, from trigger to post, with the sandbox's latencies at zero.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startChild } from '../../scripts/demo/child-process.ts';
import type { DemoWorld } from '../../scripts/demo/demo-config.ts';
import { inRepository, startDemoSandbox, startDemoTemporal, writeDemoConfig } from '../../scripts/demo/demo-steps.ts';
import type { RunResult } from '../../src/domain/run-plan.ts';
import { connectTemporal, temporalSettings } from '../../src/temporal/connect-temporal.ts';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { historySize, type HistorySize } from './history-size.ts';
import { peakMemoryMb } from './process-memory.ts';

interface Figures {
  /** From trigger to the main message, and to the end: Slack takes one message a second. */
  readonly secondsToPost: number;
  readonly secondsToEnd: number;
  /** The worker's, since it started. */
  readonly peakMemoryMb: number | null;
  readonly result: RunResult;
  readonly history: HistorySize;
}

const { values } = parseArgs({
  options: {
    world: { type: 'string', default: inRepository('sandbox/worlds/small') },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

/** One run on a worker of its own, so that its peak of memory is that run's. */
const measure = async (worldDir: string): Promise<Figures> => {
  await using cleanup = new AsyncDisposableStack();
  const world = JSON.parse(await readFile(join(worldDir, 'world.json'), 'utf8')) as DemoWorld;
  await mkdir(inRepository('.daybrief'), { recursive: true });
  const dir = await mkdtemp(inRepository('.daybrief/bench-'));
  cleanup.defer(() => rm(dir, { recursive: true, force: true }));
  const place = { dir, env: { ...process.env, OPENAI_API_KEY: '' }, cleanup };
  const sandbox = await startDemoSandbox(place, worldDir);
  const temporal = await startDemoTemporal(place);
  const { configFile, env } = await writeDemoConfig(place, world, sandbox, temporal);
  const { child, pid } = await startChild({
    args: [inRepository('src/worker.ts')],
    env: { ...env, DAYBRIEF_CONFIG: configFile, DAYBRIEF_WORKFLOW_BUNDLE: inRepository('dist/workflow-bundle.js') },
    logFile: join(dir, 'worker.log'),
    isReady: (line) => line.includes('RUNNING'),
  });
  cleanup.defer(() => child.stop());
  const { client, close } = await connectTemporal(temporalSettings(env));
  cleanup.defer(close);
  const begunMs = performance.now();
  const handle = await client.workflow.start(analyzeIncidents, {
    taskQueue: 'daybrief',
    workflowId: `bench-${randomUUID()}`,
    args: [{ until: world.now, timeRangeHours: world.timeRangeHours }],
  });
  const result = await handle.result();
  const secondsToEnd = (performance.now() - begunMs) / 1_000;
  if (result.postedAfterMs === null) throw new Error('the run posted nothing');
  return {
    secondsToPost: result.postedAfterMs / 1_000,
    secondsToEnd,
    peakMemoryMb: await peakMemoryMb(pid),
    result,
    history: await historySize(handle),
  };
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

// A worker as in production: the bundler would be part of its memory otherwise.
await promisify(execFile)(process.execPath, [inRepository('scripts/build-workflow-bundle.ts')]);
const all: Figures[] = [];
for (let run = 0; run < Number(values.runs); run++) all.push(await measure(values.world));
const last = all.at(-1);
if (last === undefined) throw new Error('--runs takes a whole number from 1 on');
const summary = {
  world: values.world,
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
  runs: all.length,
  secondsToPost: {
    median: median(all.map(({ secondsToPost }) => secondsToPost)),
    all: all.map(({ secondsToPost }) => secondsToPost),
  },
  secondsToEnd: median(all.map(({ secondsToEnd }) => secondsToEnd)),
  workerPeakMemoryMb: {
    median: median(all.map(({ peakMemoryMb: megabytes }) => megabytes ?? NaN)),
    all: all.map(({ peakMemoryMb: megabytes }) => megabytes),
  },
  items: Object.fromEntries(last.result.coverage.map(({ label, items }) => [label, items])),
  calls: Object.fromEntries(last.result.coverage.map(({ label, calls }) => [label, calls])),
  slackCalls: last.result.posted?.calls,
  tokens: last.result.usage,
  incidents: last.result.incidents,
  history: last.history,
  errors: last.result.errors,
};
process.stdout.write(`${values.json ? JSON.stringify(summary) : JSON.stringify(summary, null, 2)}\n`);
