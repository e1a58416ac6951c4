import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DirectoryLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * The one owner's lock on a directory; null while another holds it. SQLite's lock on a file is the operating system's:
 * it ends with the process however that dies, holds between containers that share the directory, and needs no guess
 * about process ids, which are used again.
 */
export const lockDirectory = (dir: string): DirectoryLock | null => {
  const file = new DatabaseSync(join(dir, 'owner.lock'), { timeout: 0 });
  try {
    file.exec('begin exclusive');
    return { release: () => file.close() };
  } catch (thrown) {
    file.close();
    if (thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY) return null;
    throw thrown;
  }
};

export const isLocked = (dir: string): boolean => {
  const lock = lockDirectory(dir);
  lock?.release();
  return lock === null;
};
