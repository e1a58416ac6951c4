import { fileURLToPath } from 'node:url';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { ActivityDependencies } from '../activities/dependencies.ts';
import { failureInterceptor } from './failure-interceptor.ts';

/** The longest activity may end before a stop; whoever stops the process should allow a little more. */
const SHUTDOWN_GRACE_MS = 20_000;
/** Slices of logs are mined in this process: more at once would only take memory. */
const MAX_ACTIVITIES = 10;
/** Cancellation reaches an activity with its heartbeats, which are otherwise sent at 80 % of their timeout only. */
const HEARTBEAT_MS = 2_000;

export interface WorkerSettings {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly dependencies: ActivityDependencies;
  /** A bundle built ahead (production); null bundles the sources now. */
  readonly workflowBundlePath: string | null;
}

/** A worker with all workflows and activities. Its `run()` must end before the connection is closed. */
export const createWorker = (settings: WorkerSettings): Promise<Worker> =>
  Worker.create({
    connection: settings.connection,
    namespace: settings.namespace,
    taskQueue: settings.taskQueue,
    activities: createActivities(settings.dependencies),
    interceptors: { activity: [() => ({ inbound: failureInterceptor })] },
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    maxConcurrentActivityTaskExecutions: MAX_ACTIVITIES,
    maxHeartbeatThrottleInterval: HEARTBEAT_MS,
    // Node 24 leaks memory for each vm context; one context for all workflows avoids it (nodejs/node#66053).
    reuseV8Context: true,
    ...workflows(settings.workflowBundlePath),
  });

const workflows = (bundlePath: string | null): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> =>
  bundlePath === null
    ? { workflowsPath: fileURLToPath(import.meta.resolve('../workflows/index.ts')) }
    : { workflowBundle: { codePath: bundlePath } };
