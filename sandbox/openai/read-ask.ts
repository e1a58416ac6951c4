import { z } from 'zod';
import type { FakeRequest } from '../http-server.ts';
import { badRequest, type OpenAiRefusal } from './openai-error.ts';

/** A question to the model, whichever API brought it. */
export interface Ask {
  readonly api: 'responses' | 'chat';
  readonly model: string;
  /** System and developer texts. */
  readonly instructions: string;
  /** Everything else that was said, in order. */
  readonly input: readonly string[];
  readonly format: AskedFormat;
  readonly maxOutputTokens: number | null;
  readonly temperature: number | null;
  /** The request as it came. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type AskedFormat =
  | { readonly type: 'text' | 'json_object' }
  | { readonly type: 'json_schema'; readonly name: string; readonly schema: unknown; readonly strict: boolean };

const plainFormats = [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
] as const;
const named = {
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "must be 1 to 64 of letters, digits, '_' and '-'"),
  description: z.string().optional(),
  schema: z.unknown(),
  strict: z.boolean().nullish(),
};

const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const content = z.union([z.string(), z.array(part)]);
const role = z.enum(['system', 'developer', 'user', 'assistant']);
const anything = z.unknown().optional();
const others = (names: string): Record<string, typeof anything> =>
  Object.fromEntries(names.split(' ').map((name) => [name, anything]));
const count = z.int().min(1).nullish();
const temperature = z.number().min(0).max(2).nullish();

const responsesSchema = z.strictObject({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(z.looseObject({ role: role.optional(), content: content.optional() })).min(1)]),
  max_output_tokens: z.int().min(16).nullish(),
  temperature,
  text: z
    .looseObject({
      format: z
        .discriminatedUnion('type', [...plainFormats, z.strictObject({ type: z.literal('json_schema'), ...named })])
        .optional(),
    })
    .optional(),
  stream: z.boolean().nullish(),
  ...others(
    'background conversation include max_tool_calls metadata parallel_tool_calls previous_response_id prompt ' +
      'prompt_cache_key prompt_cache_retention reasoning safety_identifier service_tier store stream_options ' +
      'tool_choice tools top_logprobs top_p truncation user',
  ),
});

const chatSchema = z.strictObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role, content: content.nullish() })).min(1),
  max_completion_tokens: count,
  max_tokens: count,
  temperature,
  response_format: z
    .discriminatedUnion('type', [
      ...plainFormats,
      z.strictObject({ type: z.literal('json_schema'), json_schema: z.strictObject(named) }),
    ])
    .optional(),
  stream: z.boolean().nullish(),
  n: z.int().min(1).max(1).nullish(),
  ...others(
    'audio frequency_penalty function_call functions logit_bias logprobs metadata modalities parallel_tool_calls ' +
      'prediction presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort safety_identifier seed ' +
      'service_tier stop store stream_options tool_choice tools top_logprobs top_p user verbosity web_search_options',
  ),
});

/** Throws OpenAiRefusal 400. */
export const readResponsesAsk = (request: FakeRequest): Ask => {
  const [body, asked] = readBody(request, responsesSchema);
  const items = typeof asked.input === 'string' ? [{ role: 'user' as const, content: asked.input }] : asked.input;
  const format = asked.text?.format ?? { type: 'text' as const };
  return {
    api: 'responses',
    model: asked.model,
    instructions: [asked.instructions ?? '', ...textsOf(items, true)].filter((text) => text !== '').join('\n'),
    input: textsOf(items, false),
    format: format.type === 'json_schema' ? schemaFormat(format) : { type: format.type },
    maxOutputTokens: asked.max_output_tokens ?? null,
    temperature: asked.temperature ?? null,
    body,
  };
};

/** Throws OpenAiRefusal 400. */
export const readChatAsk = (request: FakeRequest): Ask => {
  const [body, asked] = readBody(request, chatSchema);
  const format = asked.response_format ?? { type: 'text' as const };
  return {
    api: 'chat',
    model: asked.model,
    instructions: textsOf(asked.messages, true).join('\n'),
    input: textsOf(asked.messages, false),
    format: format.type === 'json_schema' ? schemaFormat(format.json_schema) : { type: format.type },
    maxOutputTokens: asked.max_completion_tokens ?? asked.max_tokens ?? null,
    temperature: asked.temperature ?? null,
    body,
  };
};

const schemaFormat = (format: {
  name: string;
  schema?: unknown;
  strict?: boolean | null | undefined;
}): AskedFormat => ({
  type: 'json_schema',
  name: format.name,
  schema: format.schema,
  strict: format.strict === true,
});

interface Said {
  readonly role?: string | undefined;
  readonly content?: z.infer<typeof content> | null | undefined;
}

const textsOf = (items: readonly Said[], fromAbove: boolean): string[] =>
  items
    .filter((item) => (item.role === 'system' || item.role === 'developer') === fromAbove)
    .flatMap((item) =>
      typeof item.content === 'string' ? [item.content] : (item.content ?? []).flatMap(({ text }) => text ?? []),
    );

const readBody = <T>(request: FakeRequest, schema: z.ZodType<T>): [Readonly<Record<string, unknown>>, T] => {
  let body: unknown;
  try {
    body = request.json();
  } catch {
    throw badRequest(
      'We could not parse the JSON body of your request. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.',
      null,
      null,
    );
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return [body as Readonly<Record<string, unknown>>, parsed.data];
  throw faultOf(parsed.error.issues[0], body);
};

/** A wrong parameter in OpenAI's words. */
const faultOf = (issue: z.core.$ZodIssue | undefined, body: unknown): OpenAiRefusal => {
  const path = issue === undefined ? [] : issue.path;
  const param = path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );
  if (issue?.code === 'unrecognized_keys') {
    const name = [param, issue.keys[0]].filter((step) => step !== '').join('.');
    return badRequest(`Unknown parameter: '${name}'.`, 'unknown_parameter', name);
  }
  const value = path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    body,
  );
  if (value === undefined) {
    return badRequest(`Missing required parameter: '${param}'.`, 'missing_required_parameter', param);
  }
  if (issue?.code === 'too_small' && typeof value === 'number') {
    const bound = `Expected a value >= ${String(issue.minimum)}, but got ${value} instead.`;
    return badRequest(`Invalid '${param}': integer below minimum value. ${bound}`, 'integer_below_min_value', param);
  }
  return badRequest(`Invalid value for '${param}': ${issue?.message ?? 'not understood'}.`, 'invalid_value', param);
};
