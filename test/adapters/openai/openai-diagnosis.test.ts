import { expect, test } from 'vitest';
import { createOpenAiModel } from '../../../src/adapters/openai/openai-model.ts';
import { DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { TeamScope } from '../../../src/domain/team.ts';
import type { LanguageModel } from '../../../src/ports.ts';
import { call, startModel } from './openai-setup.ts';

const scope: TeamScope = {
  name: 'payments',
  timeZone: 'UTC',
  jiraProjects: [],
  repositories: [],
  logGroups: [],
  services: [],
  people: [],
};
test('the models that the configuration names are looked for, and the clocks compared', async () => {
  const { model } = await startModel({ models: ['gpt-6.1-sol', 'gpt-7'] });
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
  const { model } = await startModel({ clock: () => Date.now() + 300_000 });
  const findings = await model.diagnose(scope, call());
  expect(findings.at(-1)).toMatchObject({ status: 'warning', found: expect.stringMatching(/by (29|30)\d s/) });
});

test('a wrong key is the only finding, and is never shown', async () => {
  const { model } = await startModel({ apiKey: 'sk-wrong-0123456789abcdef', models: ['gpt-6.1-sol'] });
  const findings = await model.diagnose(scope, call());
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
  const { model, faults } = await startModel();
  faults.add({ api: 'openai', kind: 'status', status: 403 });
  const findings = await model.diagnose(scope, call());
  expect(findings[0]?.status).toBe('warning');
});

test('a server that is gone is told as such', async () => {
  const { model, faults } = await startModel();
  faults.add({ api: 'openai', kind: 'reset' });
  const findings = await model.diagnose(scope, call());
  expect(findings[0]).toMatchObject({ status: 'failed', found: expect.stringContaining('no answer') });
});

test('choices are the models that the key can see', async () => {
  const { model } = await startModel();
  const choices = await model.choices(call());
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
