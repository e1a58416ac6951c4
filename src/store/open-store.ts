import { resolve } from 'node:path';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { Diagnosis, EvidenceStore, HistoryStore } from '../ports.ts';
import { connectPostgres } from './connect-postgres.ts';
import { diagnoseStore } from './diagnose-store.ts';
import { connectEmbedded } from './embedded/connect-embedded.ts';
import { createEvidenceStore } from './evidence-store.ts';
import { createHistoryStore } from './history-store.ts';
import { migrateStore } from './migrate-store.ts';
import { createStoreDatabase } from './store-database.ts';

export interface StoreOptions {
  /** postgres://USER:PASSWORD@HOST:5432/DATABASE; null for the embedded database. */
  readonly databaseUrl: string | null;
  /** Used when `databaseUrl` is null; made if it isn't there. Processes that name the same one share it. */
  readonly embeddedDir: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface Store {
  readonly history: HistoryStore;
  readonly evidence: EvidenceStore;
  /** For people, without credentials: "PostgreSQL at db.acme:5432/daybrief", "embedded at …". */
  readonly label: string;
  diagnose(): Promise<readonly Diagnosis[]>;
  close(): Promise<void>;
}

/**
 * Connects and brings the tables up to this version. Throws only DaybriefError: `Unavailable`, `Unauthorized`,
 * `Forbidden`, `TimedOut`, and `InvalidConfig` for a URL, database or directory that can't be used, or a database that
 * a newer version has migrated. The store's methods connect again by themselves after a failure.
 */
export const openStore = async ({ databaseUrl, embeddedDir, clock }: StoreOptions): Promise<Store> => {
  if (databaseUrl === null && embeddedDir === '') {
    throw new DaybriefError('InvalidConfig', 'The store has neither a database URL nor a directory: name one of them.');
  }
  const database = createStoreDatabase(
    databaseUrl === null ? connectEmbedded(resolve(embeddedDir)) : connectPostgres(databaseUrl),
  );
  try {
    await database.transact('prepare the tables', (trx) => migrateStore(trx, database.label));
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
  return {
    history: createHistoryStore(database),
    evidence: createEvidenceStore(database, clock),
    label: database.label,
    diagnose: () => diagnoseStore(database),
    close: () => database.close(),
  };
};
