import { CommanderError } from '@commander-js/extra-typings';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import { addDevCommand } from './dev-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { addInitCommand } from './init-command.ts';
import { rootCommand } from './root-command.ts';
import { addRunCommand } from './run-command.ts';
import { addScheduleCommand } from './schedule-command.ts';
import type { Terminal } from './terminal.ts';
import { addWorkerCommand } from './worker-command.ts';

const HELP = `
First steps:
  $ daybrief init        write a commented daybrief.yaml
  $ daybrief doctor      see whether everything that it names answers
  $ daybrief dev         Temporal, worker and store in one process, for trying it out
  $ daybrief run         a brief now

Exit codes: 0 done, 1 failed, 2 wrong arguments or configuration, 3 Temporal can't be reached,
4 no longer waiting for a run that goes on, 130 Ctrl-C. DEBUG=1 shows where an error comes from.`;

const createProgram = (terminal: Terminal, onExit: (code: ExitCode) => void) => {
  const root = rootCommand();
  const output = { writeOut: trimmed(terminal.print), writeErr: trimmed(terminal.say) };
  // Subcommands take these over when they are added.
  root.exitOverride().configureOutput(output).showHelpAfterError('(--help shows what is allowed)');
  root.addHelpText('after', HELP);
  addInitCommand(root, terminal);
  addDoctorCommand(root, terminal, onExit);
  addRunCommand(root, terminal, onExit);
  addScheduleCommand(root, terminal);
  addWorkerCommand(root, terminal);
  addDevCommand(root, terminal);
  return root;
};

const trimmed =
  (write: (text: string) => void) =>
  (text: string): void =>
    write(text.replace(/\n$/, ''));

/** Runs one command and returns the process's exit code. Never throws. */
export const runProgram = async (terminal: Terminal, args: readonly string[]): Promise<ExitCode> => {
  let exitCode: ExitCode = EXIT.ok;
  try {
    await createProgram(terminal, (code) => (exitCode = code)).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    // Commander has already said what is wrong; --help ends here too.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const error = toDaybriefError(thrown);
    terminal.say(`${terminal.paintAside('high', 'daybrief:')} ${error.message}`);
    if (terminal.env['DEBUG']) terminal.say(stackOf(error));
    return exitCodeOf(thrown);
  }
};

/** With the stacks of its causes. */
const stackOf = (error: Error): string => {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
};
