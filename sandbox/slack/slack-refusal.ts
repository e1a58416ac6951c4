import type { FakeResponse } from '../http-server.ts';

/** Slack says no: HTTP 200 with `ok: false`, as for every error of the platform. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  readonly error: string;
  readonly details: object;

  /** `details` stand beside `error` in the body: `needed`, `provided`, `response_metadata`. */
  constructor(error: string, details: object = {}) {
    super(error);
    this.error = error;
    this.details = details;
  }
}

/** What is wrong with an argument, as Slack's schema checks tell it. */
export const refuseWith = (error: string, messages: readonly string[]): SlackRefusal =>
  new SlackRefusal(error, {
    errors: messages,
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });

export const refusalReply = ({ error, details }: SlackRefusal): FakeResponse => ({
  status: 200,
  body: { ok: false, error, ...details },
});

export const rateLimited = (retryAfterSeconds: number): FakeResponse => ({
  status: 429,
  headers: { 'retry-after': String(retryAfterSeconds) },
  body: { ok: false, error: 'ratelimited' },
});
