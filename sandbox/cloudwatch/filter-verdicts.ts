const UNKNOWN = 0;
const KEPT = 1;
const DROPPED = 2;
const MAX_FILTERS = 8;

/**
 * Remembers which events a filter keeps, one byte an event, for the filters used last: a client that counts first and
 * then reads slices sends the same filter many times, and log files don't change.
 */
export class FilterVerdicts {
  readonly #filters = new Map<string, Map<string, Uint8Array>>();

  /** The verdicts of that filter on a group's events, to be read and filled in. */
  of(filterKey: string, groupName: string, eventCount: number): Verdicts {
    const groups = this.#filters.get(filterKey) ?? new Map<string, Uint8Array>();
    this.#filters.delete(filterKey);
    this.#filters.set(filterKey, groups);
    const [oldest] = this.#filters.keys();
    if (this.#filters.size > MAX_FILTERS && oldest !== undefined) this.#filters.delete(oldest);
    const bytes = groups.get(groupName) ?? new Uint8Array(eventCount);
    groups.set(groupName, bytes);
    return new Verdicts(bytes);
  }
}

export class Verdicts {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isKnown(line: number): boolean {
    return this.#bytes[line] !== UNKNOWN;
  }

  isKept(line: number): boolean {
    return this.#bytes[line] === KEPT;
  }

  remember(line: number, isKept: boolean): void {
    this.#bytes[line] = isKept ? KEPT : DROPPED;
  }
}
