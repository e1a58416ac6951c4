import { afterEach, describe, expect, test } from 'vitest';
import type { OpenAiApiOptions } from '../../sandbox/openai/openai-api.ts';
import { startOpenAi, type OpenAiSandbox } from './openai-client.ts';

let openai: OpenAiSandbox | undefined;
afterEach(async () => openai?.server.close());

const start = async (options: OpenAiApiOptions = {}): Promise<OpenAiSandbox> => {
  openai = await startOpenAi(options);
  return openai;
};

const responses = { model: 'gpt-6.1-sol', input: 'What happened?' };
const chat = { model: 'gpt-6.1-sol', messages: [{ role: 'user', content: 'What happened?' }] };

describe('Responses', () => {
  test('answers with a message after its reasoning, and counts tokens', async () => {
    const { body, status } = await (await start()).send('/responses', responses);
    expect([status, body.status, body.incomplete_details]).toEqual([200, 'completed', null]);
    expect(body.output?.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect(body.output?.[1]?.content?.[0]).toMatchObject({
      type: 'output_text',
      text: expect.stringContaining('Nothing'),
    });
    const usage = body.usage as Record<string, number>;
    expect(usage).toMatchObject({
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: (usage['input_tokens'] ?? 0) + (usage['output_tokens'] ?? 0),
    });
  });

  test('takes texts in parts and roles', async () => {
    const input = [
      { role: 'developer', content: 'Analyse.' },
      { role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
    ];
    expect((await (await start()).send('/responses', { ...responses, input })).status).toBe(200);
  });

  test('max_output_tokens cuts the answer and says so', async () => {
    const { body } = await (
      await start()
    ).send('/responses', {
      ...responses,
      max_output_tokens: 16,
      input:
        '{"incidents":[{"severity":"high","services":["a"],"tickets":[{"key":"A-1","summary":"The shop does not open for anyone since seven this morning"}]}]}',
    });
    expect([body.status, body.incomplete_details]).toEqual(['incomplete', { reason: 'max_output_tokens' }]);
    expect(body.usage?.['output_tokens']).toBeLessThanOrEqual(16);
  });

  test('a refusal is content of its own', async () => {
    const { body } = await (await start({ misbehaviour: 'refuse' })).send('/responses', responses);
    expect(body.output?.at(-1)?.content?.[0]).toEqual({ type: 'refusal', refusal: expect.stringContaining('sorry') });
  });
});

describe('Chat Completions', () => {
  test('answers with one choice', async () => {
    const { body } = await (await start()).send('/chat/completions', chat);
    expect(body.choices?.[0]).toMatchObject({ finish_reason: 'stop', message: { refusal: null } });
    expect(body.usage).toMatchObject({ prompt_tokens_details: { cached_tokens: 0 } });
  });

  test('max_completion_tokens cuts the answer and says so', async () => {
    const { body } = await (await start()).send('/chat/completions', { ...chat, max_completion_tokens: 2 });
    expect(body.choices?.[0]?.finish_reason).toBe('length');
  });

  test('max_tokens belongs to models that do not reason', async () => {
    const models = [{ id: 'old', contextTokens: 1_000, maxOutputTokens: 100, isReasoning: false }];
    const old = await (
      await start({ models })
    ).send('/chat/completions', { ...chat, model: 'old', max_tokens: 2, temperature: 0 });
    expect(old.body.choices?.[0]?.finish_reason).toBe('length');
    await openai?.server.close();
    const { status, body } = await (await start()).send('/chat/completions', { ...chat, max_tokens: 2 });
    expect([status, body.error?.code]).toEqual([400, 'unsupported_parameter']);
    expect(body.error?.message).toContain('max_completion_tokens');
  });
});

describe('refusals', () => {
  const broken = { type: 'json_schema', name: 'answer', strict: true, schema: { type: 'object', properties: {} } };
  test.each<[string, string, unknown, number, object]>([
    ['no JSON', '/responses', '{"model":', 400, { message: expect.stringContaining('could not parse the JSON body') }],
    ['no model', '/responses', { input: 'x' }, 400, { code: 'missing_required_parameter', param: 'model' }],
    [
      'no messages',
      '/chat/completions',
      { model: 'gpt-6.1-sol' },
      400,
      { code: 'missing_required_parameter', param: 'messages' },
    ],
    [
      'an unknown parameter',
      '/responses',
      { ...responses, max_tokens: 5 },
      400,
      { code: 'unknown_parameter', message: "Unknown parameter: 'max_tokens'." },
    ],
    [
      'too small a limit',
      '/responses',
      { ...responses, max_output_tokens: 5 },
      400,
      { code: 'integer_below_min_value', param: 'max_output_tokens' },
    ],
    [
      'a temperature',
      '/responses',
      { ...responses, temperature: 0 },
      400,
      { code: 'unsupported_parameter', param: 'temperature' },
    ],
    ['a stream', '/chat/completions', { ...chat, stream: true }, 400, { param: 'stream' }],
    [
      'an unknown model',
      '/responses',
      { ...responses, model: 'gpt-nowhere' },
      404,
      { code: 'model_not_found', message: 'The model `gpt-nowhere` does not exist or you do not have access to it.' },
    ],
    [
      'a schema that breaks the rules',
      '/responses',
      { ...responses, text: { format: broken } },
      400,
      {
        code: 'invalid_json_schema',
        param: 'text.format.schema',
        message: expect.stringContaining("Invalid schema for response_format 'answer'"),
      },
    ],
    [
      'the same in chat',
      '/chat/completions',
      { ...chat, response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: {} } } },
      400,
      { code: 'invalid_json_schema', param: 'response_format' },
    ],
    [
      'a name with blanks',
      '/responses',
      { ...responses, text: { format: { ...broken, name: 'my answer' } } },
      400,
      { param: 'text.format.name' },
    ],
    ['an address that is none', '/completions', chat, 404, { message: 'Invalid URL (POST /v1/completions)' }],
  ])('%s', async (_, path, body, status, error) => {
    const answer = await (await start()).send(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', ...error });
  });

  test('a wrong key is not repeated', async () => {
    const { status, body } = await (await start()).send('/models', undefined, 'sk-secret-0123456789');
    expect([status, body.error?.code]).toEqual([401, 'invalid_api_key']);
    expect(body.error?.message).toMatch(/^Incorrect API key provided: sk-s\*+6789\./);
    expect((await openai?.send('/models', undefined, ''))?.body.error?.message).toContain("didn't provide an API key");
  });

  test('a context that is too long, in the words of each API', async () => {
    const models = [{ id: 'small', contextTokens: 20, maxOutputTokens: 10, isReasoning: true }];
    const { send } = await start({ models });
    const long = 'word '.repeat(100);
    const first = await send('/responses', { model: 'small', input: long });
    const second = await send('/chat/completions', { model: 'small', messages: [{ role: 'user', content: long }] });
    for (const { status, body } of [first, second]) {
      expect([status, body.error?.code]).toEqual([400, 'context_length_exceeded']);
    }
    expect(second.body.error?.message).toMatch(
      /maximum context length is 20 tokens. However, your messages resulted in \d+ tokens/,
    );
  });

  test('requests beyond the minute’s limit wait', async () => {
    let nowMs = 0;
    const { send } = await start({ requestsPerMinute: 2, clock: () => nowMs });
    await send('/responses', responses);
    nowMs = 10_000;
    await send('/responses', responses);
    const limited = await send('/responses', responses);
    expect([limited.status, limited.headers.get('retry-after'), limited.headers.get('retry-after-ms')]).toEqual([
      429,
      '50',
      '50000',
    ]);
    expect(limited.body.error?.code).toBe('rate_limit_exceeded');
    nowMs = 60_000;
    expect((await send('/responses', responses)).status).toBe(200);
  });
});

test('models are listed and found one by one', async () => {
  const { send } = await start({ models: [{ id: 'a', contextTokens: 1, maxOutputTokens: 1, isReasoning: false }] });
  expect((await send('/models')).body.data?.map(({ id }) => id)).toEqual(['a']);
  expect((await send('/models/a')).status).toBe(200);
  expect((await send('/models/b')).body.error?.code).toBe('model_not_found');
});
