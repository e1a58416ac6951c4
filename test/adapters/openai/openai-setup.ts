import { createOpenAiApi, SANDBOX_OPENAI_KEY, type OpenAiApiOptions } from '../../../sandbox/openai/openai-api.ts';
import type { OpenAiOptions } from '../../../src/adapters/openai/openai-connection.ts';
import { createOpenAiModel } from '../../../src/adapters/openai/openai-model.ts';
import type { CallContext, LanguageModel } from '../../../src/ports.ts';
import { serveForTest, type ServedFake } from '../../sandbox/serve-for-test.ts';

export const call = (signal = new AbortController().signal, heartbeat = () => {}): CallContext => ({
  signal,
  heartbeat,
});

/** The adapter before a fake OpenAI, for the running test. */
export const startModel = async (
  options: Partial<OpenAiOptions> = {},
  sandbox: OpenAiApiOptions = {},
): Promise<ServedFake & { readonly model: LanguageModel }> => {
  const served = await serveForTest(createOpenAiApi(sandbox));
  const model = createOpenAiModel({
    baseUrl: `${served.url}/v1`,
    apiKey: SANDBOX_OPENAI_KEY,
    api: 'responses',
    timeoutMs: 5_000,
    maxInputTokens: 10_000,
    ...options,
  });
  return { ...served, model };
};
