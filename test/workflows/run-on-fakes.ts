import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure, type WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import type { Activities } from '../../src/activities/index.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import type { AnalyzeIncidentsInput } from '../../src/domain/run-plan.ts';
import { failureInterceptor } from '../../src/temporal/failure-interceptor.ts';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { startTestTemporal } from './test-temporal.ts';

export type RunHandle = WorkflowHandle<typeof analyzeIncidents>;

export interface TestRuns {
  /** Starts a run with these activities and gives what `watch` makes of it. */
  run<Result>(
    activities: Activities,
    watch: (handle: RunHandle) => Promise<Result>,
    input?: AnalyzeIncidentsInput,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** A real Temporal server for a test file's runs, each with a worker of its own. */
export const startTestRuns = async (): Promise<TestRuns> => {
  const temporal = await startTestTemporal();
  const workflowsPath = fileURLToPath(import.meta.resolve('../../src/workflows/index.ts'));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath });
  return {
    run: async (activities, watch, input = {}) => {
      const taskQueue = `test-${randomUUID()}`;
      const worker = await Worker.create({
        ...{ connection: temporal.nativeConnection, taskQueue, activities, workflowBundle },
        interceptors: { activity: [() => ({ inbound: failureInterceptor })] },
        maxHeartbeatThrottleInterval: 500,
      });
      return worker.runUntil(async () => {
        const workflowId = `run-${randomUUID()}`;
        const handle = await temporal.client.workflow.start(analyzeIncidents, { taskQueue, workflowId, args: [input] });
        return watch(handle);
      });
    },
    close: () => temporal.teardown(),
  };
};

export const resultOf = (handle: RunHandle): ReturnType<RunHandle['result']> => handle.result();

export const failureOf = async (handle: RunHandle): Promise<ApplicationFailure> => {
  const error = await handle.result().then(
    () => new Error('the run succeeded'),
    (thrown: WorkflowFailedError) => thrown.cause,
  );
  if (error instanceof ApplicationFailure) return error;
  throw new Error('the run did not fail as an application does', { cause: error });
};

export const down = (what: string): (() => Promise<never>) => {
  return () => Promise.reject(new DaybriefError('Unauthorized', `${what} refused the token`));
};
