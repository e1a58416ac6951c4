import { z } from 'zod';
import type { FaultRule } from '../faults.ts';
import type { FakeApi, FakeRequest, FakeResponse } from '../http-server.ts';
import type { World } from '../world.ts';
import { AwsError, awsResponse } from './aws-error.ts';
import { checkSignature } from './check-signature.ts';
import { DEFAULT_CLOUDWATCH_OPTIONS } from './cloudwatch-options.ts';
import type { CloudWatchOptions } from './cloudwatch-options.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { InsightsQueries } from './insights-queries.ts';
import type { InsightsQuery } from './insights-queries.ts';
import { LogGroups } from './log-groups.ts';
import { decodeToken, encodeToken, readInput } from './read-input.ts';
import { QueryStarter } from './start-query.ts';

const TARGET_PREFIX = 'Logs_20140328.';
const MAX_PAGE_ROWS = 10_000;

const resultsInput = z.object({
  queryId: z.string().min(1).max(256),
  nextToken: z.string().optional(),
  maxItems: z.int().min(1).max(MAX_PAGE_ROWS).optional(),
});
const stopInput = z.object({ queryId: z.string().min(1).max(256) });
const queriesInput = z.object({
  logGroupName: z.string().optional(),
  status: z.string().optional(),
  maxResults: z.int().min(1).max(1000).optional(),
  nextToken: z.string().optional(),
});

/** CloudWatch Logs over AWS JSON 1.1: Logs Insights queries on the world's log files. */
export class CloudWatchApi implements FakeApi {
  readonly name = 'cloudwatch';
  readonly #options: CloudWatchOptions;
  readonly #groups: LogGroups;
  readonly #queries: InsightsQueries;
  readonly #operations: Record<string, (input: unknown) => object | string | Promise<object | string>>;

  constructor(world: Pick<World, 'logGroups'>, options: Partial<CloudWatchOptions> = {}) {
    this.#options = { ...DEFAULT_CLOUDWATCH_OPTIONS, ...options };
    this.#groups = new LogGroups(world.logGroups, this.#options.region);
    this.#queries = new InsightsQueries(this.#options.clock, this.#options.queryDurationMs);
    const starter = new QueryStarter(this.#groups, this.#queries, this.#options);
    this.#operations = {
      StartQuery: (input) => starter.start(input),
      GetQueryResults: (input) => this.#getQueryResults(input),
      StopQuery: (input) => this.#stopQuery(input),
      DescribeQueries: (input) => this.#describeQueries(input),
      DescribeLogGroups: (input) => this.#groups.describe(input),
      FilterLogEvents: (input) => filterLogEvents(this.#groups, input),
    };
  }

  operation(request: FakeRequest): string {
    return String(request.headers['x-amz-target'] ?? '').replace(TARGET_PREFIX, '') || 'unknown';
  }

  async routes(request: FakeRequest): Promise<FakeResponse> {
    try {
      checkSignature(request, this.#options.accessKeyId, this.#options.secretAccessKey);
      const operation = this.#operations[this.operation(request)];
      if (request.method !== 'POST' || !operation) throw new AwsError('UnknownOperationException', '', 404);
      return awsResponse(200, await operation(readBody(request)));
    } catch (error) {
      if (error instanceof AwsError) return error.toResponse();
      throw error;
    }
  }

  failure(rule: FaultRule): FakeResponse {
    if (rule.kind === 'rate-limit') return new AwsError('ThrottlingException', 'Rate exceeded', 400).toResponse();
    const status = rule.status ?? 500;
    if (status === 400) return new AwsError('ThrottlingException', 'Rate exceeded', 400).toResponse();
    if (status === 403) return new AwsError('AccessDeniedException', 'User is not authorized', 400).toResponse();
    const type = status === 503 ? 'ServiceUnavailableException' : 'InternalServerException';
    return new AwsError(type, 'The service cannot complete the request.', status).toResponse();
  }

  /** Ends the queries that still run. */
  close(): void {
    this.#queries.close();
  }

  async #getQueryResults(rawInput: unknown): Promise<string> {
    const input = readInput(resultsInput, rawInput);
    const query = this.#find(input.queryId);
    const { status } = query;
    const from = decodeToken(query.id, input.nextToken);
    const page = await this.#queries.page(query.id, from, input.maxItems ?? MAX_PAGE_ROWS);
    const statistics = { ...query.statistics, estimatedRecordsSkipped: 0, estimatedBytesSkipped: 0 };
    const nextToken = page.nextRow === undefined ? undefined : encodeToken(query.id, page.nextRow);
    const rest = { status, statistics: { ...statistics, resultCount: page.rowCount }, nextToken };
    return `{"queryLanguage":"CWLI","results":${page.json},${JSON.stringify(rest).slice(1)}`;
  }

  #stopQuery(rawInput: unknown): object {
    const query = this.#find(readInput(stopInput, rawInput).queryId);
    if (!this.#queries.stop(query.id)) {
      throw new AwsError(
        'InvalidParameterException',
        `Query ${query.id} is not running, its status is ${query.status}`,
      );
    }
    return { success: true };
  }

  #describeQueries(rawInput: unknown): object {
    const input = readInput(queriesInput, rawInput);
    const matching = this.#queries
      .list()
      .filter((query) => input.logGroupName === undefined || query.groupNames.includes(input.logGroupName))
      .filter((query) => input.status === undefined || query.status === input.status);
    const from = decodeToken('queries', input.nextToken);
    const to = from + (input.maxResults ?? 1000);
    const nextToken = to < matching.length ? encodeToken('queries', to) : undefined;
    return { queries: matching.slice(from, to).map(describeQuery), nextToken };
  }

  #find(queryId: string): InsightsQuery {
    const query = this.#queries.get(queryId);
    if (query) return query;
    throw new AwsError('ResourceNotFoundException', `Query ${queryId} does not exist.`);
  }
}

function describeQuery(query: InsightsQuery): object {
  return {
    queryLanguage: 'CWLI',
    queryId: query.id,
    queryString: query.text,
    status: query.status,
    createTime: query.createTimeMs,
    logGroupName: query.groupNames[0],
    bytesScanned: query.statistics.bytesScanned,
  };
}

function readBody(request: FakeRequest): unknown {
  try {
    return request.json();
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}
