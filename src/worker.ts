import { pathToFileURL } from 'node:url';
import { Runtime, type Worker } from '@temporalio/worker';
import { assemble, type AssembleOptions } from './assemble.ts';
import { loadConfig } from './config/load-config.ts';
import { toDaybriefError } from './domain/daybrief-error.ts';
import { connectTemporal, connectWorker, temporalSettings } from './temporal/connect-temporal.ts';
import { createWorker } from './temporal/create-worker.ts';
import { registerSearchAttributes } from './temporal/register-search-attributes.ts';

export interface RunningWorker {
  readonly worker: Worker;
  readonly taskQueue: string;
  readonly address: string;
  /** The store's label, for people. */
  readonly store: string;
  /** Resolves when the worker has stopped; rejects when it broke. */
  readonly ended: Promise<void>;
  /** Lets activities end, then closes everything. */
  stop(): Promise<void>;
}

export interface StartWorkerOptions extends AssembleOptions {
  /** A workflow bundle built ahead; null bundles the sources now. */
  readonly workflowBundlePath: string | null;
  /** Called right before the native runtime is used: one that is installed earlier keeps a process that fails alive. */
  readonly installRuntime?: () => void;
}

/** Assembles a worker, connects it and runs it. */
export const startWorker = async (options: StartWorkerOptions): Promise<RunningWorker> => {
  const { temporal } = options.config.config;
  const settings = temporalSettings(options.env, temporal);
  await using cleanup = new AsyncDisposableStack();
  const client = await connectTemporal(settings);
  const searchAttributes = await registerSearchAttributes(client.client.connection, settings.namespace);
  await client.close();
  const assembled = await assemble(options);
  cleanup.defer(() => assembled.close());
  options.installRuntime?.();
  const connection = await connectWorker(settings);
  cleanup.defer(() => connection.close());
  const worker = await createWorker({
    ...{ connection, namespace: settings.namespace, taskQueue: temporal.taskQueue },
    dependencies: assembled.dependencies(searchAttributes),
    workflowBundlePath: options.workflowBundlePath,
  });
  const resources = cleanup.move();
  const ended = serve(worker, resources);
  ended.catch(() => undefined);
  return {
    ...{ worker, taskQueue: temporal.taskQueue, address: settings.address, store: assembled.store.label, ended },
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
};

const serve = async (worker: Worker, resources: AsyncDisposableStack): Promise<void> => {
  try {
    await worker.run();
  } finally {
    await resources.disposeAsync();
  }
};

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain) {
  try {
    Runtime.install({ shutdownSignals: ['SIGINT', 'SIGTERM'] });
    const { DAYBRIEF_WORKFLOW_BUNDLE: workflowBundlePath } = process.env;
    const config = await loadConfig({ env: process.env });
    const running = await startWorker({
      ...{ config, env: process.env, clock: Date.now, workflowBundlePath: workflowBundlePath ?? null },
    });
    await running.ended;
  } catch (thrown) {
    process.stderr.write(`daybrief worker: ${toDaybriefError(thrown).message}\n`);
    process.exitCode = 1;
  }
}
