import { z } from 'zod';

export const API_NAMES = ['jira', 'github', 'cloudwatch', 'slack', 'openai'] as const;
export type ApiName = (typeof API_NAMES)[number];

/**
 * - `status`: answers with `status` (default 500) instead of performing the request.
 * - `rate-limit`: answers as that API does when its limit is reached, with `retryAfterSeconds` (default 1).
 * - `reset`: the connection is reset before the request is performed.
 * - `hang`: never answers; ends when the client gives up or the server closes.
 * - `malformed`: performs the request, then sends `body`, or the first half of the true body, with status 200.
 * - `accept-then-cut`: performs the request (a posted message stays), then resets the connection.
 */
export const FAULT_KINDS = ['status', 'rate-limit', 'reset', 'hang', 'malformed', 'accept-then-cut'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source, 'i').source !== '';
  } catch {
    return false;
  }
};

export const faultRuleSchema = z.strictObject({
  api: z.enum(API_NAMES),
  /** Regular expression (case-insensitive) on "METHOD /path" or the API's name of the operation; default: every call. */
  match: z.string().refine(isPattern, 'must be a regular expression').optional(),
  kind: z.enum(FAULT_KINDS),
  status: z.int().min(400).max(599).optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  /** Sent as it is when it's a string (as HTML if it looks so), else as JSON. */
  body: z.unknown().optional(),
  /** How many calls it strikes; default: all. */
  times: z.int().min(1).optional(),
  /** Matching calls that pass unharmed before the first strike; default 0. */
  afterCalls: z.int().min(0).optional(),
  /** The rule ends so many milliseconds after it was added. */
  untilMs: z.int().min(0).optional(),
});

export type FaultRule = z.infer<typeof faultRuleSchema>;

/** A rule with what it did so far. */
export interface FaultState {
  readonly rule: FaultRule;
  readonly seen: number;
  readonly struck: number;
}

/** Decides which calls fail. `clock` gives epoch milliseconds. */
export class FaultInjector {
  readonly #clock: () => number;
  readonly #latencyMs = new Map<ApiName, number>();
  #active: { rule: FaultRule; seen: number; struck: number; addedAtMs: number }[] = [];

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** Throws a ZodError when the rule isn't one. */
  add(rule: unknown): FaultRule {
    const checked = faultRuleSchema.parse(rule);
    this.#active.push({ rule: checked, seen: 0, struck: 0, addedAtMs: this.#clock() });
    return checked;
  }

  list(): readonly FaultState[] {
    return this.#active
      .filter((state) => !this.#isOver(state))
      .map(({ rule, seen, struck }) => ({ rule, seen, struck }));
  }

  /** Removes the rules of one API, or all; latency stays. */
  clear(api?: ApiName): void {
    this.#active = api === undefined ? [] : this.#active.filter(({ rule }) => rule.api !== api);
  }

  setLatency(api: ApiName, latencyMs: number): void {
    this.#latencyMs.set(api, latencyMs);
  }

  latencyMs(api: ApiName): number {
    return this.#latencyMs.get(api) ?? 0;
  }

  /** The first rule that strikes this call; counts the call for every rule that it matches. */
  strike(api: ApiName, texts: readonly string[]): FaultRule | undefined {
    let struck: FaultRule | undefined;
    for (const state of this.#active) {
      const { rule } = state;
      if (rule.api !== api || this.#isOver(state) || !matches(rule, texts)) continue;
      state.seen++;
      if (struck !== undefined || state.seen <= (rule.afterCalls ?? 0)) continue;
      state.struck++;
      struck = rule;
    }
    return struck;
  }

  #isOver({ rule, struck, addedAtMs }: { rule: FaultRule; struck: number; addedAtMs: number }): boolean {
    return struck >= (rule.times ?? Infinity) || this.#clock() - addedAtMs >= (rule.untilMs ?? Infinity);
  }
}

const matches = ({ match }: FaultRule, texts: readonly string[]): boolean => {
  if (match === undefined) return true;
  const pattern = new RegExp(match, 'i');
  return texts.some((text) => pattern.test(text));
};
