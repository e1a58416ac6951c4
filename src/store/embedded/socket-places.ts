import { createHash } from 'node:crypto';
import { lstat, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Clients of PostgreSQL look for a socket of this name in the directory that is given as the host. */
const SOCKET_NAME = '.s.PGSQL.5432';
/** The kernel's limit on a socket's path: 104 bytes on macOS, 108 on Linux. */
const MAX_PATH_BYTES = 103;

export const socketIn = (place: string): string => join(place, SOCKET_NAME);

/**
 * Directories that may hold the socket of a data directory, best first: within it, or, where that path is too long or
 * its file system has no sockets, one of the system's temporary directories that every process derives alike.
 */
export const socketPlaces = (dir: string): readonly string[] => {
  const name = createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 16);
  const places = [join(resolve(dir), 'run'), join(tmpdir(), `daybrief-${userId()}-${name}`)];
  return places.filter((place) => Buffer.byteLength(socketIn(place)) <= MAX_PATH_BYTES);
};

/** Only this user gets at the socket: it asks for no password. Throws where somebody else owns the directory. */
export const preparePlace = async (place: string): Promise<void> => {
  await mkdir(place, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(place);
  if (uid !== userId() || (mode & 0o077) !== 0) {
    throw new Error(`${place} must belong to this user alone (mode 0700): remove it, or correct its owner and mode`);
  }
};

/** The place where a server answers for the data directory; null where none does. */
export const servedPlace = async (dir: string): Promise<string | null> => {
  for (const place of socketPlaces(dir)) {
    if (await answers(socketIn(place))) return place;
  }
  return null;
};

const answers = (path: string): Promise<boolean> =>
  new Promise((resolveAnswer) => {
    const socket = connect(path);
    const settle = (answered: boolean): void => {
      socket.destroy();
      resolveAnswer(answered);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });

const userId = (): number => process.getuid?.() ?? 0;
