import type { Client } from '@temporalio/client';
import { asTemporalError } from './temporal-error.ts';

/** temporal.api.enums.v1.TaskQueueType */
const WORKFLOW = 1;

/** Identities of the workers that have asked for workflow tasks in the last minutes. */
export const pollersOf = (client: Client, taskQueue: string): Promise<readonly string[]> =>
  asTemporalError(`look at task queue ${taskQueue}`, async () => {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW,
    });
    return (pollers ?? []).map(({ identity }) => identity ?? 'unnamed');
  });

export const hasPollers = async (client: Client, taskQueue: string): Promise<boolean> =>
  (await pollersOf(client, taskQueue)).length > 0;
