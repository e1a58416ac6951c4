import type { PostgresPool } from 'kysely';
import { STORE_TIMEOUTS, type StoreConnection } from '../store-database.ts';
import { isServerGone } from '../store-error.ts';
import { createStorePool } from '../store-pool.ts';
import { joinDirectory, type Membership } from './join-directory.ts';

interface Seat {
  readonly pool: PostgresPool;
  /** Can be called again. */
  leave(): Promise<void>;
}

/** A connection to the embedded database of a directory. Nothing is opened yet. */
export const connectEmbedded = (dir: string): StoreConnection => ({
  pool: createEmbeddedPool(dir),
  label: `embedded at ${dir}`,
  redact: (text) => text,
  timeouts: STORE_TIMEOUTS,
});

/** Joins on the first call, and anew (perhaps as the owner) when the server has gone. */
const createEmbeddedPool = (dir: string): PostgresPool => {
  let seat: Promise<Seat> | null = null;
  const takeSeat = (): Promise<Seat> => {
    const taken = (seat ??= sit(dir));
    // A seat that could not be had is asked for again by the next call.
    taken.catch(() => giveUp(taken));
    return taken;
  };
  const giveUp = (given: Promise<Seat>): void => {
    if (seat === given) seat = null;
  };
  return {
    options: {},
    connect: async () => {
      const taken = takeSeat();
      try {
        return await (await taken).pool.connect();
      } catch (thrown) {
        if (!isServerGone(thrown)) throw thrown;
        giveUp(taken);
        void taken.then((left) => left.leave());
        return (await takeSeat()).pool.connect();
      }
    },
    end: async () => {
      const taken = seat;
      seat = null;
      if (taken !== null) await (await taken).leave();
    },
  };
};

const sit = async (dir: string): Promise<Seat> => {
  const membership = await joinDirectory(dir);
  const target = { host: membership.place, port: 5432, user: 'postgres', database: 'postgres', ssl: false };
  const pool = createStorePool(target, STORE_TIMEOUTS);
  let left: Promise<void> | null = null;
  return { pool, leave: () => (left ??= leave(pool, membership)) };
};

const leave = async (pool: PostgresPool, membership: Membership): Promise<void> => {
  await pool.end();
  await membership.leave();
};
