import { Runtime } from '@temporalio/worker';
import { startWorker } from '../worker.ts';
import { loadCommandConfig, type RootCommand } from './command-context.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Runs until SIGTERM or Ctrl-C, then lets activities end (20 s at most).

Examples:
  $ daybrief worker
  $ TEMPORAL_ADDRESS=temporal.acme:7233 TEMPORAL_NAMESPACE=briefs daybrief worker --config /etc/daybrief.yaml`;

/** `daybrief worker`: serves the task queue. */
export const addWorkerCommand = (root: RootCommand, terminal: Terminal) =>
  root
    .command('worker')
    .description('serve the task queue until stopped')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command) => {
      const config = await loadCommandConfig(terminal, command.optsWithGlobals());
      takeSignals();
      const { env, clock, interrupted } = terminal;
      const workflowBundlePath = env['DAYBRIEF_WORKFLOW_BUNDLE'] ?? null;
      const running = await startWorker({ config, env, clock, workflowBundlePath });
      terminal.say(`Worker ready: task queue ${running.taskQueue} at ${running.address}, store: ${running.store}.`);
      interrupted.addEventListener('abort', () => terminal.say('Stopping: activities may end …'), { once: true });
      if (interrupted.aborted) await running.stop();
      interrupted.addEventListener('abort', () => void running.stop().catch(() => undefined), { once: true });
      await running.ended;
      terminal.say('Stopped.');
    });

/** The signals are handled here: the runtime would end on them too, but without word. */
export const takeSignals = (): void => {
  Runtime.install({ shutdownSignals: [] });
};
