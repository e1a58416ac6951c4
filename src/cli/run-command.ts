import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import { connectStore } from '../assemble.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { briefAsText } from '../domain/brief/brief-as-text.ts';
import type { Brief } from '../domain/brief.ts';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import type { AnalyzeIncidentsInput, RunResult } from '../domain/run-plan.ts';
import { hasPollers } from '../temporal/task-queue-pollers.ts';
import { parseDuration, parseHours, parseInstant } from './arguments.ts';
import { findTeam, loadCommandConfig, withTemporal, type GlobalOptions, type RootCommand } from './command-context.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createRunProgress } from './run-progress.ts';
import { startRun, type RunHandle } from './start-run.ts';
import type { Terminal } from './terminal.ts';
import { waitForRun, type Waited } from './wait-for-run.ts';

interface RunOptions extends GlobalOptions {
  readonly team?: string | undefined;
  readonly hours?: number | undefined;
  readonly until?: string | undefined;
  readonly post: boolean;
  readonly report?: string | undefined;
  readonly json?: true | undefined;
  readonly timeout: number;
}

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
      onExit(await run(terminal, command.optsWithGlobals()));
    });

const run = async (terminal: Terminal, options: RunOptions): Promise<ExitCode> => {
  const config = await loadCommandConfig(terminal, options);
  const team = findTeam(config, options.team).name;
  return withTemporal(terminal, config, async (client) => {
    const input: AnalyzeIncidentsInput = {
      team,
      ...(options.hours === undefined ? {} : { timeRangeHours: options.hours }),
      ...(options.until === undefined ? {} : { until: options.until }),
      ...(options.post ? {} : { post: false }),
    };
    const { taskQueue } = config.config.temporal;
    const handle = await startRun({ client, taskQueue, team, input, nowMs: terminal.clock() });
    terminal.say(`Run ${handle.workflowId} of team ${team} has started.`);
    const waited = await wait({ terminal, client, handle, taskQueue, timeoutMs: options.timeout });
    return waited.kind === 'result'
      ? show(terminal, config, waited.result, options)
      : leave(terminal, handle, waited.kind);
  });
};

interface Waiting {
  readonly terminal: Terminal;
  readonly client: Client;
  readonly handle: RunHandle;
  readonly taskQueue: string;
  readonly timeoutMs: number;
}

const wait = async ({ terminal, client, handle, taskQueue, timeoutMs }: Waiting): Promise<Waited> => {
  const onSilence = async (): Promise<void> => {
    if (await hasPollers(client, taskQueue).catch(() => true)) return;
    const hint = `No worker serves task queue ${taskQueue}: start one with "daybrief worker". Waiting for it …`;
    terminal.say(terminal.paintAside('warning', hint));
  };
  const { interrupted } = terminal;
  try {
    return await waitForRun({
      client,
      handle,
      timeoutMs,
      interrupted,
      onState: createRunProgress(terminal),
      onSilence,
    });
  } catch (thrown) {
    throw new CommandError(EXIT.failed, toDaybriefError(thrown));
  }
};

const leave = (terminal: Terminal, { workflowId }: RunHandle, kind: 'timed-out' | 'interrupted'): ExitCode => {
  const why = kind === 'timed-out' ? 'The time to wait is over' : 'Interrupted';
  terminal.say(`${why}; the run goes on. To end it: temporal workflow cancel --workflow-id '${workflowId}'`);
  return kind === 'timed-out' ? EXIT.stillRunning : EXIT.interrupted;
};

const show = async (
  terminal: Terminal,
  config: LoadedConfig,
  result: RunResult,
  options: RunOptions,
): Promise<ExitCode> => {
  const store = await connectStore({ config, env: terminal.env, clock: terminal.clock });
  try {
    const brief = (await store.evidence.get(result.briefRef)) as Brief;
    if (options.json === true) terminal.print(JSON.stringify({ ...result, brief }, null, 2));
    else terminal.print(briefAsText(brief, { colour: terminal.paint, width: terminal.width }));
    if (options.report !== undefined) {
      const file = resolve(terminal.cwd, options.report);
      await writeFile(file, `${JSON.stringify(await store.evidence.get(result.reportRef), null, 2)}\n`);
      terminal.say(`The report is in ${file}.`);
    }
  } finally {
    await store.close();
  }
  terminal.say(postedText(result, options.post));
  return EXIT.ok;
};

const postedText = ({ posted }: RunResult, wanted: boolean): string => {
  if (posted !== null) return `Posted to channel ${posted.channelId}, with ${posted.replies} in its thread.`;
  return wanted ? 'Not posted: no channel or no Slack connection is configured.' : 'Not posted, as asked.';
};
