import type OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { ModelUsage } from '../../domain/model-usage.ts';
import type { ModelAnswer, ModelRequest } from '../../ports.ts';
import { cutOff } from './openai-error.ts';

/** Asks by the Responses API. No temperature: reasoning models refuse one. Nothing is stored at the provider. */
export const askByResponses = async <Answer>(
  client: OpenAI,
  request: ModelRequest<Answer>,
  where: string,
  signal: AbortSignal,
): Promise<ModelAnswer<Answer>> => {
  const response = await client.responses.parse(
    {
      model: request.model,
      instructions: request.instructions,
      input: request.input,
      max_output_tokens: request.maxOutputTokens,
      text: { format: zodTextFormat(request.answer.schema, request.answer.name) },
      store: false,
    },
    { signal },
  );
  const value: Answer | null = response.output_parsed;
  if (value !== null && value !== undefined) {
    const { input_tokens: input, output_tokens: output } = response.usage ?? {};
    return { value, usage: usageOf(input, output) };
  }
  const refusal = response.output
    .flatMap((item) => (item.type === 'message' ? item.content : []))
    .find((content) => content.type === 'refusal');
  if (refusal) throw refused(where, refusal.refusal);
  if (response.status === 'failed') {
    throw new DaybriefError(
      'Unavailable',
      `${where}: the model failed (${response.error?.code ?? 'no reason given'}).`,
    );
  }
  const reason = response.incomplete_details?.reason;
  if (reason === 'content_filter') throw refused(where, "the provider's content filter stopped the answer");
  if (response.status === 'incomplete')
    throw cutOff(where, `the answer is incomplete (${reason ?? 'no reason given'})`);
  throw empty(where);
};

/** Asks by Chat Completions, which compatible servers speak. */
export const askByChat = async <Answer>(
  client: OpenAI,
  request: ModelRequest<Answer>,
  where: string,
  signal: AbortSignal,
): Promise<ModelAnswer<Answer>> => {
  const completion = await client.chat.completions.parse(
    {
      model: request.model,
      messages: [
        { role: 'system', content: request.instructions },
        { role: 'user', content: request.input },
      ],
      max_completion_tokens: request.maxOutputTokens,
      response_format: zodResponseFormat(request.answer.schema, request.answer.name),
      store: false,
    },
    { signal },
  );
  const message = completion.choices[0]?.message;
  if (message?.refusal) throw refused(where, message.refusal);
  const value: Answer | null | undefined = message?.parsed;
  if (value === null || value === undefined) throw empty(where);
  const { prompt_tokens: input, completion_tokens: output } = completion.usage ?? {};
  return { value, usage: usageOf(input, output) };
};

/** Compatible servers may leave the usage out. */
const usageOf = (input: number | undefined, output: number | undefined): ModelUsage => ({
  calls: 1,
  inputTokens: input ?? 0,
  outputTokens: output ?? 0,
});

const refused = (where: string, said: string): DaybriefError =>
  new DaybriefError(
    'ModelRefused',
    `${where}: the model refused (${said.replaceAll(/\s+/g, ' ').trim().slice(0, 200)}).`,
  );

const empty = (where: string): DaybriefError =>
  new DaybriefError('ModelAnswerInvalid', `${where}: the answer is empty.`);
