import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isLocked, lockDirectory } from '../../../src/store/embedded/directory-lock.ts';
import { joinDirectory } from '../../../src/store/embedded/join-directory.ts';
import { servedPlace, socketIn } from '../../../src/store/embedded/socket-places.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { runRecord } from '../run-records.ts';
import { askDatabase } from '../store-engines.ts';

const TIMEOUT_MS = 180_000;
const SCRIPT = fileURLToPath(new URL('store-process.ts', import.meta.url));

let template: string;
let dir: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'daybrief-template-'));
  const store = await openStore({ databaseUrl: null, embeddedDir: template, clock: Date.now });
  await store.close();
}, TIMEOUT_MS);
afterAll(() => rm(template, { recursive: true, force: true }));
beforeEach(async () => {
  // Making a database takes far longer than copying one.
  dir = await mkdtemp(join(tmpdir(), 'daybrief-shared-'));
  await cp(join(template, 'pgdata'), join(dir, 'pgdata'), { recursive: true });
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
  await until(() => !isLocked(dir));
  await rm(dir, { recursive: true, force: true });
}, TIMEOUT_MS);

const open = (): Promise<Store> => openStore({ databaseUrl: null, embeddedDir: dir, clock: Date.now });

const until = async (holds: () => boolean): Promise<void> => {
  const deadline = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('It did not come about in a minute.');
    await sleep(50);
  }
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
};

interface StoreProcess {
  readonly child: ChildProcess;
  /** The runs that it was told are recorded, so far. */
  readonly recorded: readonly string[];
}

/** A process with the store open, that records runs. */
const startProcess = async (prefix: string, runs = 0): Promise<StoreProcess> => {
  const child = spawn(process.execPath, [SCRIPT, dir, prefix, String(runs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const recorded: string[] = [];
  let opened = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'open') opened = true;
    else recorded.push(line);
  });
  await until(() => opened || child.exitCode !== null);
  expect(child.exitCode).not.toBe(1);
  return { child, recorded };
};

const runIds = async (store: Store, team: string): Promise<readonly string[]> =>
  (await store.history.listRuns({ team, limit: 100_000 })).map((run) => run.runId);

describe('a directory that several processes use', { timeout: TIMEOUT_MS }, () => {
  it('is shared: all of them record, none loses a row', async () => {
    const store = await open();
    const processes = await Promise.all([startProcess('a', 40), startProcess('b', 40)]);
    const own = Array.from({ length: 40 }, (_, index) =>
      store.history.recordRun(runRecord({ runId: `c-${index}`, team: 'c' })),
    );
    await Promise.all(own);
    await until(() => processes.every(({ child }) => child.exitCode === 0));
    for (const team of ['a', 'b', 'c']) expect(await runIds(store, team)).toHaveLength(40);
    await store.close();
  });

  it('is opened by several at the same moment, by one owner', async () => {
    const stores = await Promise.all([open(), open(), open(), open()]);
    await Promise.all(
      stores.map((store, index) => store.history.recordRun(runRecord({ runId: `r-${index}`, team: 'together' }))),
    );
    const last = stores.at(-1);
    expect(last && (await runIds(last, 'together'))).toHaveLength(4);
    for (const store of stores) await store.close();
    expect(isLocked(dir)).toBe(false);
  });

  it('keeps every acknowledged row through kill -9 of its owner, again and again', async () => {
    for (const round of ['one', 'two', 'three']) {
      const { child, recorded } = await startProcess(round);
      await until(() => recorded.length > 25);
      await end(child, 'SIGKILL');
      const store = await open();
      expect(await runIds(store, round)).toEqual(expect.arrayContaining([...recorded]));
      await store.close();
    }
  });

  it('keeps every acknowledged row through kill -9 of the server process itself, and goes on', async () => {
    const membership = await joinDirectory(dir);
    const store = await open();
    const recorded: string[] = [];
    const failures: unknown[] = [];
    for (let number = 0; number < 40; number++) {
      if (number === 20) process.kill(membership.serverPid ?? 0, 'SIGKILL');
      const run = runRecord({ runId: `r-${number}`, team: 'crash' });
      await store.history.recordRun(run).then(
        () => recorded.push(run.runId),
        (thrown: unknown) => failures.push(thrown),
      );
    }
    expect(failures.length).toBeLessThanOrEqual(1);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'Unavailable', retryable: true });
    expect(await runIds(store, 'crash')).toEqual(expect.arrayContaining(recorded));
    expect(recorded.length).toBeGreaterThanOrEqual(39);
    await store.close();
    await membership.leave();
  });

  it('passes to a guest when its owner dies, at the latest with the second call', async () => {
    const { child, recorded } = await startProcess('owner');
    const guest = await open();
    await until(() => recorded.length > 5);
    await end(child, 'SIGKILL');
    const first = await runIds(guest, 'owner').catch((thrown: unknown) => thrown);
    if (!Array.isArray(first)) expect(first).toMatchObject({ code: 'Unavailable', retryable: true });
    expect(await runIds(guest, 'owner')).toEqual(expect.arrayContaining([...recorded]));
    await guest.history.recordRun(runRecord({ runId: 'after', team: 'after' }));
    await guest.close();
    expect(isLocked(dir)).toBe(false);
  });

  it('passes to a guest when its owner closes', async () => {
    const owner = await open();
    const guest = await open();
    await owner.history.recordRun(runRecord({ runId: 'before', team: 'handed-on' }));
    await guest.history.recordRun(runRecord({ runId: 'too', team: 'handed-on' }));
    await owner.close();
    expect(await runIds(guest, 'handed-on')).toHaveLength(2);
    await guest.close();
  });

  it('rolls back what a connection left unfinished', async () => {
    const store = await open();
    const host = await servedPlace(dir);
    const half = askDatabase(
      { host: host ?? '', user: 'postgres' },
      `begin; insert into daybrief.dead_letters values ('half', 'w', 't', 1, 'null', 'r')`,
    );
    await half;
    expect(await store.history.listDeadLetters({ limit: 10 })).toEqual([]);
    await store.close();
  });

  it('is made whole where making it was cut short', async () => {
    await rm(join(dir, 'pgdata'), { recursive: true });
    await mkdir(join(dir, 'pgdata'));
    await writeFile(join(dir, 'pgdata', 'PG_VERSION'), '18\n');
    await writeFile(join(dir, 'pgdata.unfinished'), '');
    const store = await open();
    expect(await store.history.listRuns({ limit: 1 })).toEqual([]);
    await store.close();
  });

  it('survives kill -9 at any moment of its first opening', async () => {
    await rm(join(dir, 'pgdata'), { recursive: true });
    for (const delayMs of [300, 900, 1_800, 3_000]) {
      const child = spawn(process.execPath, [SCRIPT, dir, 'early', '1'], { stdio: 'ignore' });
      children.push(child);
      await sleep(delayMs);
      await end(child, 'SIGKILL');
    }
    const store = await open();
    await store.history.recordRun(runRecord({ runId: 'r', team: 'late' }));
    expect(await runIds(store, 'late')).toEqual(['r']);
    await store.close();
  });

  it('lets only its own user at the socket', async () => {
    const store = await open();
    const place = (await servedPlace(dir)) ?? '';
    expect(place).toBe(join(dir, 'run'));
    expect((await stat(place)).mode & 0o777).toBe(0o700);
    expect((await stat(socketIn(place))).isSocket()).toBe(true);
    await store.close();
  });

  it('may have a path too long for a socket', async () => {
    const long = join(dir, 'x'.repeat(120));
    const first = await openStore({ databaseUrl: null, embeddedDir: long, clock: Date.now });
    const second = await openStore({ databaseUrl: null, embeddedDir: long, clock: Date.now });
    await first.history.recordRun(runRecord({ runId: 'r', team: 'long' }));
    expect(await runIds(second, 'long')).toEqual(['r']);
    const place = (await servedPlace(long)) ?? '';
    expect((await stat(place)).mode & 0o777).toBe(0o700);
    await second.close();
    await first.close();
    await rm(place, { recursive: true });
  });

  it('says so when its owner does not answer', async () => {
    const lock = lockDirectory(dir);
    await expect(joinDirectory(dir, 300)).rejects.toMatchObject({
      code: 'Unavailable',
      message: expect.stringMatching(/owned by another process that doesn't answer/),
    });
    lock?.release();
  });

  it('says so when it is no directory, or its database is broken', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');
    await expect(openStore({ databaseUrl: null, embeddedDir: file, clock: Date.now })).rejects.toMatchObject({
      code: 'InvalidConfig',
      message: expect.stringMatching(/can't be written/),
    });
    await expect(openStore({ databaseUrl: null, embeddedDir: '', clock: Date.now })).rejects.toMatchObject({
      code: 'InvalidConfig',
    });
    await writeFile(join(dir, 'pgdata', 'PG_VERSION'), '12\n');
    await expect(open()).rejects.toMatchObject({
      code: 'Unavailable',
      message: expect.stringMatching(/did not start/),
    });
  });
});
