import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerReport } from './embedded-server.ts';

export interface StartedServer {
  readonly place: string;
  readonly pid: number;
  /** Ends it, if it still runs. */
  stop(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL(`./embedded-server${import.meta.url.slice(-3)}`, import.meta.url));
/** The first opening makes the database, on a busy machine beside others. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;
const STDERR_CHARS = 2_000;

/** A server process for the directory; null when another process owns it. Throws Error with what it said last. */
export const startServer = async (dir: string): Promise<StartedServer | null> => {
  const child = fork(ENTRY, [dir], { env: {}, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-STDERR_CHARS);
  });
  child.stderr?.on('error', () => undefined);
  const report = await firstReport(child);
  if (report.kind === 'serving') {
    return { place: report.place, pid: child.pid ?? 0, stop: () => stop(child) };
  }
  await stop(child);
  if (report.kind === 'busy') return null;
  throw new Error([report.reason, said.trim()].filter((text) => text !== '').join(': '));
};

const firstReport = (child: ChildProcess): Promise<ServerReport> =>
  new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ kind: 'failed', reason: `it took longer than ${START_TIMEOUT_MS / 1_000} s` }),
      START_TIMEOUT_MS,
    );
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message as ServerReport);
    });
    child.once('error', (error) => resolve({ kind: 'failed', reason: error.message }));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ kind: 'failed', reason: `it ended at once (${signal ?? `exit code ${code}`})` });
    });
  });

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
};
