import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { servedPlace } from '../../src/store/embedded/socket-places.ts';
import type { StoreOptions } from '../../src/store/open-store.ts';
import { startPostgres } from './postgres-server.ts';

/** Where stores of one database are opened; the clock is the test's. */
export interface TestEngine {
  readonly options: Omit<StoreOptions, 'clock'>;
  /** For a client of the test's own; on the embedded database, while a store is open. */
  target(): Promise<ClientConfig>;
  stop(): Promise<void>;
}

export const startEmbedded = async (): Promise<TestEngine> => {
  const embeddedDir = await mkdtemp(join(tmpdir(), 'daybrief-store-'));
  return {
    options: { databaseUrl: null, embeddedDir },
    target: async () => {
      const host = await servedPlace(embeddedDir);
      if (host === null) throw new Error(`Nobody serves ${embeddedDir}.`);
      return { host, user: 'postgres', database: 'postgres' };
    },
    stop: () => rm(embeddedDir, { recursive: true, force: true }),
  };
};

export const startServer = async (): Promise<TestEngine> => {
  const server = await startPostgres();
  return {
    options: { databaseUrl: server.url, embeddedDir: '' },
    target: () => Promise.resolve({ connectionString: server.url }),
    stop: () => server.stop(),
  };
};

/** The one suite runs on each. */
export const ENGINES = [
  { name: 'PostgreSQL', start: startServer },
  { name: 'embedded', start: startEmbedded },
] as const;

/** Runs one statement beside the store. */
export const askDatabase = async (target: ClientConfig, statement: string): Promise<readonly unknown[]> => {
  const client = new Client(target);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

export const ENGINE_TIMEOUT_MS = 120_000;
