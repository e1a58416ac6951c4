import type { PGlite } from '@electric-sql/pglite';

/** Parse, Bind, Describe, Execute, Close, Flush: the messages of an extended query, which Sync ends. */
const EXTENDED_QUERY: ReadonlySet<number> = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((type) => type.charCodeAt(0)));
const SYNC = Uint8Array.from([0x53, 0, 0, 0, 4]);

/**
 * The database as its socket server should see it. That server lends the one session to a connection for the length of
 * a transaction, and otherwise for a single message: the statements of two connections could mix. Here an extended
 * query counts as a transaction too. `onCrash` is called when the engine itself fails, after which the server would
 * answer nobody any more.
 */
export const guardSession = (db: PGlite, onCrash: (thrown: unknown) => void): PGlite => {
  let withinQuery = false;
  const execProtocolRawStream: PGlite['execProtocolRawStream'] = async (message, options) => {
    withinQuery = EXTENDED_QUERY.has(message[0] ?? 0);
    try {
      await db.execProtocolRawStream(message, options);
    } catch (thrown) {
      onCrash(thrown);
      throw thrown;
    }
  };
  // Only called to roll back what a connection left behind when it broke off.
  const exec: PGlite['exec'] = async (query, options) => {
    if (withinQuery) await db.runExclusive(() => db.execProtocolRaw(SYNC));
    withinQuery = false;
    return db.exec(query, options);
  };
  const guarded = { execProtocolRawStream, exec, isInTransaction: () => withinQuery || db.isInTransaction() };
  return new Proxy(db, {
    get: (target, name) => {
      if (Object.hasOwn(guarded, name)) return guarded[name as keyof typeof guarded];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
};
