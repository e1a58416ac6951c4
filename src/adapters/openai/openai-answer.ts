import type OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { ModelUsage } from '../../domain/model-usage.ts';
import type { ModelAnswer, ModelRequest } from '../../ports.ts';

/**
 * Asks by the Responses API. No temperature: reasoning models refuse one. Nothing is stored at the provider.
 * The text is parsed here and not by the SDK, whose error for it is the same as for a broken connection's half an answer.
 */
export const askByResponses = async <Answer>(
  client: OpenAI,
  request: ModelRequest<Answer>,
  where: string,
  signal: AbortSignal,
): Promise<ModelAnswer<Answer>> => {
  const response = await client.responses.create(
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
  const contents = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const refusal = contents.find((content) => content.type === 'refusal');
  if (refusal !== undefined) throw refused(where, refusal.refusal);
  if (response.status === 'failed') {
    throw new DaybriefError(
      'Unavailable',
      `${where}: the model failed (${response.error?.code ?? 'no reason given'}).`,
    );
  }
  const reason = response.incomplete_details?.reason;
  if (reason === 'content_filter') throw filtered(where);
  if (response.status === 'incomplete')
    throw cutOff(where, `the answer is incomplete (${reason ?? 'no reason given'})`);
  const text = contents.map((content) => (content.type === 'output_text' ? content.text : '')).join('');
  const { input_tokens: input, output_tokens: output } = response.usage ?? {};
  return { value: parseAnswer(text, request, where), usage: usageOf(input, output) };
};

/** Asks by Chat Completions, which compatible servers speak. */
export const askByChat = async <Answer>(
  client: OpenAI,
  request: ModelRequest<Answer>,
  where: string,
  signal: AbortSignal,
): Promise<ModelAnswer<Answer>> => {
  const completion = await client.chat.completions.create(
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
  const [choice] = completion.choices;
  if (choice?.message.refusal) throw refused(where, choice.message.refusal);
  if (choice?.finish_reason === 'content_filter') throw filtered(where);
  if (choice?.finish_reason === 'length') throw cutOff(where, 'the answer reached its limit of tokens');
  const { prompt_tokens: input, completion_tokens: output } = completion.usage ?? {};
  return { value: parseAnswer(choice?.message.content ?? '', request, where), usage: usageOf(input, output) };
};

const parseAnswer = <Answer>(text: string, { answer }: ModelRequest<Answer>, where: string): Answer => {
  if (text.trim() === '') throw invalid(where, 'the answer is empty');
  const parsed = answer.schema.safeParse(parseJson(text, where));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const found = issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'answer'}: ${oneLine(issue.message)}`;
  throw invalid(where, `the answer isn't of the schema asked for (${found})`);
};

const parseJson = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(where, "the answer isn't valid JSON");
  }
};

/** Compatible servers may leave the usage out. */
const usageOf = (input: number | undefined, output: number | undefined): ModelUsage => ({
  calls: 1,
  inputTokens: input ?? 0,
  outputTokens: output ?? 0,
});

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);

const refused = (where: string, said: string): DaybriefError =>
  new DaybriefError('ModelRefused', `${where}: the model refused (${oneLine(said)}).`);

const filtered = (where: string): DaybriefError =>
  new DaybriefError('ModelRefused', `${where}: the provider's content filter stopped the answer.`);

const invalid = (where: string, found: string): DaybriefError =>
  new DaybriefError('ModelAnswerInvalid', `${where}: ${found}.`);

const cutOff = (where: string, found: string): DaybriefError =>
  invalid(where, `${found}. Allow more output tokens, or ask about fewer incidents`);
