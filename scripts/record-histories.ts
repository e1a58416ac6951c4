// node scripts/with-setup.mjs scripts/record-histories.ts: records the histories that replay tests hold the workflow against.
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { FaultRule } from '../sandbox/faults.ts';
import { analyzeIncidents } from '../src/workflows/analyze-incidents.ts';
import { startStack, type Stack } from '../test/end-to-end/stack.ts';
import { inRepository } from './demo/demo-steps.ts';

interface Scene {
  readonly name: string;
  readonly world?: string;
  readonly faults?: readonly FaultRule[];
  readonly input?: object;
  /** Cancels the run once it has begun to collect. */
  readonly cancelled?: boolean;
}

const down = (api: FaultRule['api']): FaultRule => ({ api, kind: 'status', status: 401 });

const SCENES: readonly Scene[] = [
  { name: 'incidents' },
  { name: 'quiet', world: 'quiet' },
  { name: 'one-source-down', faults: [down('jira')] },
  { name: 'all-sources-down', faults: [down('jira'), down('github'), down('cloudwatch')] },
  { name: 'model-down', faults: [down('openai')] },
  { name: 'slack-down', faults: [{ api: 'slack', kind: 'status', status: 503, times: 2 }] },
  { name: 'wrong-input', input: { team: 'nobody' } },
  { name: 'cancelled', faults: [{ api: 'jira', kind: 'hang' }], cancelled: true },
];

const record = async (stack: Stack, scene: Scene): Promise<void> => {
  for (const fault of scene.faults ?? []) stack.sandbox.faults.add(fault);
  const handle = await stack.client.workflow.start(analyzeIncidents, {
    taskQueue: 'daybrief',
    workflowId: `history-${scene.name}-${randomUUID().slice(0, 8)}`,
    args: [scene.input ?? stack.input],
  });
  if (scene.cancelled === true) {
    while (
      (await handle.fetchHistory()).events?.some(
        (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'collectTickets',
      ) !== true
    );
    await handle.cancel();
  }
  await handle.result().catch(() => undefined);
  stack.sandbox.faults.clear();
  const json = withoutMachine(historyToJSON(await handle.fetchHistory()));
  await writeFile(inRepository(`test/histories/${scene.name}.json`), `${json}\n`);
  process.stdout.write(`✓ ${scene.name}: ${Math.round(json.length / 1024)} KiB\n`);
};

/** Stacks name the recorder's folders, identities its host: neither belongs in the repository. */
const withoutMachine = (json: string): string =>
  json.replaceAll(inRepository(''), '/daybrief/').replaceAll(`@${hostname()}`, '@host');

await rm(inRepository('test/histories'), { recursive: true, force: true });
await mkdir(inRepository('test/histories'), { recursive: true });
for (const [world, scenes] of Map.groupBy(SCENES, ({ world: name = 'one-incident' }) => name)) {
  const stack = await startStack({ world });
  try {
    await stack.startWorker();
    for (const scene of scenes) await record(stack, scene);
  } finally {
    await stack.close();
  }
}
