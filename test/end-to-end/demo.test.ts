import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../../scripts/demo/demo-steps.ts';
import type { Report } from '../../src/domain/report/report-of.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-demo-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const demo = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, OPENAI_API_KEY: '' };
    execFile(process.execPath, [inRepository('scripts/demo.ts'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

describe('the demo', () => {
  it('makes a brief of any world, writes the report, and ends by itself when piped', async () => {
    const file = join(dir, 'report.json');
    const ended = await demo('--world', inRepository('sandbox/worlds/one-incident'), '--report', file);
    expect(ended).toMatchObject({ code: 0 });
    for (const step of ['Sandbox', 'Temporal', 'Worker', 'Brief for demo', 'Posted to Slack']) {
      expect(ended.stdout).toContain(step);
    }
    expect(ended.stdout).toContain("the sandbox's stand-in");
    const report = JSON.parse(await readFile(file, 'utf8')) as Report;
    expect(report.incidents.length).toBeGreaterThan(0);
  }, 180_000);

  it('fails with a word about what is wrong where there is no world', async () => {
    const ended = await demo('--world', dir);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('is no world');
  }, 60_000);
});
