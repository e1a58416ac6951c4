import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../src/dev/free-port.ts';
import { analyzeIncidents } from '../src/workflows/analyze-incidents.ts';
import { startStack, type Stack } from './end-to-end/stack.ts';

const WORKER = fileURLToPath(new URL('../src/worker.ts', import.meta.url));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ latencyMs: 700 });
});
afterAll(() => stack.close());

interface Ended {
  readonly code: number | string;
  readonly said: readonly string[];
}

/** Runs a worker to its end; `signalAfterMs` ends it before. */
const runWorker = (env: Record<string, string>, signalAfterMs?: number): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { ...stack.env, ...env }, timeout: 50_000, killSignal: 'SIGKILL' } as const;
    const child = execFile(process.execPath, [WORKER], options, (error, _, stderr) => {
      resolve({
        code: error === null ? 0 : (error.code ?? error.signal ?? 'unknown'),
        said: stderr.trim().split('\n'),
      });
    });
    if (signalAfterMs !== undefined) setTimeout(() => child.kill('SIGTERM'), signalAfterMs);
  });

describe('a worker that cannot start', () => {
  it('says in one line that no Temporal answers', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const { code, said } = await runWorker({ TEMPORAL_ADDRESS: address });
    expect(code).toBe(1);
    expect(said).toEqual([
      `daybrief worker: No Temporal server answers at ${address}. Start one (daybrief dev, or temporal server start-dev), or set TEMPORAL_ADDRESS.`,
    ]);
  });

  it('says in one line that the store cannot be reached, without its password', async () => {
    const port = await freePort();
    const { code, said } = await runWorker({ DATABASE_URL: `postgres://bob:hunter22@127.0.0.1:${port}/daybrief` });
    expect(code).toBe(1);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^daybrief worker: .*127\\.0\\.0\\.1:${port}`));
    expect(said[0]).not.toContain('hunter22');
  });

  it('says where its configuration is missing', async () => {
    const { code, said } = await runWorker({ DAYBRIEF_CONFIG: '/no/such/daybrief.yaml' });
    expect(code).toBe(1);
    expect(said[0]).toMatch(/^daybrief worker: .*\/no\/such\/daybrief\.yaml/);
  });

  it('names a bundle that is not there', async () => {
    const { code, said } = await runWorker({ DAYBRIEF_WORKFLOW_BUNDLE: '/no/such/bundle.js' });
    expect(code).toBe(1);
    expect(said.at(-1)).toMatch(/^daybrief worker: .*\/no\/such\/bundle\.js/);
  });
});

describe('a worker that is told to end', () => {
  it.each([1_000, 2_500, 4_000])('does so while it starts, after %i ms', async (signalAfterMs) => {
    // Before the runtime has taken the signal over, the process just ends.
    expect([0, 'SIGTERM']).toContain((await runWorker({}, signalAfterMs)).code);
  });

  it('hands its run over: exit code 0, and the next worker posts one brief', async () => {
    const run = await stack.client.workflow.start(analyzeIncidents, {
      ...{ taskQueue: 'daybrief', workflowId: `run-${randomUUID()}`, args: [stack.input] },
    });
    const first = await stack.startWorker();
    const deadline = performance.now() + 30_000;
    for (;;) {
      const pending = (await run.describe()).raw.pendingActivities ?? [];
      if (pending.some(({ activityType }) => activityType?.name === 'collectTickets')) break;
      if (performance.now() > deadline) throw new Error('no activity began within 30 s');
      await sleep(20);
    }
    process.kill(first.pid, 'SIGTERM');
    expect(await first.ended).toBe(0);
    expect(await readFile(join(stack.dir, 'worker.log'), 'utf8')).not.toMatch(/daybrief worker: /);
    await stack.startWorker();
    const result = await run.result();
    expect(result.coverage.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete']);
    expect(stack.sandbox.messages().filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  }, 180_000);
});
