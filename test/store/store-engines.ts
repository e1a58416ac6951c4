import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from '../../src/store/open-store.ts';
import { startPostgres } from './postgres-server.ts';

/** Where stores of one database are opened; the clock is the test's. */
export interface TestEngine {
  readonly options: Omit<StoreOptions, 'clock'>;
  stop(): Promise<void>;
}

export const startEmbedded = async (): Promise<TestEngine> => {
  const embeddedDir = await mkdtemp(join(tmpdir(), 'daybrief-store-'));
  return {
    options: { databaseUrl: null, embeddedDir },
    stop: () => rm(embeddedDir, { recursive: true, force: true }),
  };
};

export const startServer = async (): Promise<TestEngine> => {
  const server = await startPostgres();
  return { options: { databaseUrl: server.url, embeddedDir: '' }, stop: () => server.stop() };
};

/** The one suite runs on each. */
export const ENGINES = [
  { name: 'PostgreSQL', start: startServer },
  { name: 'embedded', start: startEmbedded },
] as const;

export const ENGINE_TIMEOUT_MS = 120_000;
