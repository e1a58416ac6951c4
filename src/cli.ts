import { runProgram } from './cli/program.ts';
import { processTerminal } from './cli/terminal.ts';

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
  // A second Ctrl-C ends at once.
  process.once('SIGINT', () => process.exit(130));
});
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
// `daybrief run | head` closes the pipe early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runProgram(processTerminal(process, interrupted.signal), process.argv.slice(2));
