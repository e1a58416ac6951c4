import type { RootCommand } from './root-command.ts';
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
      const { serve } = await import('./serve.ts');
      await serve(terminal, command.optsWithGlobals());
    });
