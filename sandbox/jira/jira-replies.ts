import type { FakeRequest, FakeResponse } from '../http-server.ts';
import type { z } from 'zod';

/** Thrown by a handler: the request is refused with Jira's error shape. */
export class JiraRefusal extends Error {
  override readonly name = 'JiraRefusal';
  readonly status: number;
  readonly errorMessages: readonly string[];
  readonly errors: Readonly<Record<string, string>>;

  constructor(status: number, errorMessages: readonly string[], errors: Readonly<Record<string, string>> = {}) {
    super([...errorMessages, ...Object.values(errors)].join(' '));
    this.status = status;
    this.errorMessages = errorMessages;
    this.errors = errors;
  }
}

export const refusal = ({ status, errorMessages, errors }: JiraRefusal): FakeResponse => ({
  status,
  body: { errorMessages, errors },
});

export const INVALID_PAYLOAD = 'Invalid request payload. Refer to the REST API documentation and try again.';

/** The request's body in the shape that the resource takes; throws JiraRefusal 400 as Jira does for any other. */
export const readBody = <T>(request: FakeRequest, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(readJson(request));
  if (!parsed.success) throw new JiraRefusal(400, [INVALID_PAYLOAD]);
  return parsed.data;
};

const readJson = (request: FakeRequest): unknown => {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new JiraRefusal(415, ['The request has an unsupported media type; send application/json.']);
  }
  try {
    return request.json();
  } catch {
    throw new JiraRefusal(400, [INVALID_PAYLOAD]);
  }
};

/** A whole number of the query string; throws JiraRefusal 400 when it is none. */
export const readCount = (request: FakeRequest, name: string, otherwise: number): number => {
  const text = request.url.searchParams.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) throw new JiraRefusal(400, [`Failed to convert value '${text}' of parameter '${name}'.`]);
  return Number(text);
};
