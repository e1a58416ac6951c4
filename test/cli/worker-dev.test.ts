import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../end-to-end/stack.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';
import { bareEnvironment, runCli } from './run-cli.ts';

const TIMEOUT_MS = 180_000;
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, TIMEOUT_MS);
afterAll(() => stack?.close());

/** Starts a command that stays, and waits until it says that it is ready. */
const startCommand = async (args: readonly string[], env: Record<string, string>, ready: string) => {
  const child = spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let isOver = false;
  void ended.then(() => (isOver = true));
  await expect.poll(() => isOver || output.stderr.includes(ready), { timeout: 90_000 }).toBe(true);
  return { output, ended, isOver: () => isOver, signal: (signal: NodeJS.Signals) => child.kill(signal) };
};

describe('daybrief worker', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'serves runs until %s, and ends with code 0',
    async (signal) => {
      const worker = await startCommand(['worker'], { ...bareEnvironment(), ...stack.env }, 'Worker ready');
      try {
        expect(worker.output.stderr).toMatch(
          /Worker ready: task queue daybrief at 127\.0\.0\.1:\d+, store: embedded at .+\./,
        );
        const run = await runCli(['run', '--no-post'], { env: stack.env });
        expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: 0 });
      } finally {
        worker.signal(signal);
      }
      expect(await worker.ended).toBe(0);
      expect(worker.output.stderr).toMatch(/Stopping: activities may end …\nStopped\.\n$/);
      expect(worker.output.stdout).toBe('');
    },
    TIMEOUT_MS,
  );
});

describe('daybrief dev', () => {
  const dev = () => {
    const env = Object.entries(stack.env).filter(([name]) => !name.startsWith('TEMPORAL_'));
    // Must not lead anywhere: the command has a server of its own.
    const everyday = {
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      TEMPORAL_API_KEY: 'geheim',
      TEMPORAL_CLI_PATH: temporalCliPath(),
    };
    return startCommand(
      ['dev'],
      { ...bareEnvironment(), ...Object.fromEntries(env), ...everyday },
      'Ctrl-C ends everything',
    );
  };

  const addressOf = (stderr: string): string => /Temporal at (\S+)/.exec(stderr)?.[1] ?? '';

  it(
    'starts Temporal, worker and store, serves runs, keeps its state, and ends it all on Ctrl-C',
    async () => {
      const first = await dev();
      let workflowId = '';
      try {
        expect(first.output.stderr).toMatch(/Temporal Web UI {2}http:\/\/127\.0\.0\.1:\d+/);
        const env = { ...stack.env, TEMPORAL_ADDRESS: addressOf(first.output.stderr) };
        const run = await runCli(['run', '--no-post', '--json'], { env });
        expect(run.code).toBe(0);
        ({ workflowId } = JSON.parse(run.stdout) as { workflowId: string });
      } finally {
        first.signal('SIGINT');
      }
      expect(await first.ended).toBe(0);
      await expect(
        Connection.connect({ address: addressOf(first.output.stderr), connectTimeout: 1_000 }),
      ).rejects.toThrow();
      await expect(access(join(stack.dir, '.daybrief/temporal/temporal.pid.json'))).rejects.toThrow('ENOENT');

      const second = await dev();
      try {
        const connection = await Connection.connect({ address: addressOf(second.output.stderr) });
        const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution({
          namespace: 'default',
          execution: { workflowId },
        });
        await connection.close();
        expect(workflowExecutionInfo?.type?.name).toBe('analyzeIncidents');
      } finally {
        second.signal('SIGTERM');
      }
      expect(await second.ended).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'says what to do when there is no Temporal program',
    async () => {
      const { code, stderr } = await runCli(['dev'], {
        env: { DAYBRIEF_CONFIG: stack.configFile, TEMPORAL_CLI_PATH: '/nowhere/temporal' },
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/daybrief: Temporal's development server did not start \(\/nowhere\/temporal\)/);
    },
    TIMEOUT_MS,
  );
});
