import { parseDuration, parseHours, parseInstant } from './arguments.ts';
import type { ExitCode } from './exit-codes.ts';
import type { RootCommand } from './root-command.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ daybrief run                                  the first team's brief of the last 24 hours, posted
  $ daybrief run --team payments --no-post        look at it first
  $ daybrief run --hours 72 --until 2026-11-23T08:30:00+01:00
  $ daybrief run --json --report report.json      for programs

Exit codes: 0 the brief was made, 1 the run failed, 2 wrong arguments or configuration,
3 Temporal can't be reached, 4 no longer waiting (the run goes on), 130 Ctrl-C (the run goes on).`;

/** `daybrief run`: one brief now, by the same workflow as the schedule's. */
export const addRunCommand = (root: RootCommand, terminal: Terminal, onExit: (code: ExitCode) => void) =>
  root
    .command('run')
    .description('make a brief now and show it')
    .option('--team <name>', 'team of the configuration (default: its first one)')
    .option('--hours <number>', 'length of the range, 1 to 168 (default: 24)', parseHours)
    .option('--until <time>', 'end of the range, ISO 8601 with an offset (default: now)', parseInstant)
    .option('--no-post', 'make the brief without posting it')
    .option('--report <file>', 'write the report as JSON')
    .option('--json', 'print the result as JSON instead of text')
    .option('--timeout <duration>', 'how long to wait: 90s, 10m, 1h', parseDuration, parseDuration('10m'))
    .addHelpText('after', EXAMPLES)
    .action(async (_options, command) => {
      const { makeBrief } = await import('./make-brief.ts');
      onExit(await makeBrief(terminal, command.optsWithGlobals()));
    });
