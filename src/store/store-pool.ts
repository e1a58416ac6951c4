import { Pool, types, type PoolConfig } from 'pg';
import { fromStoredJson } from './storable-text.ts';
import type { StoreTimeouts } from './store-database.ts';

const MAX_CONNECTIONS = 5;

/** A small pool that reads bigint as number and jsonb out of its stored form. */
export const createStorePool = (target: PoolConfig, timeouts: StoreTimeouts): Pool => {
  const pool = new Pool({
    ...target,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: timeouts.connectMs,
    query_timeout: timeouts.answerMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'daybrief',
    types: { getTypeParser },
  });
  // Unheard, the loss of an idle connection (a restart of the server) would end the process. The pool replaces it.
  pool.on('error', () => undefined);
  return pool;
};

/** Type ids of PostgreSQL. */
const INT8 = 20;
const JSONB = 3802;

/** Counts, sizes and epoch milliseconds all stay far below 2^53. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (format === 'binary') return types.getTypeParser(oid, 'binary');
  if (oid === INT8) return Number;
  if (oid === JSONB) return fromStoredJson;
  return types.getTypeParser(oid, 'text');
}) as typeof types.getTypeParser;
