import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/start-sandbox.ts';
import { startChild, type Child } from '../../scripts/demo/child-process.ts';
import { demoConfig, demoEnvironment, type DemoWorld } from '../../scripts/demo/demo-config.ts';
import { inRepository } from '../../scripts/demo/demo-steps.ts';
import { connectStore } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { startTemporal, type DevTemporal } from '../../src/dev/start-temporal.ts';
import type { AnalyzeIncidentsInput } from '../../src/domain/run-plan.ts';
import type { Store } from '../../src/store/open-store.ts';
import { connectTemporal, temporalSettings, type TemporalClient } from '../../src/temporal/connect-temporal.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';

/** Everything that a run needs, as processes of their own where they are so in life, on loopback. */
export interface Stack {
  readonly sandbox: Sandbox;
  readonly world: DemoWorld;
  readonly dir: string;
  readonly configFile: string;
  readonly env: Record<string, string>;
  readonly temporal: DevTemporal;
  readonly client: TemporalClient['client'];
  /** The whole day of the world. */
  readonly input: AnalyzeIncidentsInput;
  startWorker(): Promise<Child & { readonly pid: number }>;
  /** The store, for reading what a run left. Call `close` on it. */
  openStore(): Promise<Store>;
  close(): Promise<void>;
}

export interface StackOptions extends Omit<SandboxOptions, 'worldDir'> {
  /** A folder of sandbox/worlds, or an absolute path. */
  readonly world?: string;
  /** PostgreSQL instead of the embedded store. */
  readonly databaseUrl?: string;
  /** Changes the YAML before it is written. */
  readonly editConfig?: (yaml: string) => string;
}

export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  await using cleanup = new AsyncDisposableStack();
  const { world: worldName = 'one-incident', databaseUrl, editConfig, ...sandboxOptions } = options;
  const worldDir = worldName.startsWith('/') ? worldName : inRepository(`sandbox/worlds/${worldName}`);
  const world = JSON.parse(await readFile(join(worldDir, 'world.json'), 'utf8')) as DemoWorld;
  const dir = await mkdtemp(join(tmpdir(), 'daybrief-test-'));
  cleanup.defer(() => rm(dir, { recursive: true, force: true }));
  const sandbox = await startSandbox({ worldDir, slackMessagesPerSecond: Infinity, ...sandboxOptions });
  cleanup.defer(() => sandbox.close());
  const temporal = await startTemporal({ cliPath: temporalCliPath(), dir: join(dir, 'temporal'), env: process.env });
  cleanup.defer(() => temporal.stop());
  const configFile = join(dir, 'daybrief.yaml');
  const emptyProfile = join(dir, 'temporal.toml');
  await writeFile(emptyProfile, '[profile.default]\n');
  const yaml = demoConfig(world, sandbox, false);
  await writeFile(configFile, editConfig === undefined ? yaml : editConfig(yaml));
  const env = {
    ...demoEnvironment(process.env, sandbox.credentials, { ...temporal, emptyProfile }),
    DAYBRIEF_CONFIG: configFile,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const connected = await connectTemporal(temporalSettings(env));
  cleanup.defer(() => connected.close());
  const workers = cleanup.use(new AsyncDisposableStack());
  const resources = cleanup.move();
  return {
    ...{ sandbox, world, dir, configFile, env, temporal, client: connected.client },
    input: { until: world.now, timeRangeHours: world.timeRangeHours },
    startWorker: async () => {
      const { child, pid } = await startChild({
        args: [inRepository('src/worker.ts')],
        env,
        logFile: join(dir, 'worker.log'),
        isReady: (line) => line.includes('RUNNING'),
      });
      workers.defer(() => child.stop());
      return { ...child, pid };
    },
    openStore: async () => connectStore({ config: await loadConfig({ path: configFile, env }), env, clock: Date.now }),
    close: () => resources.disposeAsync(),
  };
};
