import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTemporal, type DevTemporal } from '../../src/dev/start-temporal.ts';
import { runChild, startChild, type Child } from './child-process.ts';
import {
  DEMO_CHANNEL,
  DEMO_TEAM,
  demoConfig,
  demoEnvironment,
  type DemoWorld,
  type SandboxAddresses,
} from './demo-config.ts';

const ROOT = new URL('../../', import.meta.url);
export const inRepository = (path: string): string => fileURLToPath(new URL(path, ROOT));

type Environment = Readonly<Record<string, string | undefined>>;

/** What a demo works with: its own directory, and a stack that ends in reverse what was started. */
export interface DemoPlace {
  readonly dir: string;
  readonly env: Environment;
  readonly cleanup: AsyncDisposableStack;
}

export const startDemoSandbox = async (
  { dir, env, cleanup }: DemoPlace,
  worldDir: string,
): Promise<SandboxAddresses> => {
  const { child, readyLine } = await startChild({
    args: [inRepository('sandbox/main.ts'), '--world', worldDir, '--json'],
    env,
    logFile: join(dir, 'sandbox.log'),
    isReady: (line) => line.startsWith('{'),
  });
  cleanup.defer(() => child.stop());
  return JSON.parse(readyLine) as SandboxAddresses;
};

export const startDemoTemporal = async ({ dir, env, cleanup }: DemoPlace): Promise<DevTemporal> => {
  const server = await startTemporal({
    cliPath: env['TEMPORAL_CLI_PATH'] ?? 'temporal',
    dir: join(dir, 'temporal'),
    env,
  });
  cleanup.defer(() => server.stop());
  return server;
};

export interface DemoSetting {
  readonly configFile: string;
  /** For Daybrief's processes: the sandbox's secrets, the demo's Temporal. */
  readonly env: Environment;
}

/** Writes the configuration that a team would write, for this world and sandbox. */
export const writeDemoConfig = async (
  { dir, env }: DemoPlace,
  world: DemoWorld,
  sandbox: SandboxAddresses,
  temporal: DevTemporal,
): Promise<DemoSetting> => {
  const configFile = join(dir, 'daybrief.yaml');
  const emptyProfile = join(dir, 'temporal.toml');
  await writeFile(emptyProfile, '[profile.default]\n');
  await writeFile(configFile, demoConfig(world, sandbox, hasRealModel(env)));
  const { address, namespace } = temporal;
  return { configFile, env: demoEnvironment(env, sandbox.credentials, { address, namespace, emptyProfile }) };
};

export const hasRealModel = (env: Environment): boolean => (env['OPENAI_API_KEY'] ?? '') !== '';

export const startDemoWorker = async ({ dir, cleanup }: DemoPlace, { configFile, env }: DemoSetting): Promise<void> => {
  const { child } = await startChild({
    args: [inRepository('src/cli.ts'), 'worker', '--config', configFile],
    env,
    logFile: join(dir, 'worker.log'),
    isReady: (line) => line.includes('ready'),
  });
  cleanup.defer(() => child.stop());
};

/** `daybrief run` in this terminal. */
export const startDemoRun = ({ configFile, env }: DemoSetting, world: DemoWorld, report: string | null): Child =>
  runChild(
    [
      ...[inRepository('src/cli.ts'), 'run', '--config', configFile, '--team', DEMO_TEAM],
      ...['--hours', String(world.timeRangeHours), '--until', world.now],
      ...(report === null ? [] : ['--report', report]),
    ],
    env,
  );

/** Asks the sandbox, not Daybrief, whether there is something to read. */
export const isBriefPosted = async ({ url }: SandboxAddresses): Promise<boolean> => {
  const response = await fetch(`${url}/messages?channel=${encodeURIComponent(DEMO_CHANNEL)}`);
  const messages = (await response.json()) as readonly unknown[];
  return response.ok && messages.length > 0;
};
