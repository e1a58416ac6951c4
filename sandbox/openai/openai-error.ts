import type { FakeResponse } from '../http-server.ts';

/** Thrown to refuse a request in OpenAI's shape. */
export class OpenAiRefusal extends Error {
  override readonly name = 'OpenAiRefusal';
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;

  constructor(status: number, message: string, code: string | null = null, param: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

const TYPES: Readonly<Record<number, string>> = { 429: 'requests', 500: 'server_error', 503: 'server_error' };

export const refusalReply = (
  { status, message, code, param }: OpenAiRefusal,
  headers: Readonly<Record<string, string>> = {},
): FakeResponse => ({
  status,
  headers,
  body: { error: { message, type: TYPES[status] ?? 'invalid_request_error', param, code } },
});

export const badRequest = (message: string, code: string | null, param: string | null): OpenAiRefusal =>
  new OpenAiRefusal(400, message, code, param);
