import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import { DEFAULT_LEVEL_FILTER } from './level-filter.ts';
import { createQueryGate, type QueryGate } from './query-gate.ts';

export interface CloudWatchCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface CloudWatchOptions {
  readonly region: string;
  /** Default: AWS's own endpoint of the region. */
  readonly endpoint?: string;
  /** Default: the SDK's chain (environment, shared files, SSO, container, instance). */
  readonly credentials?: CloudWatchCredentials;
  /** Regular expression, without slashes and flags; matched without regard to case. Default: `DEFAULT_LEVEL_FILTER`. */
  readonly levelFilter?: string;
  /** Longest that one query may run; 30 s by default. A slice gets half as much again for all its queries. */
  readonly queryBudgetMs?: number;
  /** Queries of this process at once; 8 by default, an account has 100. */
  readonly maxConcurrentQueries?: number;
  /** Rows a page, at most 10,000, which is the default. */
  readonly pageSize?: number;
  /** Rows that one query may return, at most 100,000, which is the default; more is read by further queries. */
  readonly maxRowsPerQuery?: number;
  /** Longest wait for one HTTP answer; 10 s by default. */
  readonly requestTimeoutMs?: number;
  readonly clock: () => number;
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
}

/** A client with everything that one conversation with CloudWatch needs. */
export interface CloudWatchConnection {
  readonly client: CloudWatchLogsClient;
  readonly region: string;
  readonly levelFilter: string;
  readonly queryBudgetMs: number;
  readonly pageSize: number;
  readonly maxRowsPerQuery: number;
  readonly requestTimeoutMs: number;
  readonly gate: QueryGate;
  readonly clock: () => number;
  readonly random: () => number;
  readonly redact: (text: string) => string;
}

const MAX_PAGE_SIZE = 10_000;
const MAX_ROWS_PER_QUERY = 100_000;

/** Throws `InvalidConfig` for a region, endpoint or level filter that can't be used. */
export const connectCloudWatch = (options: CloudWatchOptions): CloudWatchConnection => {
  checkOptions(options);
  const { credentials } = options;
  return {
    client: new CloudWatchLogsClient({
      region: options.region,
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
      // Waiting and trying again happens under the query's budget, which the SDK doesn't know.
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 3_000 },
    }),
    region: options.region,
    levelFilter: options.levelFilter ?? DEFAULT_LEVEL_FILTER,
    queryBudgetMs: options.queryBudgetMs ?? 30_000,
    pageSize: Math.min(options.pageSize ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE),
    maxRowsPerQuery: Math.min(options.maxRowsPerQuery ?? MAX_ROWS_PER_QUERY, MAX_ROWS_PER_QUERY),
    requestTimeoutMs: options.requestTimeoutMs ?? 10_000,
    gate: createQueryGate(options.maxConcurrentQueries ?? 8),
    clock: options.clock,
    random: options.random ?? Math.random,
    redact: redactor(credentials),
  };
};

const checkOptions = ({ region, endpoint, levelFilter }: CloudWatchOptions): void => {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new DaybriefError('InvalidConfig', `CloudWatch: "${region}" is no AWS region; one looks like eu-central-1.`);
  }
  if (endpoint !== undefined && !isHttpUrl(endpoint)) {
    throw new DaybriefError(
      'InvalidConfig',
      'CloudWatch: the endpoint must be an http or https address without credentials, such as https://logs.eu-central-1.amazonaws.com.',
    );
  }
  if (levelFilter !== undefined && !isFilter(levelFilter)) {
    throw new DaybriefError(
      'InvalidConfig',
      'CloudWatch: the level filter must be a regular expression on one line, without enclosing slashes, such as error|fatal|warn.',
    );
  }
};

const isHttpUrl = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
};

const isFilter = (text: string): boolean => {
  // A bare slash would end the expression inside the query.
  if (text.trim() === '' || /[\r\n]/.test(text) || /(?<!\\)(?:\\\\)*\//.test(text)) return false;
  try {
    return new RegExp(text, 'i').source !== '';
  } catch {
    return false;
  }
};

const redactor = (credentials: CloudWatchCredentials | undefined): ((text: string) => string) => {
  const secrets = [credentials?.secretAccessKey, credentials?.sessionToken].filter((secret) => secret !== undefined);
  return (text) => secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
};
