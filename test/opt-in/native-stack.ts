import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, mkdir, symlink } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../../scripts/temporal-cli.mjs';
import { freePort } from '../../src/dev/free-port.ts';
import { startPostgres } from '../store/postgres-server.ts';
import { composeService, type Translation } from './compose-services.ts';

const run = promisify(execFile);
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VARIABLES = { TEMPORAL_DB_PASSWORD: 'temporal1', DAYBRIEF_DB_PASSWORD: 'daybrief1', POSTGRES_PASSWORD: '' };
const START_TIMEOUT_MS = 60_000;
const begunMs = performance.now();

/** A line of the transcript, with the seconds since the start. */
export const say = (service: string, text: string): void => {
  const seconds = ((performance.now() - begunMs) / 1_000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${service.padEnd(19)} ${text}\n`);
};

/** The services' ports of a Temporal server, besides the one that clients use. */
const INNER_PORTS = [
  ...['FRONTEND_HTTP_PORT', 'FRONTEND_MEMBERSHIP_PORT', 'MATCHING_GRPC_PORT', 'MATCHING_MEMBERSHIP_PORT'],
  ...['HISTORY_GRPC_PORT', 'HISTORY_MEMBERSHIP_PORT', 'WORKER_GRPC_PORT', 'WORKER_MEMBERSHIP_PORT'],
];

export interface NativeStack {
  /** host:port of Temporal's frontend. */
  readonly address: string;
  /** Folder of `temporal`, `temporal-server` and `temporal-sql-tool`. */
  readonly binDir: string;
  /** The environment of the Compose file's worker, on this machine. */
  readonly workerEnvironment: Readonly<Record<string, string>>;
}

/** A program that `go install` brought, under its name in the image. */
const PROGRAMS = {
  'temporal-server': 'temporal-server-1.31.2',
  'temporal-sql-tool': 'temporal-sql-tool-1.31.2',
  tctl: 'tctl-1.15.2',
} as const;

/** Path of a program in our cache. Throws with the command that brings it. */
export const cachedProgram = async (name: keyof typeof PROGRAMS): Promise<string> => {
  const path = join(cacheFolder(ROOT, process.env), PROGRAMS[name]);
  await access(path).catch(() => {
    throw new Error(`${path} is missing: docs/deployment.md and docs/starting-runs.md tell how to build it.`);
  });
  return path;
};

/** The services of docker-compose.yml up to the worker, as processes of this machine, with the file's own environments. */
export const startNativeStack = async (dir: string, cleanup: AsyncDisposableStack): Promise<NativeStack> => {
  const binDir = await programFolder(join(dir, 'bin'));
  const postgres = await startPostgres();
  cleanup.defer(() => postgres.stop());
  const port = await freePort(26_000 + (process.pid % 5_000));
  const address = `127.0.0.1:${port}`;
  const translation: Translation = [
    ['temporal:7233', address],
    ['postgresql:5432', `127.0.0.1:${postgres.port}`],
    ...[['postgresql', '127.0.0.1'] as const, ['5432', String(postgres.port)] as const],
    ...[['0.0.0.0', '127.0.0.1'] as const, ['/deploy', join(ROOT, 'deploy', 'temporal')] as const],
  ];
  const service = (name: string) => composeService(name, VARIABLES, translation);
  const env = (own: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
    PATH: `${binDir}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: dir,
    ...own,
  });

  const superuser = new URL(postgres.url);
  const { environment: passwords } = await service('postgresql');
  await run(join(ROOT, 'deploy', 'postgres', 'create-databases.sh'), [], {
    env: env({
      ...{ ...passwords, POSTGRES_USER: superuser.username, PGPASSWORD: decodeURIComponent(superuser.password) },
      ...{ PGHOST: '127.0.0.1', PGPORT: String(postgres.port) },
    }),
  });
  say('postgresql', 'databases temporal, temporal_visibility and daybrief are made');
  await runService(service, 'temporal-schema', env);
  // As on each `docker compose up`.
  await runService(service, 'temporal-schema', env);
  const ports = await innerPorts();
  const { environment } = await service('temporal');
  const server = spawn(join(binDir, 'temporal-server'), ['start'], {
    env: env({ ...environment, FRONTEND_GRPC_PORT: String(port), ...ports }),
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: dir,
  });
  const log = createWriteStream(join(dir, 'temporal-server.log'));
  server.stdout.pipe(log);
  server.stderr.pipe(log);
  cleanup.defer(async () => {
    const ended = once(server, 'exit');
    if (server.kill('SIGTERM')) await ended;
  });
  await listens(port);
  const version = await run(join(binDir, 'temporal-server'), ['--version']);
  say('temporal', `${version.stdout.trim()} listens`);
  await runService(service, 'temporal-namespace', env);
  await runService(service, 'temporal-namespace', env);
  return { address, binDir, workerEnvironment: (await service('worker')).environment };
};

const programFolder = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await symlink(process.env['TEMPORAL_CLI_PATH'] ?? '', join(folder, 'temporal'));
  for (const name of ['temporal-server', 'temporal-sql-tool'] as const) {
    await symlink(await cachedProgram(name), join(folder, name));
  }
  return folder;
};

const runService = async (
  service: (name: string) => ReturnType<typeof composeService>,
  name: string,
  env: (own: Readonly<Record<string, string>>) => NodeJS.ProcessEnv,
): Promise<void> => {
  const { environment, command } = await service(name);
  const [program = '', ...args] = command;
  const { stdout, stderr } = await run(program, args, { env: env(environment) });
  const lastLine = `${stderr}${stdout}`.trim().split('\n').at(-1) ?? '';
  // temporal-sql-tool logs: time, level, text, JSON.
  say(name, lastLine.split('\t')[2] ?? lastLine);
};

/** Temporal keeps its members' ports in a smallint: none above 32767, where the system's own choices lie. */
const innerPorts = async (): Promise<Record<string, string>> => {
  const first = 15_000 + (process.pid % 10_000);
  const ports = INNER_PORTS.map(async (name, index) => [name, String(await freePort(first + index))] as const);
  return Object.fromEntries(await Promise.all(ports));
};

const listens = async (port: number): Promise<void> => {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const socket = createConnection({ host: '127.0.0.1', port });
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(200);
    } finally {
      socket.destroy();
    }
  }
};
