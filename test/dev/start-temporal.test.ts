import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../src/dev/free-port.ts';
import { startTemporal, type DevTemporal } from '../../src/dev/start-temporal.ts';
import { connectTemporal, temporalSettings } from '../../src/temporal/connect-temporal.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';

let dir = '';
let started: DevTemporal[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-dev-'));
  started = [];
});
afterEach(async () => {
  for (const server of started) await server.stop();
  await rm(dir, { recursive: true, force: true });
});

const start = async (options: { port?: number; uiPort?: number } = {}): Promise<DevTemporal> => {
  const server = await startTemporal({ cliPath: temporalCliPath(), dir, env: process.env, ...options });
  started.push(server);
  return server;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const WORKFLOW_ID = 'kept';

/** A run that no worker takes: it is in the database all the same. */
const startRun = async ({ address }: DevTemporal): Promise<void> => {
  await using cleanup = new AsyncDisposableStack();
  const { client, close } = await connectTemporal(temporalSettings({ TEMPORAL_ADDRESS: address }));
  cleanup.defer(close);
  await client.workflow.start('anyWorkflow', { workflowId: WORKFLOW_ID, taskQueue: 'nobody' });
};

const statusOfRun = async ({ address }: DevTemporal): Promise<string> => {
  await using cleanup = new AsyncDisposableStack();
  const { client, close } = await connectTemporal(temporalSettings({ TEMPORAL_ADDRESS: address }));
  cleanup.defer(close);
  return (await client.workflow.getHandle(WORKFLOW_ID).describe()).status.name;
};

describe('the development server', () => {
  it('serves on loopback, keeps its state over kill -9, and is refused twice on one directory', async () => {
    const first = await start();
    expect(first.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect((await fetch(first.uiUrl)).status).toBe(200);
    await startRun(first);
    await expect(start()).rejects.toMatchObject({
      ...{ code: 'InvalidRequest', message: expect.stringContaining(`started by process ${process.pid}`) as string },
    });
    expect(isAlive(first.pid)).toBe(true);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const second = await start();
    expect(await statusOfRun(second)).toBe('RUNNING');
    await second.stop();
    await second.ended;
    expect(isAlive(second.pid)).toBe(false);
    expect(await readFile(join(dir, 'temporal.log'), 'utf8')).not.toContain('panic');
  });

  it('takes other ports where the wanted ones are taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const free = await freePort();
    const server = await start({ port, uiPort: free });
    taken.close();
    expect(server.address).not.toBe(`127.0.0.1:${port}`);
    expect(server.uiUrl).toBe(`http://127.0.0.1:${free}`);
  });

  it('ends one that outlived its owner', async () => {
    const owner = await startOwner();
    const serverPid = Number(await lineOf(owner));
    owner.kill('SIGKILL');
    await once(owner, 'close');
    expect(isAlive(serverPid)).toBe(true);
    const server = await start();
    expect(server.pid).not.toBe(serverPid);
    await waitUntil(() => !isAlive(serverPid));
  });
});

/** Another process that starts a server on the same directory. */
const startOwner = async (): Promise<ChildProcess> => {
  const script = join(dir, 'owner.mts');
  const module = JSON.stringify(new URL('../../src/dev/start-temporal.ts', import.meta.url).href);
  const options = JSON.stringify({ cliPath: temporalCliPath(), dir });
  await writeFile(
    script,
    `const { startTemporal } = await import(${module});
     const server = await startTemporal({ ...${options}, env: process.env });
     console.log(server.pid);
     setInterval(() => {}, 1_000);`,
  );
  return spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
};

const lineOf = async (child: ChildProcess): Promise<string> => {
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
  return chunk.toString().trim();
};

const waitUntil = async (isTrue: () => boolean): Promise<void> => {
  const deadline = performance.now() + 30_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error('it did not become true within 30 s');
    await sleep(50);
  }
};

describe('a server that cannot be started', () => {
  const failure = (cliPath: string): Promise<unknown> =>
    startTemporal({ cliPath, dir, env: process.env }).then(
      () => 'it started',
      (error: unknown) => error,
    );

  it.each([
    ['the program is missing', () => '/no/such/temporal', 'ENOENT'],
    ['its folder is a file', () => join(dir, 'plain', 'temporal'), 'ENOTDIR'],
    ['it may not be run', () => join(dir, 'plain'), 'EACCES'],
    ['it is a folder', () => dir, 'EACCES'],
  ])('says that %s', async (_, path, code) => {
    await writeFile(join(dir, 'plain'), 'no program');
    expect(await failure(path())).toMatchObject({
      code: 'Unavailable',
      message: expect.stringContaining(code) as string,
    });
  });

  it('says what the program wrote last, and leaves nothing behind', async () => {
    const program = join(dir, 'temporal');
    await writeFile(join(dir, 'temporal.log'), 'of an earlier start\n');
    await writeFile(program, '#!/bin/sh\necho "cannot open database: disk is full" >&2\nexit 3\n');
    await chmod(program, 0o755);
    const error = await failure(program);
    expect(error).toMatchObject({ code: 'Unavailable' });
    const { message } = error as Error;
    expect(message).toContain('it ended at once (exit code 3): cannot open database: disk is full. Its log: ');
    expect(message).not.toContain('earlier');
    await expect(readFile(join(dir, 'temporal.pid.json'))).rejects.toThrow('ENOENT');
  });

  it('is not taken for a server where only the process id is the same', async () => {
    await writeFile(join(dir, 'temporal.pid.json'), JSON.stringify({ pid: process.pid, ownerPid: process.pid }));
    expect(isAlive((await start()).pid)).toBe(true);
    await started.pop()?.stop();
    await writeFile(join(dir, 'temporal.pid.json'), '{"pid":"x"');
    expect(isAlive((await start()).pid)).toBe(true);
  });
});

describe('a free port', () => {
  it('is the wanted one where it can be', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);
    expect(await freePort(70_000)).toBeGreaterThan(0);
  });
});
