/** How strict the fake account is; the defaults are AWS's own. */
export interface CloudWatchOptions {
  accessKeyId: string;
  /** Undefined: any secret is accepted. */
  secretAccessKey: string | undefined;
  region: string;
  maxConcurrentQueries: number;
  /** StartQuery calls a second before ThrottlingException; undefined: not throttled. */
  maxQueriesPerSecond: number | undefined;
  /** How long each query runs at least. */
  queryDurationMs: number;
  /** Epoch milliseconds. */
  clock: () => number;
}

export const DEFAULT_CLOUDWATCH_OPTIONS: CloudWatchOptions = {
  accessKeyId: 'AKIASANDBOX',
  secretAccessKey: undefined,
  region: 'us-east-1',
  maxConcurrentQueries: 100,
  maxQueriesPerSecond: undefined,
  queryDurationMs: 0,
  clock: () => Date.now(),
};
