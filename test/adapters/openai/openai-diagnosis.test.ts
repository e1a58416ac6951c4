import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallLog } from '../../../sandbox/call-log.ts';
import { FaultInjector } from '../../../sandbox/faults.ts';
import { serveFake, type FakeServer } from '../../../sandbox/http-server.ts';
import { createOpenAiApi, SANDBOX_OPENAI_KEY } from '../../../sandbox/openai/openai-api.ts';
import { createOpenAiModel } from '../../../src/adapters/openai/openai-model.ts';
import { DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { TeamScope } from '../../../src/domain/team.ts';
import type { LanguageModel } from '../../../src/ports.ts';

const scope: TeamScope = {
  name: 'payments',
  timeZone: 'UTC',
  jiraProjects: [],
  repositories: [],
  logGroups: [],
  services: [],
  people: [],
};
const call = () => ({ signal: new AbortController().signal, heartbeat: () => {} });

let faults: FaultInjector;
let server: FakeServer | undefined;
beforeEach(() => {
  faults = new FaultInjector();
});
afterEach(async () => server?.close());

const modelOf = async (apiKey: string, models: readonly string[], clockOffsetMs = 0): Promise<LanguageModel> => {
  server = await serveFake(createOpenAiApi(), { host: '127.0.0.1', port: 0, faults, calls: new CallLog() });
  const clock = (): number => Date.now() + clockOffsetMs;
  const limits = { timeoutMs: 2_000, maxInputTokens: 1_000 };
  return createOpenAiModel({ baseUrl: `${server.url}/v1/`, apiKey, api: 'responses', models, clock, ...limits });
};

test('the models that the configuration names are looked for, and the clocks compared', async () => {
  const model = await modelOf(SANDBOX_OPENAI_KEY, ['gpt-6.1-sol', 'gpt-7']);
  const findings = await model.diagnose(scope, call());
  expect(findings.map(({ check, status }) => [check, status])).toEqual([
    ['list models', 'ok'],
    ['find model gpt-6.1-sol', 'ok'],
    ['find model gpt-7', 'failed'],
    ['compare clocks', 'ok'],
  ]);
  expect(findings[0]?.found).toContain('3 models');
  expect(findings[2]?.fix).toContain('Correct the name');
});

test('a wrong clock is a warning', async () => {
  const findings = await (await modelOf(SANDBOX_OPENAI_KEY, [], 300_000)).diagnose(scope, call());
  expect(findings.at(-1)).toMatchObject({ status: 'warning', found: expect.stringMatching(/by (29|30)\d s/) });
});

test('a wrong key is the only finding, and is never shown', async () => {
  const findings = await (await modelOf('sk-wrong-0123456789abcdef', ['gpt-6.1-sol'])).diagnose(scope, call());
  expect(findings).toEqual([
    {
      check: 'list models',
      status: 'failed',
      found: expect.any(String),
      fix: expect.stringContaining('OPENAI_API_KEY'),
    },
  ]);
  expect(JSON.stringify(findings)).not.toContain('0123456789');
});

test('a key that may not list models is a warning: it may work all the same', async () => {
  faults.add({ api: 'openai', kind: 'status', status: 403 });
  const findings = await (await modelOf(SANDBOX_OPENAI_KEY, [])).diagnose(scope, call());
  expect(findings[0]?.status).toBe('warning');
});

test('a server that is gone is told as such', async () => {
  faults.add({ api: 'openai', kind: 'reset' });
  const findings = await (await modelOf(SANDBOX_OPENAI_KEY, [])).diagnose(scope, call());
  expect(findings[0]).toMatchObject({ status: 'failed', found: expect.stringContaining('no answer') });
});

test('choices are the models that the key can see', async () => {
  const choices = await (await modelOf(SANDBOX_OPENAI_KEY, [])).choices(call());
  expect(choices.map(({ id }) => id)).toEqual(['gpt-6-luna', 'gpt-6.1-sol', 'gpt-6.1-terra']);
});

test.each([
  ['no address', { baseUrl: 'localhost' }],
  ['an address with credentials', { baseUrl: 'http://me:secret@localhost/v1' }],
  ['another protocol', { baseUrl: 'ftp://localhost/v1' }],
  ['an empty key', { apiKey: ' ' }],
  ['a key with a line break', { apiKey: 'sk-a\nb' }],
])('%s is no configuration', (_, changes) => {
  const options = {
    baseUrl: 'http://localhost/v1',
    apiKey: 'sk-a',
    api: 'chat',
    timeoutMs: 1,
    maxInputTokens: 1,
  } as const;
  const create = (): LanguageModel => createOpenAiModel({ ...options, ...changes });
  expect(create).toThrow(DaybriefError);
  expect(create).toThrow(expect.objectContaining({ code: 'InvalidConfig' }));
});
