import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Pool, types, type PoolClient, type PoolConfig } from 'pg';
import { fromStoredJson } from './storable-text.ts';
import type { StoreTimeouts } from './store-database.ts';
import { isAnswerLost } from './store-error.ts';

const MAX_CONNECTIONS = 5;

/** A small pool that reads bigint as number and jsonb out of its stored form. */
export const createStorePool = (target: PoolConfig, timeouts: StoreTimeouts): PostgresPool => {
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
  // Unheard, the loss of a connection (a restart of the server) would end the process: of an idle one by the pool's
  // event, of one in use between two statements by its own. The next statement fails; the pool replaces it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { options: {}, connect: async () => discardable(await pool.connect()), end: () => pool.end() };
};

/**
 * A client whose answer did not come in time is used no more: pg would let the next statements wait behind that one,
 * for as long as the system takes to notice that the network is gone.
 */
const discardable = (client: PoolClient): PostgresPoolClient => {
  let lost: Error | null = null;
  const query = async <Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> => {
    // The rollback; its error would stand before the one that counts.
    if (lost !== null) throw lost;
    try {
      return (await client.query(sql, [...parameters])) as unknown as PostgresQueryResult<Row>;
    } catch (thrown) {
      if (isAnswerLost(thrown)) lost = thrown;
      throw thrown;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(lost !== null || destroy === true),
  };
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
