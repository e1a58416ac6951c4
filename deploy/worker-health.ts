import { hostname } from 'node:os';
import { loadConfig } from '../src/config/load-config.ts';
import { toDaybriefError } from '../src/domain/daybrief-error.ts';
import { connectTemporal, temporalSettings } from '../src/temporal/connect-temporal.ts';

// The container's health check: Temporal has heard from a worker of this host lately, so it is connected and polls.
/** temporal.api.enums.v1.TaskQueueType: workflow tasks, activity tasks. */
const TASK_QUEUE_TYPES = [1, 2];
/** A poll lasts a minute at most. */
const LATELY_MS = 120_000;

interface Poller {
  readonly identity?: string | null;
  readonly lastAccessTime?: { readonly seconds?: { toString(): string } | null } | null;
}

/** The SDK names a worker PID@HOST, and Temporal lists those that polled in the last minutes. */
const isHere = ({ identity, lastAccessTime }: Poller): boolean =>
  identity?.endsWith(`@${hostname()}`) === true &&
  Date.now() - Number(String(lastAccessTime?.seconds ?? 0)) * 1_000 < LATELY_MS;

const checkHealth = async (env: NodeJS.ProcessEnv): Promise<string | null> => {
  const { config } = await loadConfig({ env });
  const connected = await connectTemporal(temporalSettings(env, config.temporal));
  const { client, settings } = connected;
  try {
    for (const taskQueueType of TASK_QUEUE_TYPES) {
      const { pollers } = await client.workflowService.describeTaskQueue({
        namespace: settings.namespace,
        taskQueue: { name: config.temporal.taskQueue },
        taskQueueType,
      });
      if (!(pollers ?? []).some(isHere)) return `no worker of ${hostname()} polls ${config.temporal.taskQueue}`;
    }
    return null;
  } finally {
    await connected.close();
  }
};

try {
  const fault = await checkHealth(process.env);
  process.stdout.write(`${fault ?? 'healthy'}\n`);
  process.exitCode = fault === null ? 0 : 1;
} catch (thrown) {
  process.stdout.write(`${toDaybriefError(thrown).message}\n`);
  process.exitCode = 1;
}
