import type { ApiName, FaultKind } from './faults.ts';

export interface Call {
  readonly api: ApiName;
  readonly operation: string;
  /** Null while there is no answer, and for good when the connection was cut or the client gave up first. */
  readonly status: number | null;
  /** When the request had arrived; epoch milliseconds. */
  readonly atMs: number;
  /** The fault that struck it, if one did. */
  readonly fault: FaultKind | null;
}

export interface CallCounts {
  readonly total: number;
  readonly operations: Readonly<Record<string, number>>;
}

/** The newest calls that are kept one by one; the counts cover all. */
const MAX_KEPT = 5_000;

/** Counts the calls that reached each API, also those that a fault struck. `clock` gives epoch milliseconds. */
export class CallLog {
  readonly #clock: () => number;
  #kept: { -readonly [K in keyof Call]: Call[K] }[] = [];
  readonly #counts = new Map<ApiName, Map<string, number>>();

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** Counts a call that has arrived; what it returns is to be called with the status once it is answered. */
  begin(api: ApiName, operation: string, fault: FaultKind | null = null): (status: number) => void {
    const operations = this.#counts.get(api) ?? new Map<string, number>();
    this.#counts.set(api, operations);
    operations.set(operation, (operations.get(operation) ?? 0) + 1);
    const call = { api, operation, status: null as number | null, atMs: this.#clock(), fault };
    this.#kept.push(call);
    // Cut in blocks: shifting an array of thousands at every call is slow.
    if (this.#kept.length > 2 * MAX_KEPT) this.#kept = this.#kept.slice(-MAX_KEPT);
    return (status) => {
      call.status = status;
    };
  }

  /** Oldest first, at most 5,000. */
  list(): readonly Call[] {
    return this.#kept.slice(-MAX_KEPT);
  }

  count(api: ApiName, operation?: string): number {
    const operations = this.#counts.get(api);
    if (operations === undefined) return 0;
    if (operation !== undefined) return operations.get(operation) ?? 0;
    return [...operations.values()].reduce((sum, count) => sum + count, 0);
  }

  counts(): Readonly<Partial<Record<ApiName, CallCounts>>> {
    return Object.fromEntries(
      [...this.#counts].map(([api, operations]) => [
        api,
        { total: this.count(api), operations: Object.fromEntries(operations) },
      ]),
    );
  }

  clear(): void {
    this.#kept = [];
    this.#counts.clear();
  }
}
