import type { Client, WorkflowHandle } from '@temporalio/client';
import type { AnalyzeIncidentsInput } from '../domain/run-plan.ts';
import { WORKFLOW_TYPE } from '../schedules/schedule-options.ts';
import { asTemporalError } from '../temporal/temporal-error.ts';
import type { analyzeIncidents } from '../workflows/index.ts';

export type RunHandle = WorkflowHandle<typeof analyzeIncidents>;

export interface StartRunOptions {
  readonly client: Client;
  readonly taskQueue: string;
  readonly team: string;
  readonly input: AnalyzeIncidentsInput;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** A run that no worker takes in this time ends by itself. */
const RUN_TIMEOUT = '12 hours';

/** Starts a run under an id that tells whose it is, by hand, and when: daybrief-payments-manual-2026-11-24T08:30:05.123Z. */
export const startRun = ({ client, taskQueue, team, input, nowMs }: StartRunOptions): Promise<RunHandle> =>
  asTemporalError('start the run', () =>
    client.workflow.start<typeof analyzeIncidents>(WORKFLOW_TYPE, {
      taskQueue,
      workflowId: `daybrief-${team}-manual-${new Date(nowMs).toISOString()}`,
      workflowExecutionTimeout: RUN_TIMEOUT,
      staticSummary: `Brief for ${team}`,
      args: [input],
    }),
  );
