import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startStack } from '../end-to-end/stack.ts';
import { cachedProgram } from './native-stack.ts';

const run = promisify(execFile);
const { DAYBRIEF_TCTL: wanted } = process.env;

/** The real tctl, which `temporal` has replaced; docs/starting-runs.md tells how to build it. */
describe.runIf(wanted === '1')('tctl workflow run', () => {
  it('makes a brief from plain JSON', { timeout: 120_000 }, async () => {
    const tctl = await cachedProgram('tctl');
    await using cleanup = new AsyncDisposableStack();
    const stack = await startStack();
    cleanup.defer(() => stack.close());
    await stack.startWorker();
    const args = [
      ...['--address', stack.temporal.address, '--namespace', stack.temporal.namespace, 'workflow', 'run'],
      ...['--taskqueue', 'daybrief', '--workflow_type', 'analyzeIncidents', '--workflow_id', 'from-tctl'],
      ...['--execution_timeout', '300', '--input', JSON.stringify({ team: 'demo', ...stack.input })],
    ];
    const { stdout } = await run(tctl, args, { env: { PATH: process.env['PATH'] } });
    process.stdout.write(`$ tctl ${args.join(' ')}\n${stdout}\n`);
    expect(stdout).toContain('COMPLETED');
    const messages = stack.sandbox.messages('#incidents');
    expect(messages.filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  });
});
