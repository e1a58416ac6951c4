import type { ExitCode } from './exit-codes.ts';
import type { RootCommand } from './root-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Calls every API read-only, as a run would, and says what is missing and what to do.

Examples:
  $ daybrief doctor
  $ daybrief doctor --team payments --json

Exit codes: 0 nothing failed (warnings may be there), 1 a check failed, 2 wrong arguments or configuration.`;

/** `daybrief doctor`: whether everything that the configuration names answers. */
export const addDoctorCommand = (root: RootCommand, terminal: Terminal, onExit: (code: ExitCode) => void) =>
  root
    .command('doctor')
    .description('examine everything that the configuration names')
    .option('--team <name>', 'only what this team needs (default: all teams)')
    .option('--json', 'print [{area, check, status, found, fix}] as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command) => {
      const { examineAll } = await import('./examine-all.ts');
      onExit(await examineAll(terminal, command.optsWithGlobals()));
    });
