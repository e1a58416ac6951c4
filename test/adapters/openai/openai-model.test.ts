import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SANDBOX_OPENAI_KEY } from '../../../sandbox/openai/openai-api.ts';
import type { Misbehaviour } from '../../../sandbox/openai/misbehaviour.ts';
import type { OpenAiOptions } from '../../../src/adapters/openai/openai-connection.ts';
import { createOpenAiModel } from '../../../src/adapters/openai/openai-model.ts';
import { toDaybriefError, type DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { ModelRequest } from '../../../src/ports.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { call, startModel } from './openai-setup.ts';
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

type Api = OpenAiOptions['api'];
type Started = Awaited<ReturnType<typeof startModel>>;

const errorOf = async (
  { model }: Started,
  changes: Partial<ModelRequest<Answer>> = {},
  context = call(),
): Promise<DaybriefError> => {
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
    const { model, calls } = await startModel({ api });
    const { value, usage } = await model.complete(request(), call());
    expect(value.rootCauses.map(({ incidentId, culprit, severity }) => [incidentId, culprit, severity])).toEqual([
      ['I1', 'P1', 'high'],
      ['I2', null, 'medium'],
    ]);
    expect(usage.calls).toBe(1);
    expect(usage.inputTokens).toBeGreaterThan(ANALYSIS_INPUT.length / 5);
    expect(usage.outputTokens).toBeGreaterThan(JSON.stringify(value).length / 5);
    expect(calls.count('openai')).toBe(1);
  });

  test.each<[Misbehaviour, string, string]>([
    ['refuse', 'ModelRefused', "can't help with that"],
    ['content-filter', 'ModelRefused', 'content filter'],
    ['empty', 'ModelAnswerInvalid', ''],
    ['invalid-json', 'ModelAnswerInvalid', "isn't valid JSON"],
    ['off-schema', 'ModelAnswerInvalid', 'rootCauses'],
  ])('a model that answers %s', async (misbehaviour, code, said) => {
    const error = await errorOf(await startModel({ api }, { misbehaviour }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(said);
    expect(error.retryable).toBe(false);
  });

  test('an answer cut at its limit of tokens', async () => {
    const error = await errorOf(await startModel({ api }), { maxOutputTokens: 40 });
    expect(error.code).toBe('ModelAnswerInvalid');
    expect(error.message).toContain('output tokens');
  });

  test.each<[string, Partial<OpenAiOptions>, Partial<ModelRequest<Answer>>, string, string]>([
    ['a wrong key', { apiKey: 'sk-wrong-0123456789abcdef' }, {}, 'Unauthorized', 'OPENAI_API_KEY'],
    ['an unknown model', {}, { model: 'gpt-nowhere' }, 'NotFound', 'gpt-nowhere'],
  ])('%s', async (_, options, changes, code, said) => {
    const error = await errorOf(await startModel({ api, ...options }), changes);
    expect(error.code).toBe(code);
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('sk-wrong-0123');
  });

  test('more requests than the minute allows: wait as long as it says', async () => {
    const { model } = await startModel({ api }, { requestsPerMinute: 1 });
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
    const error = await errorOf(await startModel({ api }, { models }), { model: 'small' });
    expect(error.code).toBe('BudgetExceeded');
    expect(error.message).toContain('context_length_exceeded');
  });

  test('a prompt beyond the budget is not sent', async () => {
    const started = await startModel({ api, maxInputTokens: 100 });
    expect((await errorOf(started)).code).toBe('BudgetExceeded');
    expect(started.calls.count('openai')).toBe(0);
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
    const started = await startModel({ api });
    started.faults.add({ api: 'openai', ...rule });
    const error = await errorOf(started);
    expect([error.code, error.retryAfterMs]).toEqual([code, retryAfterMs]);
    expect(started.calls.count('openai')).toBe(1);
  });

  test('an answer that never comes ends at the time limit', async () => {
    const started = await startModel({ api, timeoutMs: 200 });
    started.faults.add({ api: 'openai', kind: 'hang' });
    expect((await errorOf(started)).code).toBe('TimedOut');
  });

  test('cancelling ends a call that hangs, and the connection with it', async () => {
    const started = await startModel({ api, timeoutMs: 60_000 });
    started.faults.add({ api: 'openai', kind: 'hang' });
    const ending = new AbortController();
    const failing = errorOf(started, {}, call(ending.signal));
    await expect.poll(() => started.calls.count('openai'), { timeout: 5_000 }).toBe(1);
    ending.abort();
    expect((await failing).code).toBe('Cancelled');
  });

  test('heartbeats go on while the model thinks', async () => {
    let beats = 0;
    const { model, faults } = await startModel({ api, timeoutMs: 20_000 });
    faults.setLatency('openai', 2_600);
    await model.complete(
      request(),
      call(undefined, () => void beats++),
    );
    expect(beats).toBeGreaterThan(0);
  });

  test('what is asked is neither stored nor given a temperature', async () => {
    const seen: Record<string, unknown>[] = [];
    const misbehaviour = ({ body }: { body: Record<string, unknown> }): null => {
      seen.push(body);
      return null;
    };
    const { model } = await startModel({ api }, { misbehaviour });
    await model.complete(request(), call());
    expect(seen[0]?.['store']).toBe(false);
    expect(seen[0]).not.toHaveProperty('temperature');
  });
});
