import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake } from '../../sandbox/http-server.ts';
import { createOpenAiApi, SANDBOX_OPENAI_KEY, type OpenAiApiOptions } from '../../sandbox/openai/openai-api.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The parts of both APIs' answers that tests look at. */
  readonly body: {
    readonly error?: null | {
      readonly message: string;
      readonly type: string;
      readonly param: string | null;
      readonly code: string | null;
    };
    readonly status?: string;
    readonly incomplete_details?: { readonly reason: string } | null;
    readonly output?: readonly {
      readonly type: string;
      readonly content?: readonly { readonly type: string; readonly text?: string; readonly refusal?: string }[];
    }[];
    readonly choices?: readonly {
      readonly finish_reason: string;
      readonly message: { readonly content: string | null; readonly refusal: string | null };
    }[];
    readonly usage?: Readonly<Record<string, unknown>>;
    readonly data?: readonly { readonly id: string }[];
  };
}

/** A served fake OpenAI and ways to ask it. */
export const startOpenAi = async (options: OpenAiApiOptions = {}) => {
  const faults = new FaultInjector();
  const api = createOpenAiApi(options);
  const server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls: new CallLog() });
  const send = async (path: string, body?: unknown, key = SANDBOX_OPENAI_KEY): Promise<Answered> => {
    const response = await fetch(`${server.url}/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: key === '' ? {} : { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answered['body'] };
  };
  /** The answer to an input in a schema, by Responses. */
  const answerIn = async (schema: object, input: string, instructions = 'Analyse.'): Promise<unknown> => {
    const format = { type: 'json_schema', name: 'answer', strict: true, schema };
    const { body } = await send('/responses', { model: 'gpt-6.1-sol', instructions, input, text: { format } });
    if (body.error != null) throw new Error(body.error.message);
    return JSON.parse(body.output?.at(-1)?.content?.[0]?.text ?? '');
  };
  return { server, faults, send, answerIn };
};

export type OpenAiSandbox = Awaited<ReturnType<typeof startOpenAi>>;

/** The schema of an object with all of these properties, as strict structured outputs want it. */
export const objectSchema = (properties: Record<string, unknown>): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
