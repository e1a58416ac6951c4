/**
 * Stable error codes, and the one place that says whether a retry can help.
 * `true`: the same call may succeed later. `false`: somebody has to change something first.
 */
export const RETRYABLE_BY_CODE = {
  InvalidInput: false,
  InvalidConfig: false,
  NotConfigured: false,
  Unauthorized: false,
  Forbidden: false,
  NotFound: false,
  InvalidRequest: false,
  InvalidResponse: true,
  RateLimited: true,
  Unavailable: true,
  TimedOut: true,
  Cancelled: false,
  BudgetExceeded: false,
  ModelRefused: false,
  ModelAnswerInvalid: false,
  EvidenceMissing: false,
  AllSourcesFailed: false,
  Internal: true,
} as const satisfies Record<string, boolean>;

export type ErrorCode = keyof typeof RETRYABLE_BY_CODE;

export interface DaybriefErrorOptions {
  /** How long the other side asked us to wait, in milliseconds (a 429's Retry-After). */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * The only error class thrown on purpose. The message says where, what was found, what is allowed and what to do;
 * it never holds a secret, because it is shown in Slack, logs and the Temporal Web UI.
 */
export class DaybriefError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: DaybriefErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DaybriefError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }

  get retryable(): boolean {
    return RETRYABLE_BY_CODE[this.code];
  }
}

/** Any thrown value as a DaybriefError; what is unknown is `Internal`. */
export const toDaybriefError = (thrown: unknown): DaybriefError =>
  thrown instanceof DaybriefError
    ? thrown
    : new DaybriefError('Internal', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
