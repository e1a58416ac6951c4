import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilterVerdicts } from './filter-verdicts.ts';
import type { QueryPlan } from './plan-query.ts';
import { renderEvents, renderTable } from './render-rows.ts';
import { QueryRun } from './run-query.ts';
import type { QueryResult, QueryScope, QueryStatistics } from './run-query.ts';

export type QueryStatus = 'Scheduled' | 'Running' | 'Complete' | 'Failed' | 'Cancelled' | 'Timeout';

export interface InsightsQuery {
  readonly id: string;
  readonly text: string;
  readonly groupNames: string[];
  readonly createTimeMs: number;
  readonly status: QueryStatus;
  readonly statistics: QueryStatistics;
}

interface QueryRecord extends InsightsQuery {
  status: QueryStatus;
  plan: QueryPlan;
  scope: QueryScope;
  run: QueryRun;
  result: QueryResult | undefined;
  abort: AbortController;
}

export interface Page {
  json: string;
  /** Rows from the next one on; undefined after the last page. */
  nextRow: number | undefined;
  rowCount: number;
}

const MAX_EXECUTING = 4;
const MAX_REMEMBERED = 1000;

/** The queries of the account: waiting, running and ended, with references to what they found. */
export class InsightsQueries {
  readonly #queries = new Map<string, QueryRecord>();
  readonly #waiting: QueryRecord[] = [];
  readonly #verdicts = new FilterVerdicts();
  readonly #clock: () => number;
  readonly #durationMs: number;
  #executing = 0;

  /** `durationMs`: how long each query runs at least. */
  constructor(clock: () => number, durationMs: number) {
    this.#clock = clock;
    this.#durationMs = durationMs;
  }

  /** Queries that count against the limit of concurrent ones. */
  get activeCount(): number {
    return [...this.#queries.values()].filter((query) => isActive(query)).length;
  }

  start(text: string, plan: QueryPlan, scope: QueryScope): string {
    const run = new QueryRun(plan, scope, this.#verdicts);
    const query: QueryRecord = {
      id: randomUUID(),
      text,
      groupNames: scope.groups.map((group) => group.name),
      createTimeMs: this.#clock(),
      status: 'Scheduled',
      statistics: run.statistics,
      plan,
      scope,
      run,
      result: undefined,
      abort: new AbortController(),
    };
    this.#queries.set(query.id, query);
    this.#forgetOldest();
    this.#waiting.push(query);
    setImmediate(() => this.#startNext());
    return query.id;
  }

  get(id: string): InsightsQuery | undefined {
    return this.#queries.get(id);
  }

  /** Newest first. */
  list(): InsightsQuery[] {
    return [...this.#queries.values()].toReversed();
  }

  /** False if the query had ended already. */
  stop(id: string): boolean {
    const query = this.#queries.get(id);
    if (!query || !isActive(query)) return false;
    query.status = 'Cancelled';
    query.result = query.run.partial();
    query.abort.abort();
    return true;
  }

  async page(id: string, fromRow: number, maxRows: number): Promise<Page> {
    const query = this.#queries.get(id);
    if (!query || query.status === 'Scheduled') return { json: '[]', nextRow: undefined, rowCount: 0 };
    const result = query.result ?? query.run.partial();
    const rowCount = result.kind === 'events' ? result.refs.lines.length : result.table.rows.length;
    const to = Math.min(fromRow + maxRows, rowCount);
    const json =
      result.kind === 'events'
        ? await renderEvents(result.refs, fromRow, to, query.plan, query.scope.groups)
        : renderTable(result.table, fromRow, to);
    // A query that still runs has no pages yet, only what it found so far.
    return { json, nextRow: to < rowCount && query.status === 'Complete' ? to : undefined, rowCount };
  }

  /** Ends all queries. */
  close(): void {
    for (const query of this.#queries.values()) this.stop(query.id);
  }

  #startNext(): void {
    while (this.#executing < MAX_EXECUTING) {
      const query = this.#waiting.shift();
      if (!query) return;
      if (query.status !== 'Scheduled') continue;
      this.#executing += 1;
      void this.#execute(query).finally(() => {
        this.#executing -= 1;
        this.#startNext();
      });
    }
  }

  async #execute(query: QueryRecord): Promise<void> {
    query.status = 'Running';
    try {
      const [result] = await Promise.all([
        query.run.execute(query.abort.signal),
        this.#durationMs > 0 ? sleep(this.#durationMs, undefined, { signal: query.abort.signal }) : undefined,
      ]);
      if (!isActive(query)) return;
      query.result = result;
      query.status = 'Complete';
    } catch (error) {
      if (!isActive(query)) return;
      query.status = 'Failed';
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }

  #forgetOldest(): void {
    if (this.#queries.size <= MAX_REMEMBERED) return;
    const oldest = [...this.#queries.values()].find((query) => !isActive(query));
    if (oldest) this.#queries.delete(oldest.id);
  }
}

function isActive(query: InsightsQuery): boolean {
  return query.status === 'Scheduled' || query.status === 'Running';
}
