import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type GetQueryResultsCommandOutput,
  type ResultField,
  type StartQueryCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallLog } from '../../sandbox/call-log.ts';
import { CloudWatchApi } from '../../sandbox/cloudwatch/cloudwatch-api.ts';
import type { CloudWatchOptions } from '../../sandbox/cloudwatch/cloudwatch-options.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake } from '../../sandbox/http-server.ts';

export interface EventSketch {
  readonly atMs: number;
  readonly message: string;
  readonly stream?: string;
}

/** Log events by log group, written where the fake reads them, and the fake served. */
export const startCloudWatch = async (
  events: Readonly<Record<string, readonly EventSketch[]>>,
  options: Partial<CloudWatchOptions> = {},
) => {
  const dir = await mkdtemp(join(tmpdir(), 'daybrief-logs-'));
  const logGroups = await Promise.all(
    Object.entries(events).map(async ([name, sketches], index) => {
      const file = join(dir, `${index}.jsonl`);
      await writeFile(file, sketches.map(lineOf).join(''));
      return { name, file };
    }),
  );
  const api = new CloudWatchApi({ logGroups }, options);
  const faults = new FaultInjector();
  const calls = new CallLog();
  const server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls });
  const clients: CloudWatchLogsClient[] = [];
  return {
    server,
    faults,
    calls,
    /** A client of AWS's own SDK, without its retries. */
    client: (accessKeyId = 'AKIASANDBOX', secretAccessKey = 'any'): CloudWatchLogsClient => {
      const credentials = { accessKeyId, secretAccessKey };
      const client = new CloudWatchLogsClient({
        region: 'us-east-1',
        endpoint: server.url,
        credentials,
        maxAttempts: 1,
      });
      clients.push(client);
      return client;
    },
    close: async (): Promise<void> => {
      for (const client of clients) client.destroy();
      api.close();
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

export type CloudWatchSandbox = Awaited<ReturnType<typeof startCloudWatch>>;

const lineOf = ({ atMs, message, stream = 'stream-1' }: EventSketch): string =>
  `${JSON.stringify({ '@timestamp': new Date(atMs).toISOString(), '@message': message, '@logStream': stream })}\n`;

/** Starts a query and waits for its end; the rows without their pointers. */
export const query = async (
  client: CloudWatchLogsClient,
  input: StartQueryCommandInput,
): Promise<GetQueryResultsCommandOutput & { readonly rows: readonly Readonly<Record<string, string>>[] }> => {
  const { queryId } = await client.send(new StartQueryCommand(input));
  for (;;) {
    const output = await client.send(new GetQueryResultsCommand({ queryId }));
    if (output.status !== 'Scheduled' && output.status !== 'Running') {
      return { ...output, rows: (output.results ?? []).map(recordOf) };
    }
    await sleep(10);
  }
};

export const recordOf = (row: readonly ResultField[]): Readonly<Record<string, string>> =>
  Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field ?? '', value ?? '']));
