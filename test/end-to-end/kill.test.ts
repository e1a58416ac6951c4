import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Activities } from '../../src/activities/index.ts';
import { startTemporal } from '../../src/dev/start-temporal.ts';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';
import { startStack, type Stack } from './stack.ts';

type Run = WorkflowHandle<typeof analyzeIncidents>;

let stack: Stack | null = null;
afterEach(async () => {
  await stack?.close();
  stack = null;
});

const WAIT_MS = 60_000;

/** Waits until an activity of one of these names is in a worker's hands. */
const isRunning = async (run: Run, names: readonly (keyof Activities)[]): Promise<void> => {
  const deadline = performance.now() + WAIT_MS;
  while (performance.now() < deadline) {
    const { raw, status } = await run.describe();
    if (status.name !== 'RUNNING') throw new Error(`the run is ${status.name} before ${names.join(' or ')} began`);
    const running = raw.pendingActivities?.some(({ activityType }) =>
      names.some((name) => name === activityType?.name),
    );
    if (running === true) return;
    await sleep(5);
  }
  throw new Error(`${names.join(' or ')} did not begin within ${WAIT_MS} ms`);
};

const attemptsOf = async (run: Run): Promise<Record<string, number>> => {
  const { events } = await run.fetchHistory();
  const names = new Map<string, string>();
  const attempts: Record<string, number> = {};
  for (const event of events ?? []) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    const started = event.activityTaskStartedEventAttributes;
    if (scheduled) names.set(String(event.eventId), scheduled.activityType?.name ?? '');
    const name = started ? names.get(String(started.scheduledEventId)) : undefined;
    if (name !== undefined) attempts[name] = Math.max(attempts[name] ?? 0, started?.attempt ?? 0);
  }
  return attempts;
};

const start = (of: Stack): Promise<Run> =>
  of.client.workflow.start(analyzeIncidents, {
    ...{ taskQueue: 'daybrief', workflowId: `run-${randomUUID()}`, args: [of.input] },
  });

const expectOneBrief = async (of: Stack, run: Run): Promise<void> => {
  const result = await run.result();
  expect(result.coverage.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete']);
  const messages = of.sandbox.messages();
  expect(messages.filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  expect(messages).toHaveLength(1 + result.incidents);
  expect(new Set(messages.map(({ metadata }) => JSON.stringify(metadata))).size).toBe(messages.length);
  const store = await of.openStore();
  expect((await store.history.getRun(result.runId))?.outcome).toBe(result.outcome);
  await store.close();
};

describe('kill -9 of the worker in every step', () => {
  it('delays the run, and does not change it: one brief, one reply for each incident', async () => {
    stack = await startStack({ latencyMs: 1_500 });
    const run = await start(stack);
    const steps: readonly (readonly (keyof Activities)[])[] = [
      ['prepareRun'],
      ['collectTickets', 'collectPullRequests', 'planLogSlices'],
      ['mineLogSlice'],
      ['correlateEvidence', 'mergeLogPatterns'],
      ['analyseWithModel'],
      ['summariseWithModel'],
      ['postBriefMessage'],
      ['recordRun', 'postBriefMessage'],
    ];
    for (const names of steps) {
      const worker = await stack.startWorker();
      await isRunning(run, names);
      process.kill(worker.pid, 'SIGKILL');
      await worker.ended;
    }
    await stack.startWorker();
    await expectOneBrief(stack, run);
    const attempts = await attemptsOf(run);
    expect(attempts).toMatchObject({ analyseWithModel: 2, summariseWithModel: 2 });
    expect(Math.max(...Object.values(attempts))).toBeLessThanOrEqual(3);
  }, 400_000);
});

describe('kill -9 of the Temporal server', () => {
  it('delays the run, and does not change it', async () => {
    stack = await startStack({ latencyMs: 1_000 });
    await stack.startWorker();
    const run = await start(stack);
    const restart = async (of: Stack): Promise<() => Promise<void>> => {
      process.kill(of.temporal.pid, 'SIGKILL');
      await of.temporal.ended;
      const port = Number(of.temporal.address.split(':')[1]);
      const server = await startTemporal({
        cliPath: temporalCliPath(),
        dir: `${of.dir}/temporal`,
        env: process.env,
        port,
      });
      expect(server.address).toBe(of.temporal.address);
      return () => server.stop();
    };
    await isRunning(run, ['collectTickets', 'collectPullRequests', 'planLogSlices']);
    const stop = await restart(stack);
    try {
      await expectOneBrief(stack, run);
    } finally {
      await stack.close();
      stack = null;
      await stop();
    }
  }, 300_000);
});
