import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { startStack, type Stack } from '../end-to-end/stack.ts';
import { ROOT } from '../repository/markdown.ts';

const run = promisify(execFile);
const BUNDLE = join(ROOT, 'dist', 'workflow-bundle.js');

let stack: Stack;
beforeAll(async () => {
  await run(process.execPath, [join(ROOT, 'scripts', 'build-workflow-bundle.ts')]);
  stack = await startStack();
  stack.env['DAYBRIEF_WORKFLOW_BUNDLE'] = BUNDLE;
}, 120_000);
afterAll(() => stack?.close());

const checkHealth = (env = stack.env): Promise<{ code: number; printed: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [join(ROOT, 'deploy', 'worker-health.ts')], { env }, (_error, printed) => {
      resolve({ code: child.exitCode ?? -1, printed });
    });
  });

describe('a worker as in the image, with its workflows bundled ahead', () => {
  it('is unhealthy before it polls', async () => {
    expect(await checkHealth()).toEqual({ code: 1, printed: `no worker of ${hostname()} polls daybrief\n` });
  });

  it('is healthy when it polls, and makes a brief', async () => {
    await stack.startWorker();
    expect(await checkHealth()).toEqual({ code: 0, printed: 'healthy\n' });
    const result = await stack.client.workflow.execute(analyzeIncidents, {
      ...{ taskQueue: 'daybrief', workflowId: 'bundled', args: [stack.input] },
    });
    expect(stack.sandbox.messages('#incidents').map(({ ts }) => ts)).toContain(result.posted?.messageId);
  });

  it('is unhealthy when Temporal does not answer', async () => {
    const nowhere = { ...stack.env, TEMPORAL_ADDRESS: '127.0.0.1:9' };
    const { code, printed } = await checkHealth(nowhere);
    expect(code).toBe(1);
    expect(printed).toContain('No Temporal server answers at 127.0.0.1:9');
  });
});
