import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startChild } from '../../scripts/demo/child-process.ts';
import { DEMO_TEAM, demoConfig, demoEnvironment, type DemoWorld } from '../../scripts/demo/demo-config.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { ROOT, say, startNativeStack, type NativeStack } from './native-stack.ts';

const run = promisify(execFile);
const { DAYBRIEF_NATIVE_STACK: wanted } = process.env;
const TIMEOUT_MS = 600_000;
const SHOWN_LINES = 12;

/** What the image holds, made by the Dockerfile's own steps without Docker. */
const makeImage = async (dir: string): Promise<void> => {
  await mkdir(dir, { recursive: true });
  for (const path of ['package.json', 'package-lock.json', '.npmrc', 'src', 'deploy/worker-health.ts']) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await cp(join(ROOT, path), join(dir, path), { recursive: true });
  }
  say('worker', 'npm ci --omit=dev --omit=optional, workflow bundle');
  await run('npm', ['ci', '--omit=dev', '--omit=optional', '--no-audit', '--no-fund'], { cwd: dir });
  await run(process.execPath, [join(ROOT, 'scripts', 'build-workflow-bundle.ts')]);
  await cp(join(ROOT, 'dist'), join(dir, 'dist'), { recursive: true });
};

const workerEnvironment = (
  stack: NativeStack,
  image: string,
  configFile: string,
  credentials: Parameters<typeof demoEnvironment>[1],
): Record<string, string> => ({
  ...demoEnvironment({ PATH: process.env['PATH'], HOME: image }, credentials, {
    address: stack.address,
    namespace: 'daybrief',
    emptyProfile: join(image, 'temporal.toml'),
  }),
  ...stack.workerEnvironment,
  DAYBRIEF_CONFIG: configFile,
  DAYBRIEF_WORKFLOW_BUNDLE: join(image, 'dist', 'workflow-bundle.js'),
});

/** Needs PostgreSQL, and Temporal's production server and schema tool in the cache: docs/deployment.md. */
describe.runIf(wanted === '1')('the Compose file’s processes, natively', () => {
  it('make a brief on Temporal’s production server', { timeout: TIMEOUT_MS }, async () => {
    await using cleanup = new AsyncDisposableStack();
    const dir = await mkdtemp(join(tmpdir(), 'daybrief-stack-'));
    cleanup.defer(() => rm(dir, { recursive: true, force: true }));
    const image = join(dir, 'app');
    await makeImage(image);
    const worldDir = join(ROOT, 'sandbox', 'worlds', 'small');
    const sandbox = await startSandbox({ worldDir });
    cleanup.defer(() => sandbox.close());
    const stack = await startNativeStack(dir, cleanup);

    await writeFile(join(image, 'temporal.toml'), '[profile.default]\n');
    const world = JSON.parse(await readFile(join(worldDir, 'world.json'), 'utf8')) as DemoWorld;
    const configFile = join(dir, 'daybrief.yaml');
    await writeFile(configFile, demoConfig(world, sandbox, false));
    const env = workerEnvironment(stack, image, configFile, sandbox.credentials);
    const inImage = (...args: string[]) => run(process.execPath, args, { cwd: image, env });
    const { child } = await startChild({
      args: [join(image, 'src', 'worker.ts')],
      ...{ env, logFile: join(dir, 'worker.log'), isReady: (line) => line.includes('RUNNING') },
    });
    cleanup.defer(async () => {
      await child.stop();
      say('worker', `SIGTERM, ended with code ${await child.ended}`);
    });

    say('worker', 'RUNNING');
    const health = await inImage(join('deploy', 'worker-health.ts'));
    say('worker, healthcheck', health.stdout.trim());
    const synced = await inImage(join('src', 'cli.ts'), 'schedule', 'sync');
    say('schedules', synced.stdout.trim());
    const { stdout, stderr } = await inImage(
      ...[join('src', 'cli.ts'), 'run', '--team', DEMO_TEAM],
      ...['--hours', String(world.timeRangeHours), '--until', world.now],
    );
    say('daybrief run', `\n${stderr}\n${stdout.split('\n').slice(0, SHOWN_LINES).join('\n')}\n[…]`);
    expect(sandbox.messages('#incidents').length).toBeGreaterThan(1);
  });
});
