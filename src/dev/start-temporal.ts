import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { SEARCH_ATTRIBUTES } from '../domain/search-attribute-keys.ts';
import { freePort } from './free-port.ts';
import { endOrphanedServer, forgetServer, recordServer } from './orphaned-server.ts';

export interface DevTemporalOptions {
  /** The `temporal` program. */
  readonly cliPath: string;
  /** The server keeps its database and its log here; it outlives a `kill -9`. */
  readonly dir: string;
  /** Ports that are taken if they are free; others otherwise. */
  readonly port?: number;
  readonly uiPort?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface DevTemporal {
  /** host:port of the gRPC frontend. */
  readonly address: string;
  readonly uiUrl: string;
  readonly namespace: string;
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const NAMESPACE = 'default';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/** Temporal's development server with its state on disk, on loopback. Throws `Unavailable` with the end of its log. */
export const startTemporal = async (options: DevTemporalOptions): Promise<DevTemporal> => {
  await mkdir(options.dir, { recursive: true });
  await endOrphanedServer(options.dir);
  const port = await freePort(options.port);
  const uiPort = await freePort(options.uiPort);
  const logFile = join(options.dir, 'temporal.log');
  const log = await open(logFile, 'a');
  const child = spawn(options.cliPath, serverArguments(options.dir, port, uiPort), {
    stdio: ['ignore', log.fd, log.fd],
    env: options.env,
    // A group of its own: Ctrl-C in the terminal must not end the server before the worker.
    detached: true,
  });
  await log.close();
  if (child.pid !== undefined) await recordServer(options.dir, { pid: child.pid, ownerPid: process.pid });
  const ended = once(child, 'close').then(() => undefined);
  const failed = once(child, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  const address = `127.0.0.1:${port}`;
  try {
    await Promise.race([isServing(address), failed, ended.then(() => Promise.reject(new Error('it ended at once')))]);
  } catch (thrown) {
    await stop(child, ended);
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DaybriefError(
      'Unavailable',
      `Temporal's development server did not start (${options.cliPath}): ${reason}. Its log: ${logFile}.`,
    );
  }
  return {
    address,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    namespace: NAMESPACE,
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      await stop(child, ended);
      await forgetServer(options.dir);
    },
  };
};

const serverArguments = (dir: string, port: number, uiPort: number): string[] => [
  ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
  ...['--db-filename', join(dir, 'temporal.db'), '--log-level', 'warn'],
  ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
];

/** Ready when the namespace answers: the frontend listens a little earlier. */
const isServing = async (address: string): Promise<void> => {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2s' });
      try {
        await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
};

const stop = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
};
