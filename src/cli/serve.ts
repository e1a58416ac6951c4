import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { startWorker } from '../worker.ts';
import { loadCommandConfig, withTemporal } from './command-context.ts';
import type { GlobalOptions } from './root-command.ts';
import type { Terminal } from './terminal.ts';

/** Runs a worker until interrupted. */
export const serve = async (terminal: Terminal, options: GlobalOptions): Promise<void> => {
  const config = await loadCommandConfig(terminal, options);
  const { env, clock, interrupted, say } = terminal;
  await withTemporal(terminal, config, async () => undefined);
  const workflowBundlePath = env['DAYBRIEF_WORKFLOW_BUNDLE'] ?? null;
  const installRuntime = (): void => takeSignals(terminal);
  const running = await startWorker({ config, env, clock, workflowBundlePath, installRuntime });
  say(`Worker ready: task queue ${running.taskQueue} at ${running.address}, store: ${running.store}.`);
  const stop = (): void => {
    say('Stopping: activities may end …');
    running.stop().catch(() => undefined);
  };
  if (interrupted.aborted) stop();
  interrupted.addEventListener('abort', stop, { once: true });
  await running.ended;
  say('Stopped.');
};

/** The signals are the command's: the runtime would end on them too, but without word. */
export const takeSignals = ({ env }: Terminal): void => {
  const level = env['DEBUG'] ? 'DEBUG' : 'WARN';
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger(level),
    // Otherwise the core writes its own lines to the standard output.
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: level }), forward: {} } },
  });
};
