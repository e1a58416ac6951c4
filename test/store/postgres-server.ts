import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../../src/dev/free-port.ts';
import { postgresBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);

export interface TestPostgres {
  /** Of an empty database, with its superuser's password. */
  readonly url: string;
  readonly port: number;
  /** Ends it without waiting for clients, and starts it again on the same port with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'tester';
const PASSWORD = 'correct horse/battery';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** A PostgreSQL server of its own on a free loopback port, with its data in a temporary directory. */
export const startPostgres = async (): Promise<TestPostgres> => {
  const binaries = await postgresBinaries();
  const owner = serverUser();
  const dir = await mkdtemp(join(tmpdir(), 'daybrief-postgres-'));
  try {
    await initialise(binaries, dir, owner);
    const port = await freePort();
    const url = `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
    let server = await serve({ binaries, dir, port, owner, url });
    return {
      url,
      port,
      restart: async () => {
        await end(server);
        server = await serve({ binaries, dir, port, owner, url });
      },
      stop: async () => {
        await end(server);
        await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (thrown) {
    await rm(dir, { recursive: true, force: true });
    throw thrown;
  }
};

/** Another empty database on the server; its URL. */
export const createDatabase = async (server: TestPostgres, name: string): Promise<string> => {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(`create database "${name}"`);
  } finally {
    await client.end();
  }
  return server.url.replace(/\/postgres$/, `/${name}`);
};

interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then its own user, or nobody; null stands for ourselves. */
const serverUser = (): ServerUser | null => {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user.
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.');
};

const initialise = async (binaries: string, dir: string, owner: ServerUser | null): Promise<void> => {
  const passwordFile = join(dir, 'password');
  await writeFile(passwordFile, PASSWORD);
  if (owner !== null) {
    await chown(dir, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  const args = ['-D', join(dir, 'data'), '-U', USER, '-A', 'scram-sha-256', '--pwfile', passwordFile];
  await run(join(binaries, 'initdb'), [...args, '-E', 'UTF8', '--locale=C', '--no-sync'], { cwd: dir, ...owner });
};

interface ServeOptions {
  readonly binaries: string;
  readonly dir: string;
  readonly port: number;
  readonly owner: ServerUser | null;
  readonly url: string;
}

const serve = async ({ binaries, dir, port, owner, url }: ServeOptions): Promise<ChildProcess> => {
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${dir}`, 'fsync=off', 'max_connections=100'];
  // The shell ends the server when its input closes: with `stop`, or because the tests died.
  const script = '"$@" & server=$!; (read -r line; kill -INT $server) <&3 & wait $server';
  const command = [join(binaries, 'postgres'), '-D', join(dir, 'data'), '-p', String(port)];
  const child = spawn('sh', ['-c', script, 'sh', ...command, ...settings.flatMap((setting) => ['-c', setting])], {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    ...owner,
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000);
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await accepts(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await end(child);
      throw new Error(`PostgreSQL did not start on port ${port}:\n${said}`);
    }
    await sleep(50);
  }
  return child;
};

const accepts = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const [, , , lifeline] = child.stdio;
  lifeline?.destroy();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
};
