import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let dir = '';
let config = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-cli-'));
  config = join(dir, 'daybrief.yaml');
  await writeFile(config, 'teams:\n  - name: payments\n    jiraProjects: [PAY]\n');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const TIMEOUT_MS = 60_000;

describe('daybrief --help', () => {
  it.each(['run', 'schedule', 'doctor', 'init', 'worker', 'dev'])(
    '%s explains itself with examples',
    async (name) => {
      const { code, stdout, stderr } = await runCli([name, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: daybrief ${name}`));
      expect(stdout).toContain(`$ daybrief ${name}`);
    },
    TIMEOUT_MS,
  );

  it(
    'names the first steps and the exit codes',
    async () => {
      const { code, stdout } = await runCli(['--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/First steps:[^]*daybrief init[^]*Exit codes: 0 done/);
    },
    TIMEOUT_MS,
  );
});

describe('wrong usage', () => {
  it.each([
    [['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [['run', '--tema', 'x'], /unknown option '--tema'\n\(Did you mean --team\?\)/],
    [['run', '--hours', '200'], /'--hours <number>' argument '200' is invalid\. Allowed: hours from 1 to 168/],
    [['run', '--until', '2026-11-20'], /Allowed: ISO 8601 with an offset/],
    [['run', '--timeout', '5 days'], /Allowed: seconds, or with a unit/],
    [['run', 'payments'], /too many arguments/],
    [['run', '--team', 'paymnets'], /has no team "paymnets"; allowed: payments\./],
    [['doctor', '--team', 'x'], /has no team "x"/],
    [['schedule', 'pause'], /Allowed: names of teams, or --all/],
    [['schedule', 'pause', '--all', 'payments'], /Allowed: names of teams, or --all/],
    [['schedule', 'stop'], /unknown command 'stop'/],
  ])(
    '%j ends with code 2 and one clear message',
    async (args, expected) => {
      const { code, stdout, stderr } = await runCli([...args, '--config', config]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(expected);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
    TIMEOUT_MS,
  );

  it(
    'no command at all shows the help',
    async () => {
      const { code, stderr } = await runCli([]);
      expect(code).toBe(2);
      expect(stderr).toContain('Usage: daybrief');
    },
    TIMEOUT_MS,
  );
});

describe('wrong configuration', () => {
  it.each([['run'], ['doctor'], ['worker'], ['dev'], ['schedule', 'list']])(
    '%s %s tells every fault',
    async (...args) => {
      const file = join(dir, 'wrong.yaml');
      await writeFile(file, 'teams:\n  - name: payments\n    jiraProject: [PAY]\n    channel: Payments\n');
      const { code, stdout, stderr } = await runCli([...args, '--config', file]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`${file}:3:5: teams[0].jiraProject: unknown key`);
      expect(stderr).toContain(`${file}:4:14: teams[0].channel: found "Payments"`);
    },
    TIMEOUT_MS,
  );

  it(
    'a missing file leads to init; DAYBRIEF_CONFIG and the working directory are looked at',
    async () => {
      const missing = await runCli(['run'], { cwd: dir, env: { DAYBRIEF_CONFIG: 'elsewhere.yaml' } });
      expect(missing.code).toBe(2);
      expect(missing.stderr).toContain(`There is no configuration at ${join(dir, 'elsewhere.yaml')}. daybrief init`);
      const found = await runCli(['run', '--team', 'x'], { cwd: dir });
      expect(found.stderr).toContain('has no team "x"');
    },
    TIMEOUT_MS,
  );
});

describe('without Temporal', () => {
  it.each([['run'], ['worker'], ['schedule', 'sync']])(
    '%s %s ends with code 3',
    async (...args) => {
      const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', HOME: dir };
      const { code, stdout, stderr } = await runCli([...args, '--config', config], { env });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(/No Temporal server answers at 127\.0\.0\.1:1\. Start one \(daybrief dev/);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
    TIMEOUT_MS,
  );

  it(
    'DEBUG shows where an error comes from',
    async () => {
      const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', HOME: dir, DEBUG: '1' };
      const { stderr } = await runCli(['schedule', 'list', '--config', config], { env });
      expect(stderr).toMatch(/^\s+at .*connect-temporal\.ts/m);
    },
    TIMEOUT_MS,
  );
});
