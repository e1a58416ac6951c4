import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTemporal, type DevTemporal } from '../dev/start-temporal.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { startWorker } from '../worker.ts';
import { loadCommandConfig } from './command-context.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import type { GlobalOptions } from './root-command.ts';
import type { Terminal } from './terminal.ts';
import { takeSignals } from './serve.ts';

const PORT = 7233;
const UI_PORT = 8233;

/** Runs Temporal's development server and a worker until interrupted. */
export const develop = async (terminal: Terminal, options: GlobalOptions): Promise<void> => {
  const config = await loadCommandConfig(terminal, options);
  const { say, paintAside, clock, interrupted } = terminal;
  await using cleanup = new AsyncDisposableStack();
  const dir = join(config.directory, '.daybrief', 'temporal');
  await mkdir(dir, { recursive: true });
  const temporal = await startServer(terminal, dir);
  cleanup.defer(() => temporal.stop());
  say(`${paintAside('good', '✓')} Temporal at ${temporal.address}`);
  const env = await developmentEnvironment(terminal.env, temporal, dir);
  const installRuntime = (): void => takeSignals(terminal);
  const running = await startWorker({ config, env, clock, workflowBundlePath: null, installRuntime });
  cleanup.defer(() => running.stop().catch(() => undefined));
  say(`${paintAside('good', '✓')} Worker ready on task queue ${running.taskQueue}, store: ${running.store}`);
  say(`\n  Temporal Web UI  ${temporal.uiUrl}`);
  say(`  A brief now      ${runHint(temporal)}\n\nCtrl-C ends everything.`);
  await untilStopped(interrupted, [running.ended, temporal.ended], join(dir, 'temporal.log'));
  say('\nEnding …');
};

const untilStopped = async (
  interrupted: AbortSignal,
  ended: readonly Promise<void>[],
  logFile: string,
): Promise<void> => {
  const stopped = new Promise<'stopped'>((resolve) => {
    if (interrupted.aborted) resolve('stopped');
    interrupted.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  if ((await Promise.race([stopped, ...ended])) === 'stopped') return;
  const message = `Temporal or the worker ended by itself. Temporal's log: ${logFile}.`;
  throw new CommandError(EXIT.failed, new DaybriefError('Unavailable', message));
};

/** `npm run daybrief -- dev` and bin/daybrief.mjs look for the program, or get it, before they come here. */
const startServer = ({ env }: Terminal, dir: string): Promise<DevTemporal> =>
  startTemporal({ cliPath: env['TEMPORAL_CLI_PATH'] ?? 'temporal', dir, env, port: PORT, uiPort: UI_PORT });

/** The user's TEMPORAL_* variables and profile lead elsewhere: to the servers of everyday work. */
const developmentEnvironment = async (
  env: Terminal['env'],
  temporal: DevTemporal,
  dir: string,
): Promise<Terminal['env']> => {
  const emptyProfile = join(dir, 'temporal.toml');
  await writeFile(emptyProfile, '[profile.default]\n');
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'))),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_CONFIG_FILE: emptyProfile,
  };
};

const runHint = ({ address }: DevTemporal): string =>
  address.endsWith(`:${PORT}`) ? 'daybrief run' : `TEMPORAL_ADDRESS=${address} daybrief run`;
