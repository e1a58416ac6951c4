import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/domain/run-plan.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';
import { startStack, type Stack } from './stack.ts';

const run = promisify(execFile);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker();
}, 120_000);
afterAll(() => stack?.close());

/** Temporal's own command, told by its own variables where the server is. */
const temporal = async (...args: readonly string[]): Promise<string> =>
  (await run(temporalCliPath(), [...args], { env: stack.env })).stdout;

const start = async (workflowId: string, ...input: readonly string[]): Promise<void> => {
  const where = ['--type', 'analyzeIncidents', '--task-queue', 'daybrief', '--workflow-id', workflowId];
  await temporal('workflow', 'start', ...where, ...input);
};

const resultOf = async (workflowId: string): Promise<RunResult> => {
  const printed = await temporal('workflow', 'result', '--workflow-id', workflowId, '--output', 'json');
  return (JSON.parse(printed) as { result: RunResult }).result;
};

describe('temporal workflow start', () => {
  it('makes a brief from plain JSON', async () => {
    const input = { team: 'demo', ...stack.input };
    await start('from-json', '--input', JSON.stringify(input));
    const { outcome, team, posted } = await resultOf('from-json');
    expect({ outcome, team }).toEqual({ outcome: 'incidents', team: 'demo' });
    const messages = stack.sandbox.messages('#incidents');
    expect(messages.map(({ ts }) => ts)).toContain(posted?.messageId);
  });

  it.each([
    ['an empty object', ['--input', '{}']],
    ['no input at all', []],
  ])('takes %s for the first team and the last 24 hours', async (name, input) => {
    const workflowId = name.replaceAll(' ', '-');
    const begunMs = Date.now();
    await start(workflowId, ...input);
    const { team, range } = await resultOf(workflowId);
    expect(team).toBe('demo');
    expect(range.toMs - range.fromMs).toBe(24 * 3_600_000);
    expect(Math.abs(range.toMs - begunMs)).toBeLessThan(60_000);
  });

  it('fails at once, readably, on an input that can not be used', async () => {
    await start('wrong-input', '--input', '{"team":"nobody"}');
    const failure = await temporal('workflow', 'result', '--workflow-id', 'wrong-input').catch(
      (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
    );
    expect(failure).toContain('names team "nobody"; allowed: demo');
    const { events } = await stack.client.workflow.getHandle('wrong-input').fetchHistory();
    const started = events?.flatMap(({ activityTaskStartedEventAttributes: event }) => event?.attempt ?? []);
    expect(started).toEqual([1]);
  });
});
