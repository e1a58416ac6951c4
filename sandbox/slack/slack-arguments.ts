import { BadJson, type FakeRequest } from '../http-server.ts';
import { SlackRefusal } from './slack-refusal.ts';

/** A method's arguments, from a JSON body, a form or the query. Forms carry objects as JSON texts. */
export class SlackArguments {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  /** Undefined when it is missing or empty; numbers and booleans of JSON bodies are taken as their texts. */
  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw invalidArgument(name);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw invalidArgument(name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.text(name);
    return value === 'true' || value === '1';
  }

  /** A whole number from `low` to `high`; throws `invalid_limit` otherwise. */
  count(name: string, otherwise: number, low: number, high: number): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const count = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (!(count >= low && count <= high)) throw new SlackRefusal('invalid_limit');
    return count;
  }

  /** An object or array; `error` when it is no JSON. */
  structure(name: string, error: string): unknown {
    const value = this.#values[name];
    if (value === '' || value === null) return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw new SlackRefusal(error);
    }
  }
}

const invalidArgument = (name: string): SlackRefusal =>
  new SlackRefusal('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });

export const readArguments = (request: FakeRequest): SlackArguments => {
  const query = Object.fromEntries(request.url.searchParams);
  if (request.body.length === 0) return new SlackArguments(query);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') {
    return new SlackArguments({ ...query, ...Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) });
  }
  if (type !== 'application/json') throw new SlackRefusal('invalid_post_type');
  return new SlackArguments({ ...query, ...readJsonObject(request) });
};

const readJsonObject = (request: FakeRequest): Readonly<Record<string, unknown>> => {
  let body: unknown;
  try {
    body = request.json();
  } catch (error) {
    if (error instanceof BadJson) throw new SlackRefusal('invalid_json');
    throw error;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SlackRefusal('json_not_object');
  return { ...body };
};
