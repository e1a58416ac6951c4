import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './markdown.ts';

let dir = '';

/** A clone with a lock file, an `npm` that installs nothing but a Node, and a Temporal CLI. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-setup-'));
  await mkdir(join(dir, 'scripts'));
  await mkdir(join(dir, 'tools'));
  const scripts = (await readdir(join(ROOT, 'scripts'))).filter((name) => name.endsWith('.mjs'));
  for (const name of scripts) await copyFile(join(ROOT, 'scripts', name), join(dir, 'scripts', name));
  await lock({ 'node_modules/zod': { version: '4.6.7' } });
  await tool('temporal', 'exit 0');
  await tool('npm', installs());
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const lock = (packages: object): Promise<void> =>
  writeFile(join(dir, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } }));

const tool = async (name: string, script: string): Promise<void> => {
  await writeFile(join(dir, 'tools', name), `#!/bin/sh\n${script}\n`);
  await chmod(join(dir, 'tools', name), 0o755);
};

const installs = (): string => `
  echo "$@" >> "${dir}/npm-calls"
  sleep 1
  mkdir -p node_modules/.bin
  cp package-lock.json node_modules/.package-lock.json
  ln -sf "${process.execPath}" node_modules/.bin/node`;

interface Outcome {
  readonly code: number;
  readonly said: string;
  readonly printed: string;
}

const runScript = (...args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { PATH: `${join(dir, 'tools')}:/usr/bin:/bin`, HOME: dir };
    const child = execFile(process.execPath, [...args], { env, cwd: tmpdir() }, (_error, printed, said) => {
      resolve({ code: child.exitCode ?? -1, said, printed });
    });
  });

const setUp = (): Promise<Outcome> => runScript(join(dir, 'scripts', 'setup.mjs'));
const npmCalls = async (): Promise<string[]> => (await readFile(join(dir, 'npm-calls'), 'utf8')).trim().split('\n');

describe('npm run setup', () => {
  it('installs once, and again only for another lock file', async () => {
    const first = await setUp();
    expect(first.said).toMatch(/Installing dependencies[^]*installed in \d+ s[^]*Ready: Temporal CLI at .*temporal/);
    expect((await setUp()).said).toMatch(/^✓ Ready/);
    expect(await npmCalls()).toEqual([expect.stringMatching(/^ci /)]);
    await lock({ 'node_modules/zod': { version: '4.6.8' } });
    await setUp();
    expect(await npmCalls()).toHaveLength(2);
  });

  it('takes what npm itself has installed, and misses nothing that is for other machines', async () => {
    await lock({ 'node_modules/zod': { version: '4.6.7' }, 'node_modules/mac': { version: '1.0.0', optional: true } });
    await mkdir(join(dir, 'node_modules'));
    const installed = { packages: { 'node_modules/zod': { version: '4.6.7' } } };
    await writeFile(join(dir, 'node_modules', '.package-lock.json'), JSON.stringify(installed));
    expect((await setUp()).said).toMatch(/^✓ Ready/);
  });

  it('installs once for two commands at the same time', async () => {
    const outcomes = await Promise.all([setUp(), setUp()]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(await npmCalls()).toHaveLength(1);
    expect(outcomes.map(({ said }) => said).join('')).toContain('Waiting for another Daybrief command');
  });

  it('tells what npm said when it fails, and tries again the next time', async () => {
    await tool('npm', 'echo "npm error code ENOTFOUND" >&2; exit 1');
    const failed = await setUp();
    expect(failed.code).toBe(1);
    expect(failed.said).toMatch(/✗ npm ci failed: npm error code ENOTFOUND\. Allowed: Node 20/);
    await tool('npm', installs());
    expect((await setUp()).code).toBe(0);
  });
});

describe('a command with set-up', () => {
  const withSetUp = (script: string, ...args: readonly string[]): Promise<Outcome> =>
    runScript(join(dir, 'scripts', 'with-setup.mjs'), script, ...args);

  it('gets its arguments and the Temporal CLI, and its exit code is ours', async () => {
    const code = `process.stdout.write(process.argv.slice(2).join() + process.env.TEMPORAL_CLI_PATH); process.exitCode = 7;`;
    await writeFile(join(dir, 'scripts', 'probe.mjs'), code);
    const outcome = await withSetUp('scripts/probe.mjs', '--once', 'two words');
    expect(outcome).toMatchObject({ code: 7, printed: `--once,two words${join(dir, 'tools', 'temporal')}` });
  });

  it('is not run when the set-up fails', async () => {
    await tool('npm', 'exit 1');
    const outcome = await withSetUp('scripts/probe.mjs');
    expect(outcome).toMatchObject({ code: 1, printed: '' });
  });
});

describe('the closing line of CI', () => {
  const sum = async (tests: object | null, checks: object | null): Promise<Outcome> => {
    const files = [join(dir, 'tests.json'), join(dir, 'checks.json')];
    for (const [index, results] of [tests, checks].entries()) {
      if (results !== null) await writeFile(files[index] ?? '', JSON.stringify(results));
    }
    return runScript(join(ROOT, 'scripts', 'sum-results.mjs'), ...files);
  };
  const passing = { numPassedTests: 40, numFailedTests: 0, numPendingTests: 0, testResults: [] };

  it('sums tests and checks', async () => {
    expect(await sum(passing, { passed: 4, failed: 0 })).toMatchObject({ code: 0, printed: '44 passed, 0 failed\n' });
    const some = { ...passing, numFailedTests: 1, numPendingTests: 2 };
    expect(await sum(some, { passed: 3, failed: 1 })).toMatchObject({
      ...{ code: 1, printed: '43 passed, 2 failed, 2 skipped\n' },
    });
  });

  it('counts a test file that could not be loaded', async () => {
    const broken = { ...passing, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(await sum(broken, { passed: 4, failed: 0 })).toMatchObject({ code: 1, printed: '44 passed, 1 failed\n' });
  });

  it('counts as failed what ended without a report', async () => {
    expect(await sum(null, null)).toMatchObject({ code: 1, printed: '0 passed, 2 failed\n' });
  });
});
