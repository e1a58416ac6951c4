import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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

/**
 * Temporal's development server with its state on disk, on loopback. Throws `Unavailable` with the end of its log,
 * `InvalidRequest` when one already runs on the directory.
 */
export const startTemporal = async (options: DevTemporalOptions): Promise<DevTemporal> => {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true });
  await endOrphanedServer(dir);
  const port = await freePort(options.port);
  const uiPort = await freePort(options.uiPort);
  const logFile = join(dir, 'temporal.log');
  const logBegin = await sizeOf(logFile);
  const address = `127.0.0.1:${port}`;
  const explained = async (thrown: unknown): Promise<DaybriefError> => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `Temporal's development server did not start (${options.cliPath}): ${reason}${await endOf(logFile, logBegin)}. Its log: ${logFile}.`;
    return new DaybriefError('Unavailable', message);
  };
  const { child, failed, ended } = await spawnServer(options, serverArguments(dir, port, uiPort), logFile).catch(
    async (thrown: unknown) => Promise.reject(await explained(thrown)),
  );
  if (child.pid !== undefined) await recordServer(dir, { pid: child.pid, ownerPid: process.pid });
  try {
    await serving(address, child, [failed, ended]);
  } catch (thrown) {
    await stop(child, ended);
    await forgetServer(dir);
    throw await explained(thrown);
  }
  return {
    address,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    namespace: NAMESPACE,
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      await stop(child, ended);
      await forgetServer(dir);
    },
  };
};

interface SpawnedServer {
  readonly child: ChildProcess;
  /** Rejects when the program can't be run. */
  readonly failed: Promise<never>;
  readonly ended: Promise<void>;
}

const spawnServer = async (
  { cliPath, env }: DevTemporalOptions,
  args: readonly string[],
  logFile: string,
): Promise<SpawnedServer> => {
  const log = await open(logFile, 'a');
  try {
    // A group of its own: Ctrl-C in the terminal must not end the server before the worker.
    const child = spawn(cliPath, args, { stdio: ['ignore', log.fd, log.fd], env, detached: true });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    failed.catch(() => undefined);
    // Listened for before anything is awaited: a program that ends at once must not end unheard.
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    return { child, failed, ended };
  } finally {
    await log.close();
  }
};

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0;

const LOG_END_BYTES = 600;

/** What this start wrote last, on one line; nothing when it wrote nothing. */
const endOf = async (logFile: string, fromByte: number): Promise<string> => {
  const log = await open(logFile, 'r');
  try {
    const { size } = await log.stat();
    const begin = Math.max(fromByte, size - LOG_END_BYTES);
    const { buffer, bytesRead } = await log.read(Buffer.alloc(LOG_END_BYTES), 0, LOG_END_BYTES, begin);
    const text = buffer.toString('utf8', 0, bytesRead).replaceAll(/\s+/g, ' ').trim();
    return text === '' ? '' : `: ${text.replace(/\.$/, '')}`;
  } finally {
    await log.close();
  }
};

const serverArguments = (dir: string, port: number, uiPort: number): string[] => [
  ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
  ...['--db-filename', join(dir, 'temporal.db'), '--log-level', 'warn'],
  ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
];

/** Resolves when the server answers; rejects when it can't be started, has ended, or takes too long. */
const serving = async (
  address: string,
  child: ChildProcess,
  [failed, ended]: readonly [Promise<never>, Promise<void>],
): Promise<void> => {
  const settled = new AbortController();
  const gone = ended.then(() => Promise.reject(new Error(`it ended at once (exit code ${child.exitCode ?? 'none'})`)));
  gone.catch(() => undefined);
  try {
    await Promise.race([isServing(address, settled.signal), failed, gone]);
  } finally {
    settled.abort();
  }
};

/** Ready when the namespace answers: the frontend listens a little earlier. */
const isServing = async (address: string, signal: AbortSignal): Promise<void> => {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!signal.aborted) {
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
