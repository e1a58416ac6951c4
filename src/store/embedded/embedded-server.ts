import { lockDirectory, type DirectoryLock } from './directory-lock.ts';
import type { DirectoryServer } from './serve-directory.ts';

/**
 * Entry of the process that owns an embedded database, started by `startServer` with the directory as its argument.
 * A process of its own, since PGlite takes some 300 MB and blocks while it works. It ends when its parent does,
 * even by `kill -9`: the channel between them closes.
 */
export type ServerReport =
  | { readonly kind: 'serving'; readonly place: string }
  /** Another process owns the directory. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly reason: string };

const STOP_TIMEOUT_MS = 10_000;

const report = (message: ServerReport, then: () => void = () => undefined): void => {
  process.send?.(message, then);
};

const fail = (thrown: unknown): void => {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  report({ kind: 'failed', reason }, () => process.exit(1));
  if (!process.connected) process.exit(1);
};

const stop = async (server: DirectoryServer, lock: DirectoryLock): Promise<void> => {
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
  await server.stop();
  lock.release();
  process.exit(0);
};

const main = async (dir: string): Promise<void> => {
  // Ctrl-C reaches the whole group; the parent still has something to write then.
  process.on('SIGINT', () => undefined);
  const parentEnded = new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
    process.once('SIGTERM', () => resolve());
  });
  const lock = lockDirectory(dir);
  if (lock === null) {
    return report({ kind: 'busy' }, () => process.disconnect());
  }
  const { serveDirectory } = await import('./serve-directory.ts');
  const server = await serveDirectory(dir, fail);
  report({ kind: 'serving', place: server.place });
  if (process.connected) await parentEnded;
  await stop(server, lock);
};

main(process.argv[2] ?? '').catch(fail);
