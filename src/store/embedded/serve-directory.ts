import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { guardSession } from './guard-session.ts';
import { preparePlace, socketIn, socketPlaces } from './socket-places.ts';

export interface DirectoryServer {
  /** The directory of its socket: the host for a client of PostgreSQL. */
  readonly place: string;
  stop(): Promise<void>;
}

const MAX_CONNECTIONS = 200;

/**
 * Opens the database in the directory and serves it on a socket. The caller holds the directory's lock. What it
 * acknowledged outlives the death of the process, but not a loss of power: PGlite runs with fsync off.
 */
export const serveDirectory = async (dir: string, onCrash: (thrown: unknown) => void): Promise<DirectoryServer> => {
  const db = await openDatabase(dir);
  try {
    const { place, server } = await listen(dir, guardSession(db, onCrash));
    return {
      place,
      stop: async () => {
        await server.stop();
        await db.close();
        await rm(socketIn(place), { force: true });
      },
    };
  } catch (thrown) {
    await db.close();
    throw thrown;
  }
};

/** A database whose making was cut short could never be opened again; nothing was in it, so it is made anew. */
const openDatabase = async (dir: string): Promise<PGlite> => {
  const data = join(dir, 'pgdata');
  const unfinished = join(dir, 'pgdata.unfinished');
  if (existsSync(data) && !existsSync(unfinished)) return PGlite.create(data);
  await writeFile(unfinished, '');
  await rm(data, { recursive: true, force: true });
  const db = await PGlite.create(data);
  await rm(unfinished);
  return db;
};

const listen = async (dir: string, db: PGlite): Promise<{ place: string; server: PGLiteSocketServer }> => {
  const failures: string[] = [];
  for (const place of socketPlaces(dir)) {
    try {
      await preparePlace(place);
      // What a dead owner left: the lock says that nobody listens there.
      await rm(socketIn(place), { force: true });
      const server = new PGLiteSocketServer({ db, path: socketIn(place), maxConnections: MAX_CONNECTIONS });
      await server.start();
      return { place, server };
    } catch (thrown) {
      failures.push(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
  throw new Error(`no place for a socket: ${failures.join('; ')}`);
};
