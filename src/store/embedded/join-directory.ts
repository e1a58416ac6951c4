import { mkdir, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import { isLocked } from './directory-lock.ts';
import { servedPlace } from './socket-places.ts';
import { startServer } from './start-server.ts';

export interface Membership {
  /** Where the owner's socket is: the host for a client of PostgreSQL. */
  readonly place: string;
  /** The server process, if it is this process's own; null for a guest. */
  readonly serverPid: number | null;
  leave(): Promise<void>;
}

/** Longer than the owner may take to start. */
const JOIN_TIMEOUT_MS = 150_000;
const POLL_MS = 100;

/**
 * Connects to the server of the directory, or becomes its owner where there is none, also after the former owner died.
 * Throws `Unavailable` when neither succeeds in time, `InvalidConfig` for a directory that can't be used.
 */
export const joinDirectory = async (directory: string, timeoutMs = JOIN_TIMEOUT_MS): Promise<Membership> => {
  const dir = await prepare(directory);
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const place = await servedPlace(dir);
    if (place !== null) return { place, serverPid: null, leave: () => Promise.resolve() };
    const server = isLocked(dir) ? null : await start(dir);
    if (server !== null) return { place: server.place, serverPid: server.pid, leave: () => server.stop() };
    if (performance.now() > deadline) {
      throw new DaybriefError(
        'Unavailable',
        `The embedded database at ${dir} is owned by another process that doesn't answer. Wait until it has started or stopped, or end it.`,
      );
    }
    await sleep(POLL_MS);
  }
};

/** The directory's one true path: the place of the socket depends on it. */
const prepare = async (dir: string): Promise<string> => {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    isLocked(dir);
    return await realpath(dir);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DaybriefError(
      'InvalidConfig',
      `The directory of the embedded database, ${dir}, can't be written: ${reason}. Name another one, or a PostgreSQL server.`,
    );
  }
};

const start = async (dir: string): ReturnType<typeof startServer> => {
  try {
    return await startServer(dir);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DaybriefError(
      'Unavailable',
      `The embedded database at ${dir} did not start: ${reason}. Check the free space and the rights of the directory.`,
    );
  }
};
