import type { RootCommand } from './root-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Temporal's development server, a worker and the store, all on this machine; state is kept in .daybrief beside
the configuration. No schedule is made: daybrief schedule sync, in another terminal, makes them.

Examples:
  $ daybrief dev
  $ daybrief run --no-post         (in another terminal)`;

/** `daybrief dev`: everything in one command. */
export const addDevCommand = (root: RootCommand, terminal: Terminal) =>
  root
    .command('dev')
    .description('Temporal, worker and store in one command, for development')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command) => {
      const { develop } = await import('./develop.ts');
      await develop(terminal, command.optsWithGlobals());
    });
