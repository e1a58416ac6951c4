import { randomUUID } from 'node:crypto';
import { ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiName } from '../../sandbox/faults.ts';
import type { SlackMessage } from '../../sandbox/slack/slack-state.ts';
import type { RunResult } from '../../src/domain/run-plan.ts';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker();
}, 120_000);
afterAll(() => stack?.close());
afterEach(() => stack?.sandbox.faults.clear());

const options = (input: object) => ({
  ...{ taskQueue: 'daybrief', workflowId: `run-${randomUUID()}`, args: [input] as [object] },
});
const run = (input: object = stack.input): Promise<RunResult> =>
  stack.client.workflow.execute(analyzeIncidents, options(input));

const failureOf = async (input: object = stack.input): Promise<ApplicationFailure> => {
  const thrown = await run(input).catch((error: unknown) => error);
  if (thrown instanceof WorkflowFailedError && thrown.cause instanceof ApplicationFailure) return thrown.cause;
  throw new Error('the run did not fail as it should', { cause: thrown });
};

const down = (api: ApiName, status = 503): void => {
  stack.sandbox.faults.add({ api, kind: 'status', status });
};

const briefOf = (result: RunResult): SlackMessage => {
  const found = stack.sandbox.messages().filter(({ ts }) => ts === result.posted?.messageId);
  expect(found).toHaveLength(1);
  return found[0] as SlackMessage;
};
const textOf = (message: SlackMessage): string => JSON.stringify(message.blocks);
const statuses = ({ coverage }: RunResult): string[] => coverage.map(({ status }) => status);

describe('sources that are down', () => {
  it.each([
    ['jira', 'Jira', 0],
    ['github', 'GitHub', 1],
    ['cloudwatch', 'CloudWatch', 2],
  ] as const)(
    'goes on without %s and says so',
    async (api, label, index) => {
      down(api);
      const result = await run();
      expect(statuses(result)).toEqual(['complete', 'complete', 'complete'].with(index, 'failed'));
      expect(textOf(briefOf(result))).toMatch(new RegExp(`${label}[^✓·]*✗`));
      expect(result.errors.map(({ where }) => where)).toEqual([['tickets', 'pull-requests', 'logs'][index]]);
    },
    120_000,
  );

  it('goes on with one of three', async () => {
    down('jira', 401);
    down('cloudwatch', 403);
    const result = await run();
    expect(statuses(result)).toEqual(['failed', 'complete', 'failed']);
    expect(['incidents', 'blind']).toContain(result.outcome);
    expect(textOf(briefOf(result))).not.toContain('All quiet');
  }, 120_000);

  it('fails with none of three, keeps the input, and alerts at the third time in a row', async () => {
    for (const api of ['jira', 'github', 'cloudwatch'] as const) down(api, 401);
    const alertsBefore = stack.sandbox.messages('#alerts').length;
    for (const alerts of [0, 0, 1]) {
      const failure = await failureOf();
      expect(failure).toMatchObject({ type: 'AllSourcesFailed', nonRetryable: true });
      expect(stack.sandbox.messages('#alerts')).toHaveLength(alertsBefore + alerts);
    }
    const store = await stack.openStore();
    const letters = await store.history.listDeadLetters({ limit: 10 });
    await store.close();
    expect(letters).toHaveLength(3);
    expect(letters[0]).toMatchObject({ team: 'demo', input: stack.input });
    expect(textOf(stack.sandbox.messages('#alerts').at(-1) as SlackMessage)).toContain('3 times in a row');
  }, 120_000);
});

describe('a language model that does not answer', () => {
  it.each([
    ['is down', { kind: 'status', status: 500 }],
    ['refuses the key', { kind: 'status', status: 401 }],
    ['answers garbage', { kind: 'malformed', body: 'I am not JSON' }],
    ['cuts the connection', { kind: 'reset' }],
  ] as const)(
    '%s: rules fill in, and the brief says so',
    async (_name, fault) => {
      stack.sandbox.faults.add({ api: 'openai', ...fault });
      const result = await run();
      expect(result.outcome).toBe('incidents');
      expect(result.notes[0]).toMatch(/^Root causes by rules, not by a model: /);
      expect(result.usage.calls).toBe(0);
      expect(textOf(briefOf(result))).toContain('by rules');
    },
    120_000,
  );
});

describe('Slack', () => {
  it('may be down for a minute: the brief comes after it, once', async () => {
    stack.sandbox.faults.add({ api: 'slack', kind: 'status', status: 503, untilMs: 60_000 });
    const result = await run();
    expect(result.posted?.replies).toBe(result.incidents);
    expect(briefOf(result).threadTs).toBeNull();
  }, 300_000);

  it('may lose its answers: every message is posted once', async () => {
    const before = stack.sandbox.messages().length;
    stack.sandbox.faults.add({ api: 'slack', match: 'chat.postMessage', kind: 'accept-then-cut', times: 2 });
    const result = await run();
    expect(stack.sandbox.messages()).toHaveLength(before + 1 + result.incidents);
  }, 120_000);
});

describe('a wrong input', () => {
  it.each([
    [{ team: 'nobody' }, /names team "nobody"; allowed: demo/],
    [{ timeRangeHours: 0 }, /timeRangeHours.*Allowed:/],
    [{ timeRangeHours: '24' }, /timeRangeHours/],
    [{ until: 'yesterday' }, /until/],
    [{ teams: 'demo' }, /teams/],
    [['demo'], /can't be used/],
  ])('%j fails the run at once, readably', async (input, message) => {
    const failure = await failureOf(input);
    expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(failure.message).toMatch(message);
  });
});
