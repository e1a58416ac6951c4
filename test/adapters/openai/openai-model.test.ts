import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CallLog } from '../../../sandbox/call-log.ts';
import { FaultInjector } from '../../../sandbox/faults.ts';
import { serveFake, type FakeServer } from '../../../sandbox/http-server.ts';
import { createOpenAiApi, SANDBOX_OPENAI_KEY, type OpenAiApiOptions } from '../../../sandbox/openai/openai-api.ts';
import { createOpenAiModel } from '../../../src/adapters/openai/openai-model.ts';
import { toDaybriefError, type DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { CallContext, LanguageModel, ModelRequest } from '../../../src/ports.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { ANALYSIS_INPUT } from './prompts.ts';

const answerSchema = z.object({
  rootCauses: z.array(
    z.object({
      incidentId: z.string(),
      title: z.string(),
      description: z.string(),
      severity: z.enum(['critical', 'high', 'medium', 'low']),
      affectedServices: z.array(z.string()),
      relatedTickets: z.array(z.string()),
      culprit: z.string().nullable(),
      suggestedAction: z.string(),
      evidence: z.array(z.string()),
    }),
  ),
});
type Answer = z.infer<typeof answerSchema>;

const request = (changes: Partial<ModelRequest<Answer>> = {}): ModelRequest<Answer> => ({
  model: 'gpt-6.1-sol',
  instructions: 'State the root cause of each incident. "title": at most 100 characters.',
  input: ANALYSIS_INPUT,
  answer: { name: 'root_causes', schema: answerSchema },
  maxOutputTokens: 4_000,
  ...changes,
});

let faults: FaultInjector;
let calls: CallLog;
let server: FakeServer | undefined;
beforeEach(() => {
  faults = new FaultInjector();
  calls = new CallLog();
});
afterEach(async () => server?.close());

type Api = 'responses' | 'chat';

interface Setting extends OpenAiApiOptions {
  readonly clientKey?: string;
  readonly timeoutMs?: number;
  readonly maxInputTokens?: number;
}

const modelOf = async (api: Api, setting: Setting = {}): Promise<LanguageModel> => {
  server = await serveFake(createOpenAiApi(setting), { host: '127.0.0.1', port: 0, faults, calls });
  return createOpenAiModel({
    baseUrl: `${server.url}/v1`,
    apiKey: setting.clientKey ?? SANDBOX_OPENAI_KEY,
    api,
    timeoutMs: setting.timeoutMs ?? 5_000,
    maxInputTokens: setting.maxInputTokens ?? 10_000,
  });
};

const call = (signal = new AbortController().signal, heartbeat = () => {}): CallContext => ({ signal, heartbeat });

const failureOf = async (
  api: Api,
  setting: Setting = {},
  changes: Partial<ModelRequest<Answer>> = {},
  context = call(),
): Promise<DaybriefError> => {
  const model = await modelOf(api, setting);
  const error = await model.complete(request(changes), context).then(
    () => null,
    (thrown: unknown) => toDaybriefError(thrown),
  );
  if (error === null) throw new Error('it did not fail');
  expect(`${error.message}${error.stack}`).not.toContain(SANDBOX_OPENAI_KEY);
  return error;
};

describe.each<Api>(['responses', 'chat'])('by %s', (api) => {
  test('one answer in the schema, with the tokens counted', async () => {
    const { value, usage } = await (await modelOf(api)).complete(request(), call());
    expect(value.rootCauses.map(({ incidentId, culprit, severity }) => [incidentId, culprit, severity])).toEqual([
      ['I1', 'P1', 'high'],
      ['I2', null, 'medium'],
    ]);
    expect(usage.calls).toBe(1);
    expect(usage.inputTokens).toBeGreaterThan(ANALYSIS_INPUT.length / 5);
    expect(usage.outputTokens).toBeGreaterThan(JSON.stringify(value).length / 5);
    expect(calls.count('openai')).toBe(1);
  });

  test.each<[OpenAiApiOptions['misbehaviour'] & string, string, string]>([
    ['refuse', 'ModelRefused', "can't help with that"],
    ['content-filter', 'ModelRefused', 'content filter'],
    ['empty', 'ModelAnswerInvalid', ''],
    ['invalid-json', 'ModelAnswerInvalid', "isn't valid JSON"],
    ['off-schema', 'ModelAnswerInvalid', 'rootCauses'],
  ])('a model that answers %s', async (misbehaviour, code, said) => {
    const error = await failureOf(api, { misbehaviour });
    expect(error.code).toBe(code);
    expect(error.message).toContain(said);
    expect(error.retryable).toBe(false);
  });

  test('an answer cut at its limit of tokens', async () => {
    const error = await failureOf(api, {}, { maxOutputTokens: 40 });
    expect(error.code).toBe('ModelAnswerInvalid');
    expect(error.message).toContain('output tokens');
  });

  test.each<[string, Setting, Partial<ModelRequest<Answer>>, string, string]>([
    ['a wrong key', { clientKey: 'sk-wrong-0123456789abcdef' }, {}, 'Unauthorized', 'OPENAI_API_KEY'],
    ['an unknown model', {}, { model: 'gpt-nowhere' }, 'NotFound', 'gpt-nowhere'],
  ])('%s', async (_, setting, changes, code, said) => {
    const error = await failureOf(api, setting, changes);
    expect(error.code).toBe(code);
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('sk-wrong-0123');
  });

  test('more requests than the minute allows: wait as long as it says', async () => {
    const model = await modelOf(api, { requestsPerMinute: 1 });
    await model.complete(request(), call());
    const error = toDaybriefError(await model.complete(request(), call()).catch((thrown: unknown) => thrown));
    expect(error.code).toBe('RateLimited');
    expect(error.retryAfterMs).toBeGreaterThan(0);
    expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('a server of another kind that answers JSON', async () => {
    const other = await startScriptedServer(() => ({ json: { hello: 'world' } }));
    try {
      const options = { apiKey: 'any', api, timeoutMs: 5_000, maxInputTokens: 10_000 };
      const model = createOpenAiModel({ baseUrl: other.url, ...options });
      await expect(model.complete(request(), call())).rejects.toMatchObject({ code: 'InvalidResponse' });
    } finally {
      await other.close();
    }
  });

  test('a prompt beyond the model’s context', async () => {
    const models = [{ id: 'small', contextTokens: 300, maxOutputTokens: 100, isReasoning: false }];
    const error = await failureOf(api, { models }, { model: 'small' });
    expect(error.code).toBe('BudgetExceeded');
    expect(error.message).toContain('context_length_exceeded');
  });

  test('a prompt beyond the budget is not sent', async () => {
    const error = await failureOf(api, { maxInputTokens: 100 });
    expect(error.code).toBe('BudgetExceeded');
    expect(calls.count('openai')).toBe(0);
  });

  test.each<[object, string, number | undefined]>([
    [{ kind: 'status', status: 500 }, 'Unavailable', undefined],
    [{ kind: 'status', status: 503 }, 'Unavailable', undefined],
    [{ kind: 'status', status: 403 }, 'Forbidden', undefined],
    [{ kind: 'status', status: 429 }, 'BudgetExceeded', undefined],
    [{ kind: 'rate-limit', retryAfterSeconds: 3 }, 'RateLimited', 3_000],
    [{ kind: 'status', status: 502, body: '<html>Bad gateway</html>' }, 'Unavailable', undefined],
    [{ kind: 'reset' }, 'Unavailable', undefined],
    [{ kind: 'accept-then-cut' }, 'Unavailable', undefined],
    [{ kind: 'malformed' }, 'InvalidResponse', undefined],
    [{ kind: 'malformed', body: '<html>Sign in</html>' }, 'InvalidResponse', undefined],
    [{ kind: 'malformed', body: '{"hello":"world"}' }, 'InvalidResponse', undefined],
  ])('%j', async (rule, code, retryAfterMs) => {
    faults.add({ api: 'openai', ...rule });
    const error = await failureOf(api);
    expect([error.code, error.retryAfterMs]).toEqual([code, retryAfterMs]);
    expect(calls.count('openai')).toBe(1);
  });

  test('an answer that never comes ends at the time limit', async () => {
    faults.add({ api: 'openai', kind: 'hang' });
    expect((await failureOf(api, { timeoutMs: 200 })).code).toBe('TimedOut');
  });

  test('cancelling ends a call that hangs, and the connection with it', async () => {
    faults.add({ api: 'openai', kind: 'hang' });
    const ending = new AbortController();
    const failing = failureOf(api, { timeoutMs: 60_000 }, {}, call(ending.signal));
    await expect.poll(() => calls.count('openai'), { timeout: 5_000 }).toBe(1);
    ending.abort();
    expect((await failing).code).toBe('Cancelled');
  });

  test('heartbeats go on while the model thinks', async () => {
    let beats = 0;
    faults.setLatency('openai', 2_600);
    const model = await modelOf(api, { timeoutMs: 20_000 });
    await model.complete(
      request(),
      call(undefined, () => void beats++),
    );
    expect(beats).toBeGreaterThan(0);
  });

  test('what is asked is neither stored nor given a temperature', async () => {
    const seen: Record<string, unknown>[] = [];
    const model = await modelOf(api, {
      misbehaviour: ({ body }) => {
        seen.push(body);
        return null;
      },
    });
    await model.complete(request(), call());
    expect(seen[0]?.['store']).toBe(false);
    expect(seen[0]).not.toHaveProperty('temperature');
  });
});
