import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import { connectStore } from '../assemble.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { briefAsText, type TextOptions } from '../domain/brief/brief-as-text.ts';
import { coverageLine } from '../domain/brief/coverage-line.ts';
import { plainLine } from '../domain/brief/wrap-text.ts';
import type { Brief } from '../domain/brief.ts';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import type { AnalyzeIncidentsInput, RunResult } from '../domain/run-plan.ts';
import { hasPollers } from '../temporal/task-queue-pollers.ts';
import { findTeam, loadCommandConfig, withTemporal } from './command-context.ts';
import { CommandError, EXIT, usageError, type ExitCode } from './exit-codes.ts';
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
  let kept: Kept = { brief: null, report: null };
  try {
    kept = await readKept(terminal, config, result);
  } catch (thrown) {
    const reason = `The brief can't be read here: ${toDaybriefError(thrown).message} Give the worker and this command the same store.`;
    terminal.say(terminal.paintAside('warning', reason));
  }
  const { brief, report } = kept;
  if (options.json === true) terminal.print(JSON.stringify({ ...result, brief }, null, 2));
  else terminal.print(brief === null ? shortText(result) : briefAsText(brief, terminalText(terminal)));
  terminal.say(postedText(result, options.post));
  if (options.report === undefined) return EXIT.ok;
  return writeReport(terminal, options.report, report);
};

/** What the run left in the store. */
interface Kept {
  readonly brief: Brief | null;
  readonly report: unknown;
}

const readKept = async ({ env, clock }: Terminal, config: LoadedConfig, result: RunResult): Promise<Kept> => {
  const store = await connectStore({ config, env, clock });
  try {
    const brief = (await store.evidence.get(result.briefRef)) as Brief;
    return { brief, report: await store.evidence.get(result.reportRef) };
  } finally {
    await store.close();
  }
};

const shortText = ({ summary, coverage }: RunResult): string =>
  `${plainLine(summary)}\nSources: ${coverageLine(coverage)}`;

const terminalText = ({ paint, width }: Terminal): TextOptions => ({ colour: paint, width });

const writeReport = async ({ cwd, say, paintAside }: Terminal, path: string, report: unknown): Promise<ExitCode> => {
  const file = resolve(cwd, path);
  if (report === null) {
    say(paintAside('high', `No report was written to ${file}.`));
    return EXIT.failed;
  }
  try {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (thrown) {
    const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw usageError(`The report can't be written to ${file}: ${reason}. The brief was made.`);
  }
  say(`The report is in ${file}.`);
  return EXIT.ok;
};

const postedText = ({ posted }: RunResult, wanted: boolean): string => {
  if (posted !== null) return `Posted to channel ${posted.channelId}, with ${posted.replies} in its thread.`;
  return wanted ? 'Not posted: no channel or no Slack connection is configured.' : 'Not posted, as asked.';
};
