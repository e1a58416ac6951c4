import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../end-to-end/stack.ts';
import { runCli, type CliOptions, type CliResult } from './run-cli.ts';

const TIMEOUT_MS = 120_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, TIMEOUT_MS);
afterAll(() => stack?.close());
afterEach(() => stack?.sandbox.faults.clear());

const run = (args: readonly string[] = [], options: CliOptions = {}): Promise<CliResult> => {
  const day = ['--hours', String(stack.world.timeRangeHours), '--until', stack.world.now];
  return runCli(['run', ...day, ...args], { cwd: stack.dir, ...options, env: { ...stack.env, ...options.env } });
};

const runIdOf = ({ stderr }: CliResult): string => /^Run (\S+) of team demo has started\.$/m.exec(stderr)?.[1] ?? '';

describe('daybrief run without a worker', () => {
  it(
    'says that none serves the task queue, stops waiting when told, and leaves the run',
    async () => {
      const result = await run(['--timeout', '9s', '--no-post']);
      expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 4, stdout: '' });
      expect(result.stderr).toMatch(/No worker serves task queue daybrief: start one with "daybrief worker"/);
      expect(result.stderr).toMatch(/The time to wait is over; the run goes on\./);
      const handle = stack.client.workflow.getHandle(runIdOf(result));
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await handle.terminate();
    },
    TIMEOUT_MS,
  );

  it(
    'leaves the run on Ctrl-C',
    async () => {
      const result = await run(['--no-post'], { signalOn: { text: 'has started', signal: 'SIGINT' } });
      expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 130, stdout: '' });
      expect(result.stderr).toMatch(/Interrupted; the run goes on\. To end it: temporal workflow cancel/);
      await stack.client.workflow.getHandle(runIdOf(result)).terminate();
    },
    TIMEOUT_MS,
  );
});

describe('daybrief run', () => {
  beforeAll(async () => {
    await stack.startWorker();
  }, TIMEOUT_MS);

  it(
    'shows the steps as they happen and the brief, posts it, and writes the report',
    async () => {
      const { code, stdout, stderr } = await run(['--team', 'demo', '--report', 'report.json']);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^✓ Jira: \d+ tickets?, \d+ calls?$/m);
      expect(stderr).toMatch(/^✓ GitHub: \d+ pull requests?, \d+ calls?$/m);
      expect(stderr).toMatch(/^✓ CloudWatch: [\d,]+ log events?, \d+ calls?$/m);
      expect(stderr).toMatch(/^… posting it$/m);
      expect(stderr).toMatch(/^Posted to channel C\w+, with \d+ in its thread\.$/m);
      expect(stdout).toMatch(/^Brief for demo {2}Mon /);
      expect(stdout).toMatch(/^Sources: Jira ✓ · GitHub ✓ · CloudWatch ✓$/m);
      // oxlint-disable-next-line no-control-regex
      expect(stdout + stderr).not.toMatch(/\u001b/);

      const report = JSON.parse(await readFile(join(stack.dir, 'report.json'), 'utf8')) as { incidents: object[] };
      expect(report.incidents.length).toBeGreaterThan(0);
      const [main, ...replies] = stack.sandbox.messages('#incidents');
      expect(main?.threadTs).toBeNull();
      expect(replies.length).toBeGreaterThan(0);
      expect(stderr).toContain(`with ${replies.length} in its thread.`);
    },
    TIMEOUT_MS,
  );

  it(
    'prints JSON and nothing else on stdout, and does not post when asked not to',
    async () => {
      const before = stack.sandbox.messages().length;
      const { code, stdout, stderr } = await run(['--json', '--no-post']);
      expect(code).toBe(0);
      const result = JSON.parse(stdout) as {
        workflowId: string;
        posted: null;
        brief: { incidents: unknown[] };
        incidents: number;
      };
      expect(result.workflowId).toMatch(/^daybrief-demo-manual-\d{4}-\d\d-\d\dT/);
      expect(result.posted).toBeNull();
      expect(result.brief.incidents.length).toBeGreaterThanOrEqual(result.incidents);
      expect(stderr).toContain('Not posted, as asked.');
      expect(stack.sandbox.messages()).toHaveLength(before);
    },
    TIMEOUT_MS,
  );

  it(
    'tells the outcome when the store can only be read elsewhere, and fails for the report that it was to write',
    async () => {
      const env = { DATABASE_URL: 'postgres://daybrief@127.0.0.1:1/daybrief' };
      const told = await run(['--no-post'], { env });
      expect(told.code).toBe(0);
      expect(told.stderr).toMatch(/The brief can't be read here: .*Give the worker and this command the same store\./);
      expect(told.stdout).toMatch(/^.+\nSources: Jira ✓ · GitHub ✓ · CloudWatch ✓\n$/);
      const { code, stderr } = await run(['--no-post', '--report', 'none.json'], { env });
      expect(code).toBe(1);
      expect(stderr).toMatch(/No report was written to .*none\.json/);
    },
    TIMEOUT_MS,
  );

  it(
    'goes on without a source that is down, and says why',
    async () => {
      stack.sandbox.faults.add({ api: 'jira', kind: 'status', status: 401 });
      const { code, stdout, stderr } = await run(['--no-post']);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^✗ Jira: .+/m);
      expect(stdout).toMatch(/^Sources: Jira ✗ /m);
    },
    TIMEOUT_MS,
  );

  it(
    'ends with code 1 and the reason when the run fails',
    async () => {
      for (const api of ['jira', 'github'] as const) stack.sandbox.faults.add({ api, kind: 'status', status: 401 });
      const denied = { __type: 'AccessDeniedException', message: 'not allowed' };
      stack.sandbox.faults.add({ api: 'cloudwatch', kind: 'status', status: 400, body: denied });
      const { code, stdout, stderr } = await run();
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^daybrief: .*every|all .*source/im);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(stderr).not.toContain(stack.env['DEMO_JIRA_TOKEN'] ?? 'none');
    },
    TIMEOUT_MS,
  );
});

describe('daybrief schedule', () => {
  const schedule = (...args: string[]) => runCli(['schedule', ...args], { env: stack.env });

  it(
    'syncs, pauses, lists, resumes and deletes',
    async () => {
      const synced = await schedule('sync');
      expect(synced.code).toBe(0);
      expect(synced.stdout).toMatch(/^demo: created, next run \w{3} \d+ \w+ 08:30 UTC\n$/);
      const listed = () => schedule('list', '--json');
      await expect
        .poll(async () => JSON.parse((await listed()).stdout) as unknown[], { timeout: 30_000 })
        .toHaveLength(1);

      expect((await schedule('pause', 'demo', '--reason', 'holidays')).stdout).toBe('demo is paused.\n');
      expect((await schedule('sync')).stdout).toBe('demo: unchanged, paused\n');
      await expect
        .poll(async () => (await schedule('list')).stdout, { timeout: 30_000 })
        .toMatch(/^TEAM {2}STATE {3}NEXT RUN {2}LAST RUN {2}NOTE\ndemo {2}paused {2}– {9}– {9}holidays\n$/);
      expect((await schedule('resume', '--all')).stdout).toBe('demo runs again.\n');
      expect((await schedule('delete', 'demo')).stdout).toBe('demo is deleted.\n');
      const gone = await schedule('pause', 'demo');
      expect(gone.code).toBe(1);
      expect(gone.stderr).toMatch(/Team demo has no schedule in Temporal\. daybrief schedule sync makes it/);
    },
    TIMEOUT_MS,
  );
});
