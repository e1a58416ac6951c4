import { z } from 'zod';
import { AwsError } from './aws-error.ts';
import type { CloudWatchOptions } from './cloudwatch-options.ts';
import type { InsightsQueries } from './insights-queries.ts';
import type { LogGroup } from './log-group.ts';
import type { LogGroups } from './log-groups.ts';
import { MAX_ROWS } from './parse-query.ts';
import { planQuery } from './plan-query.ts';
import type { QueryPlan } from './plan-query.ts';
import { MalformedQuery } from './query-syntax.ts';
import { readInput } from './read-input.ts';

const MAX_GROUPS = 50;
const DEFAULT_LIMIT = 10_000;
const LATEST_SECONDS = 100_000_000_000;

const names = z.array(z.string().min(1)).min(1);
const startInput = z.object({
  queryString: z.string().min(1).max(10_000),
  startTime: z.int().min(0),
  endTime: z.int().min(0),
  limit: z.int().min(1).max(MAX_ROWS).optional(),
  logGroupName: z.string().min(1).optional(),
  logGroupNames: names.optional(),
  logGroupIdentifiers: names.optional(),
  queryLanguage: z.enum(['CWLI', 'SQL', 'PPL']).optional(),
});
type StartInput = z.infer<typeof startInput>;

/** The operation StartQuery, with its limits. */
export class QueryStarter {
  readonly #groups: LogGroups;
  readonly #queries: InsightsQueries;
  readonly #options: CloudWatchOptions;
  #startsMs: number[] = [];

  constructor(groups: LogGroups, queries: InsightsQueries, options: CloudWatchOptions) {
    this.#groups = groups;
    this.#queries = queries;
    this.#options = options;
  }

  /** Throws AwsError as the service would. */
  start(rawInput: unknown): object {
    this.#throttle();
    const input = readInput(startInput, rawInput);
    checkRange(input);
    if (input.queryLanguage !== undefined && input.queryLanguage !== 'CWLI') {
      throw new AwsError(
        'InvalidParameterException',
        `The sandbox runs CWLI queries only, not ${input.queryLanguage}.`,
      );
    }
    const plan = compile(input.queryString);
    const groups = this.#groupsOf(input);
    if (this.#queries.activeCount >= this.#options.maxConcurrentQueries) {
      throw new AwsError(
        'LimitExceededException',
        `Account maximum query concurrency limit of [${this.#options.maxConcurrentQueries}] reached.`,
      );
    }
    const limit = input.limit ?? (plan.hasLimit ? MAX_ROWS : DEFAULT_LIMIT);
    const scope = { groups, startMs: input.startTime * 1000, endMs: input.endTime * 1000, limit };
    return { queryId: this.#queries.start(input.queryString, plan, scope) };
  }

  #groupsOf(input: StartInput): LogGroup[] {
    const given = [input.logGroupName, input.logGroupNames, input.logGroupIdentifiers].filter(
      (value) => value !== undefined,
    );
    const [identifiers] = given;
    if (identifiers === undefined || given.length !== 1) {
      throw new AwsError(
        'InvalidParameterException',
        'Exactly one of logGroupName, logGroupNames or logGroupIdentifiers must be given.',
      );
    }
    const unique = [...new Set([identifiers].flat())];
    if (unique.length > MAX_GROUPS) {
      throw new AwsError('InvalidParameterException', `A query can include up to ${MAX_GROUPS} log groups.`);
    }
    return unique.map((identifier) => this.#groups.find(identifier));
  }

  #throttle(): void {
    const { maxQueriesPerSecond, clock } = this.#options;
    if (maxQueriesPerSecond === undefined) return;
    const now = clock();
    this.#startsMs = [...this.#startsMs.filter((startMs) => now - startMs < 1000), now];
    if (this.#startsMs.length > maxQueriesPerSecond) throw new AwsError('ThrottlingException', 'Rate exceeded');
  }
}

function checkRange({ startTime, endTime }: StartInput): void {
  if (startTime > endTime) {
    throw new AwsError('InvalidParameterException', 'startTime must not be after endTime.');
  }
  if (endTime > LATEST_SECONDS) {
    throw new AwsError(
      'MalformedQueryException',
      "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings",
    );
  }
}

function compile(text: string): QueryPlan {
  try {
    return planQuery(text);
  } catch (error) {
    if (!(error instanceof MalformedQuery)) throw error;
    const location = { startCharOffset: error.startOffset, endCharOffset: error.endOffset };
    throw new AwsError('MalformedQueryException', error.message, 400, {
      queryCompileError: { location, message: error.message },
    });
  }
}
