import { countTokens, cutAtTokens } from './count-tokens.ts';
import type { Ask } from './read-ask.ts';

/** What the model says, or says that it won't. */
export type Answer =
  | { readonly text: string }
  | { readonly refusal: string }
  /** The provider's filter ends the answer. */
  | { readonly filtered: string };

export interface ReplyContext {
  readonly id: string;
  readonly createdSeconds: number;
  readonly inputTokens: number;
  readonly maxOutputTokens: number;
  readonly isReasoning: boolean;
}

interface Ending {
  readonly text: string;
  readonly tokens: number;
  readonly end: 'done' | 'length' | 'filter';
}

const endingOf = (answer: Answer, maxTokens: number): Ending => {
  if ('filtered' in answer) return { text: answer.filtered, tokens: countTokens(answer.filtered), end: 'filter' };
  const whole = 'text' in answer ? answer.text : answer.refusal;
  const text = cutAtTokens(whole, maxTokens);
  return { text, tokens: countTokens(text), end: text.length < whole.length ? 'length' : 'done' };
};

/** https://developers.openai.com/api/reference/responses/object */
export const responsesReply = (ask: Ask, answer: Answer, context: ReplyContext): object => {
  const { text, tokens, end } = endingOf(answer, context.maxOutputTokens);
  const isRefusal = 'refusal' in answer;
  const content = isRefusal
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', annotations: [], logprobs: [], text };
  const status = end === 'done' ? 'completed' : 'incomplete';
  const reasoning = { id: `rs_${context.id}`, type: 'reasoning', summary: [] };
  const message = { id: `msg_${context.id}`, type: 'message', status, role: 'assistant', content: [content] };
  return {
    id: `resp_${context.id}`,
    object: 'response',
    created_at: context.createdSeconds,
    status,
    background: false,
    error: null,
    incomplete_details: end === 'done' ? null : { reason: end === 'length' ? 'max_output_tokens' : 'content_filter' },
    model: ask.model,
    output: [...(context.isReasoning ? [reasoning] : []), message],
    ...echoOf(ask),
    usage: {
      input_tokens: context.inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: tokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: context.inputTokens + tokens,
    },
  };
};

/** The request's settings, which every response repeats. */
const echoOf = ({ body, maxOutputTokens, temperature }: Ask): object => ({
  instructions: body['instructions'] ?? null,
  max_output_tokens: maxOutputTokens,
  max_tool_calls: null,
  metadata: body['metadata'] ?? {},
  parallel_tool_calls: body['parallel_tool_calls'] ?? true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  service_tier: 'default',
  store: body['store'] ?? true,
  temperature: temperature ?? 1,
  text: body['text'] ?? { format: { type: 'text' } },
  tool_choice: body['tool_choice'] ?? 'auto',
  tools: body['tools'] ?? [],
  top_logprobs: 0,
  top_p: body['top_p'] ?? 1,
  truncation: body['truncation'] ?? 'disabled',
  user: body['user'] ?? null,
});

const FINISH_REASONS = { done: 'stop', length: 'length', filter: 'content_filter' } as const;

/** https://developers.openai.com/api/reference/chat/object */
export const chatReply = (ask: Ask, answer: Answer, context: ReplyContext): object => {
  const { text, tokens, end } = endingOf(answer, context.maxOutputTokens);
  const isRefusal = 'refusal' in answer;
  return {
    id: `chatcmpl-${context.id}`,
    object: 'chat.completion',
    created: context.createdSeconds,
    model: ask.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: isRefusal ? null : text,
          refusal: isRefusal ? text : null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: FINISH_REASONS[end],
      },
    ],
    usage: {
      prompt_tokens: context.inputTokens,
      completion_tokens: tokens,
      total_tokens: context.inputTokens + tokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: 'default',
    system_fingerprint: null,
  };
};
