import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AreaDiagnosis } from '../../src/cli/diagnose-all.ts';
import { parseConfig } from '../../src/config/load-config.ts';
import { startStack, type Stack } from '../end-to-end/stack.ts';
import { runCli, type CliResult } from './run-cli.ts';

const TIMEOUT_MS = 120_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, TIMEOUT_MS);
afterAll(() => stack?.close());
afterEach(() => stack?.sandbox.faults.clear());

describe('daybrief doctor', () => {
  const doctor = async (env: Record<string, string | undefined> = {}): Promise<[CliResult, AreaDiagnosis[]]> => {
    const result = await runCli(['doctor', '--json'], { env: { ...stack.env, ...env } });
    return [result, JSON.parse(result.stdout) as AreaDiagnosis[]];
  };
  const of = (findings: readonly AreaDiagnosis[], area: string) => findings.filter((one) => one.area === area);

  it(
    'calls everything and tells what it found, not only what is set',
    async () => {
      const [{ code }, findings] = await doctor();
      expect(findings.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(code).toBe(0);
      expect(of(findings, 'Jira')[0]).toMatchObject({ check: 'sign in', status: 'ok' });
      for (const project of stack.world.jiraProjects) {
        expect(of(findings, 'Jira')).toContainEqual(
          expect.objectContaining({
            check: `search issues of ${project}`,
            found: expect.stringMatching(/^\d+ issues/) as string,
          }),
        );
      }
      for (const { name } of stack.world.logGroups) {
        expect(of(findings, 'CloudWatch').map(({ check }) => check)).toContain(`query ${name}`);
      }
      for (const channel of ['#incidents', '#alerts']) {
        expect(of(findings, 'Slack').map(({ check }) => check)).toContain(`find channel ${channel}`);
      }
      expect(of(findings, 'Temporal').map(({ check, status }) => [check, status])).toEqual([
        [`reach ${stack.temporal.address}`, 'ok'],
        ['use namespace default', 'ok'],
        ['find the search attributes', 'ok'],
        ['find workers of task queue daybrief', 'warning'],
      ]);
      expect(of(findings, 'Store').every(({ status }) => status === 'ok')).toBe(true);
      expect(stack.sandbox.messages()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'a wrong token fails its own checks only, and says what to do',
    async () => {
      const [{ code, stdout, stderr }, findings] = await doctor({
        DEMO_JIRA_TOKEN: 'wrong-geheim',
        DEMO_GITHUB_TOKEN: 'wrong-geheim',
      });
      expect(code).toBe(1);
      const failed = findings.filter(({ status }) => status === 'failed');
      expect(new Set(failed.map(({ area }) => area))).toEqual(new Set(['Jira', 'GitHub']));
      expect(failed.every(({ fix }) => fix !== null && fix !== '')).toBe(true);
      expect(of(findings, 'Slack').some(({ status }) => status === 'ok')).toBe(true);
      expect(stdout + stderr).not.toContain('geheim');
    },
    TIMEOUT_MS,
  );

  it(
    'tells what is set in part, what is not set, and what is nowhere',
    async () => {
      const [{ code }, findings] = await doctor({
        DEMO_AWS_SECRET_ACCESS_KEY: '',
        DEMO_SLACK_TOKEN: undefined,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
      });
      expect(code).toBe(1);
      expect(of(findings, 'CloudWatch')).toEqual([
        expect.objectContaining({
          status: 'failed',
          found: expect.stringContaining('DEMO_AWS_SECRET_ACCESS_KEY') as string,
        }),
      ]);
      expect(of(findings, 'Slack')).toEqual([
        expect.objectContaining({ status: 'warning', found: 'not configured: DEMO_SLACK_TOKEN is not set' }),
      ]);
      expect(of(findings, 'Temporal')).toEqual([
        expect.objectContaining({ status: 'failed', fix: expect.stringContaining('TEMPORAL_ADDRESS') as string }),
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'prints it for people',
    async () => {
      stack.sandbox.faults.add({ api: 'github', kind: 'status', status: 500 });
      const { code, stdout } = await runCli(['doctor', '--team', 'demo'], { env: stack.env });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^Jira\n {2}✓ sign in +signed in as .+$/m);
      expect(stdout).toMatch(/^GitHub\n {2}✗ .+\n {4}→ .+$/m);
      expect(stdout).toMatch(/^\d+ fine, \d+ to look at, \d+ failed \(.*daybrief\.yaml\)\n$/m);
    },
    TIMEOUT_MS,
  );
});

describe('daybrief init', () => {
  const init = (args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> =>
    runCli(['init', ...args], { cwd: stack.dir, env });

  const credentials = (): Record<string, string> => {
    const { jira, github, aws, slack } = stack.sandbox.credentials;
    const { urls } = stack.sandbox;
    return {
      ...{ JIRA_BASE_URL: urls.jira, JIRA_EMAIL: jira.email, JIRA_API_TOKEN: jira.token },
      ...{ GITHUB_BASE_URL: urls.github, GITHUB_TOKEN: github.token },
      ...{ AWS_REGION: aws.region, CLOUDWATCH_ENDPOINT: urls.cloudwatch },
      ...{ AWS_ACCESS_KEY_ID: aws.accessKeyId, AWS_SECRET_ACCESS_KEY: aws.secretAccessKey },
      ...{ SLACK_BASE_URL: `${urls.slack}/api/`, SLACK_BOT_TOKEN: slack.token },
    };
  };

  it(
    'writes what the options say, without asking, in a file that is allowed',
    async () => {
      const file = join(stack.dir, 'by-options.yaml');
      const { code, stdout, stderr } = await init([
        ...['--config', file, '--team', 'payments', '--jira-projects', 'PAY, WEB', '--repositories', 'acme/web'],
        ...[
          '--log-groups',
          '/app/web',
          '--channel',
          '#payments',
          '--time-zone',
          'Europe/Berlin',
          '--cron',
          '0 7 * * 1-5',
        ],
      ]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: `${file}\n` });
      expect(stderr).toContain('daybrief doctor');
      const text = await readFile(file, 'utf8');
      expect(text).toMatch(/^# yaml-language-server: \$schema=\S+schema\/daybrief\.schema\.json\n/);
      expect(parseConfig(text, file)).toMatchObject({
        teams: [
          {
            ...{ name: 'payments', channel: '#payments', jiraProjects: ['PAY', 'WEB'], repositories: ['acme/web'] },
            ...{ logGroups: ['/app/web'], schedule: { cron: '0 7 * * 1-5', timeZone: 'Europe/Berlin' } },
          },
        ],
        connections: { jira: { apiToken: '${env:JIRA_API_TOKEN}' }, slack: { botToken: '${env:SLACK_BOT_TOKEN}' } },
      });
    },
    TIMEOUT_MS,
  );

  it(
    'takes what the credentials can see, offers the channels, and writes no secret',
    async () => {
      const file = join(stack.dir, 'by-choices.yaml');
      const env = credentials();
      const { code, stderr } = await init(['--yes', '--config', file, '--team', 'harbour'], env);
      expect(code).toBe(0);
      const text = await readFile(file, 'utf8');
      const [team] = parseConfig(text, file).teams;
      expect(team?.jiraProjects.toSorted()).toEqual(stack.world.jiraProjects.toSorted());
      expect(team?.repositories.toSorted()).toEqual(stack.world.repositories.toSorted());
      expect(team?.logGroups.toSorted()).toEqual(stack.world.logGroups.map(({ name }) => name).toSorted());
      expect(team?.channel).toBeUndefined();
      expect(text).toMatch(/# The bot sees: .*#incidents/);
      for (const secret of [
        env['JIRA_API_TOKEN'],
        env['GITHUB_TOKEN'],
        env['AWS_SECRET_ACCESS_KEY'],
        env['SLACK_BOT_TOKEN'],
      ]) {
        expect(text + stderr).not.toContain(secret);
      }

      const { stdout } = await runCli(['doctor', '--json', '--config', file], { env: { ...stack.env, ...env } });
      const failed = (JSON.parse(stdout) as AreaDiagnosis[]).filter(({ status }) => status === 'failed');
      expect(failed).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'goes on when a system refuses, and says why',
    async () => {
      const file = join(stack.dir, 'refused.yaml');
      const env = { ...credentials(), GITHUB_TOKEN: 'wrong' };
      const { code, stderr } = await init(['--yes', '--config', file, '--team', 'harbour'], env);
      expect(code).toBe(0);
      expect(stderr).toMatch(/⚠ Repositories: .+/);
      expect(parseConfig(await readFile(file, 'utf8'), file).teams[0]?.repositories).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'replaces a file only when told to',
    async () => {
      const file = join(stack.dir, 'mine.yaml');
      await writeFile(file, 'mine');
      const args = ['--config', file, '--jira-projects', 'PAY'];
      const refused = await init(args);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('is there already; --force replaces it');
      expect(await readFile(file, 'utf8')).toBe('mine');
      expect((await init([...args, '--force'])).code).toBe(0);
      expect(await readFile(file, 'utf8')).toContain('- PAY');
    },
    TIMEOUT_MS,
  );

  it(
    'writes nothing that would be refused',
    async () => {
      const file = join(stack.dir, 'refusable.yaml');
      const { code, stderr } = await init(['--config', file, '--jira-projects', 'pay', '--time-zone', 'Berlin']);
      expect(code).toBe(2);
      expect(stderr).toMatch(/jiraProjects\[0\]: found "pay"[^]*timeZone: found "Berlin".*Europe\/Berlin/);
      await expect(readFile(file)).rejects.toThrow('ENOENT');
    },
    TIMEOUT_MS,
  );
});
