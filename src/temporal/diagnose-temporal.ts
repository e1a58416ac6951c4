import type { Client } from '@temporalio/client';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import { SEARCH_ATTRIBUTES } from '../domain/search-attribute-keys.ts';
import type { Diagnosis } from '../ports.ts';
import { connectTemporal, type TemporalSettings } from './connect-temporal.ts';
import { pollersOf } from './task-queue-pollers.ts';
import { asTemporalError } from './temporal-error.ts';

type Finding = Omit<Diagnosis, 'check'>;

/** Read-only: the server, the namespace, its search attributes, the workers of the task queue. Never throws. */
export const diagnoseTemporal = async (
  settings: TemporalSettings,
  taskQueue: string,
): Promise<readonly Diagnosis[]> => {
  const check = `reach ${settings.address}`;
  let temporal;
  try {
    temporal = await connectTemporal(settings);
  } catch (thrown) {
    const fix =
      'Start Temporal (daybrief dev), or set TEMPORAL_ADDRESS and what else it needs (TEMPORAL_API_KEY, TEMPORAL_TLS_…).';
    return [{ check, status: 'failed', found: toDaybriefError(thrown).message, fix }];
  }
  const { client } = temporal;
  const { namespace } = settings;
  try {
    return [
      await examine(check, () => findServer(client)),
      await examine(`use namespace ${namespace}`, () => findNamespace(client, namespace)),
      await examine('find the search attributes', () => findSearchAttributes(client, namespace)),
      await examine(`find workers of task queue ${taskQueue}`, () => findWorkers(client, taskQueue)),
    ];
  } finally {
    await temporal.close();
  }
};

const examine = async (check: string, look: () => Promise<Finding>): Promise<Diagnosis> => {
  try {
    return { check, ...(await asTemporalError(check, look)) };
  } catch (thrown) {
    return { check, status: 'failed', found: toDaybriefError(thrown).message, fix: 'Do what the message says.' };
  }
};

const ok = (found: string): Finding => ({ status: 'ok', found, fix: null });

const findServer = async ({ workflowService }: Client): Promise<Finding> => {
  const { serverVersion } = await workflowService.getSystemInfo({});
  return ok(`server ${serverVersion ?? 'of unknown version'}`);
};

const NOT_FOUND = 5;
const DAY_SECONDS = 86_400;

const findNamespace = async ({ workflowService }: Client, namespace: string): Promise<Finding> => {
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_SECONDS;
    return ok(`runs are kept for ${days} days`);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== NOT_FOUND) throw thrown;
    const fix = `temporal operator namespace create -n ${namespace} --retention 720h; or set TEMPORAL_NAMESPACE.`;
    return { status: 'failed', found: 'there is no such namespace', fix };
  }
};

const findSearchAttributes = async ({ connection }: Client, namespace: string): Promise<Finding> => {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return ok(SEARCH_ATTRIBUTES.join(', '));
  return {
    status: 'warning',
    found: `not registered: ${missing.join(', ')}; runs go without them`,
    fix: `A worker registers them if it may; else: temporal operator search-attribute create ${missing.map((name) => `--name ${name} --type Keyword`).join(' ')}`,
  };
};

const findWorkers = async (client: Client, taskQueue: string): Promise<Finding> => {
  const pollers = await pollersOf(client, taskQueue);
  if (pollers.length > 0) return ok(`${pollers.length}: ${pollers.slice(0, 5).join(', ')}`);
  return { status: 'warning', found: 'none: runs wait', fix: 'Start one: daybrief worker.' };
};
