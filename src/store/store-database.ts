import { Kysely, PostgresDialect, sql, type PostgresPool, type Transaction } from 'kysely';
import { STORE_SCHEMA, type StoreSchema } from './store-schema.ts';
import { isServerGone, toStoreError } from './store-error.ts';

export interface StoreTimeouts {
  /** For a connection to be there. */
  readonly connectMs: number;
  /** For one statement on the server. */
  readonly statementMs: number;
  /** For the answer to one statement: longer, so that it only ends what the network swallowed. */
  readonly answerMs: number;
}

export const STORE_TIMEOUTS: StoreTimeouts = { connectMs: 10_000, statementMs: 30_000, answerMs: 40_000 };

export interface StoreConnection {
  readonly pool: PostgresPool;
  /** For people, without credentials. */
  readonly label: string;
  readonly redact: (text: string) => string;
  readonly timeouts: StoreTimeouts;
}

type Work<Result> = (trx: Transaction<StoreSchema>) => Promise<Result>;

export interface StoreDatabase {
  readonly label: string;
  /**
   * Everything that is asked of the database goes through here, in one transaction. On the embedded database that is
   * also what keeps processes apart, since they share one session of it. Throws only DaybriefError.
   */
  transact<Result>(operation: string, work: Work<Result>): Promise<Result>;
  close(): Promise<void>;
}

export const createStoreDatabase = ({ pool, label, redact, timeouts }: StoreConnection): StoreDatabase => {
  const db = new Kysely<StoreSchema>({ dialect: new PostgresDialect({ pool }) });
  // Set per transaction: as start-up parameters, poolers such as PgBouncer would refuse them.
  const limits = sql.raw(
    `set local statement_timeout = ${timeouts.statementMs}; set local idle_in_transaction_session_timeout = ${timeouts.answerMs}`,
  );
  const attempt = async <Result>(work: Work<Result>): Promise<Result> => {
    let begun = false;
    const run = (): Promise<Result> =>
      db.transaction().execute(async (trx) => {
        await limits.execute(trx);
        begun = true;
        return work(trx.withSchema(STORE_SCHEMA));
      });
    try {
      return await run();
    } catch (thrown) {
      // A connection that lay idle while the server restarted shows it only now; nothing has been done yet.
      if (begun || !isServerGone(thrown)) throw thrown;
      return run();
    }
  };
  return {
    label,
    transact: async (operation, work) => {
      try {
        return await attempt(work);
      } catch (thrown) {
        throw toStoreError(thrown, { label, operation, redact });
      }
    },
    close: () => db.destroy(),
  };
};
