import { onTestFinished } from 'vitest';
import type { CloudWatchOptions as AccountOptions } from '../../../sandbox/cloudwatch/cloudwatch-options.ts';
import { createCloudWatchLogSource } from '../../../src/adapters/cloudwatch/cloudwatch-log-source.ts';
import type { CloudWatchOptions } from '../../../src/adapters/cloudwatch/cloudwatch-connection.ts';
import { toDaybriefError, type DaybriefError } from '../../../src/domain/daybrief-error.ts';
import type { LogEvent } from '../../../src/domain/log-event.ts';
import type { CallContext, LogQuery, LogSource } from '../../../src/ports.ts';
import { startCloudWatch, type CloudWatchSandbox, type EventSketch } from '../../sandbox/cloudwatch-client.ts';

export const toMs = Date.UTC(2026, 10, 20, 8, 30);
export const HOUR_MS = 3_600_000;
export const range = { fromMs: toMs - 24 * HOUR_MS, toMs };

export const call = (signal = new AbortController().signal, heartbeat = () => {}): CallContext => ({
  signal,
  heartbeat,
});

export const logQuery = (logGroups: readonly string[], maxEventsPerSlice = 100_000): LogQuery => ({
  range,
  logGroups,
  maxEventsPerSlice,
});

export interface Setup {
  readonly cloudwatch: CloudWatchSandbox;
  readonly source: LogSource;
}

/** The adapter before a fake CloudWatch with these events, for the running test. */
export const startSource = async (
  events: Readonly<Record<string, readonly EventSketch[]>>,
  options: Partial<CloudWatchOptions> = {},
  account: Partial<AccountOptions> = {},
): Promise<Setup> => {
  const cloudwatch = await startCloudWatch(events, account);
  onTestFinished(async () => cloudwatch.close());
  const source = createCloudWatchLogSource({
    region: 'us-east-1',
    endpoint: cloudwatch.server.url,
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'verysecretaccesskey' },
    clock: () => toMs,
    random: () => 0.5,
    ...options,
  });
  return { cloudwatch, source };
};

export const errors = (count: number, fromMs: number, stepMs: number): EventSketch[] =>
  Array.from({ length: count }, (_, i) => ({ atMs: fromMs + i * stepMs, message: `ERROR number ${i}` }));

export const collector = () => {
  const events: LogEvent[] = [];
  const batches: number[] = [];
  const take = (batch: readonly LogEvent[]): void => {
    events.push(...batch);
    batches.push(batch.length);
  };
  return { events, batches, take };
};

export const failureOf = async (work: Promise<unknown>): Promise<DaybriefError> => {
  try {
    await work;
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (`${error.message}${error.stack}`.includes('verysecretaccesskey'))
      throw new Error('the secret is shown', { cause: thrown });
    return error;
  }
  throw new Error('it did not fail');
};
