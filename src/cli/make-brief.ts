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
import { findTeam, loadCommandConfig, withTemporal } from './command-context.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import type { GlobalOptions } from './root-command.ts';
import { createRunProgress } from './run-progress.ts';
import { startRun, type RunHandle } from './start-run.ts';
import type { Terminal } from './terminal.ts';
import { waitForRun, type Waited } from './wait-for-run.ts';

export interface RunOptions extends GlobalOptions {
  readonly team?: string | undefined;
  readonly hours?: number | undefined;
  readonly until?: string | undefined;
  readonly post: boolean;
  readonly report?: string | undefined;
  readonly json?: true | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Starts a run, waits for it and shows its brief. */
export const makeBrief = async (terminal: Terminal, options: RunOptions): Promise<ExitCode> => {
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
