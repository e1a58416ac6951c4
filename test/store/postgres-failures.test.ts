import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../src/dev/free-port.ts';
import { connectPostgres } from '../../src/store/connect-postgres.ts';
import { createHistoryStore } from '../../src/store/history-store.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { createStoreDatabase } from '../../src/store/store-database.ts';
import { createDatabase, startPostgres, type TestPostgres } from './postgres-server.ts';
import { runRecord } from './run-records.ts';
import { askDatabase, ENGINE_TIMEOUT_MS } from './store-engines.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
}, ENGINE_TIMEOUT_MS);
afterAll(() => server?.stop(), ENGINE_TIMEOUT_MS);

const open = (databaseUrl: string): Promise<Store> =>
  openStore({ databaseUrl, embeddedDir: '', clock: () => 1_790_000_000_000 });

/** What opening fails with, once it is sure that no form of it holds the password. */
const failureOf = async (databaseUrl: string): Promise<unknown> => {
  const thrown: unknown = await open(databaseUrl).then(
    () => 'opened',
    (error: unknown) => error,
  );
  const shown = inspect(thrown, { depth: 10, showHidden: true }) + JSON.stringify(thrown);
  expect(shown).not.toMatch(/s3cret|correct horse|correct%20horse/);
  return thrown;
};

const urlOf = (
  parts: Partial<Record<'username' | 'password' | 'host' | 'port' | 'pathname' | 'search', string>>,
): string => String(Object.assign(new URL(server.url), parts));

describe('opening a store on PostgreSQL', { timeout: ENGINE_TIMEOUT_MS }, () => {
  it('names the database without credentials', async () => {
    const store = await open(server.url);
    expect(store.label).toBe(`PostgreSQL at 127.0.0.1:${server.port}/postgres`);
    await store.close();
  });

  it('fails as Unavailable where nobody listens', async () => {
    const port = String(await freePort());
    expect(await failureOf(urlOf({ port }))).toMatchObject({
      code: 'Unavailable',
      message: expect.stringContaining(
        `PostgreSQL at 127.0.0.1:${port}/postgres, prepare the tables: connect ECONNREFUSED`,
      ),
    });
  });

  it('fails as Unavailable for a host that does not exist', async () => {
    expect(await failureOf(urlOf({ host: 'no-such-host.invalid' }))).toMatchObject({ code: 'Unavailable' });
  });

  it.each([
    { fault: 'a wrong password', parts: { password: 's3cret' }, code: 'Unauthorized', says: /password authentication/ },
    { fault: 'no password', parts: { password: '' }, code: 'Unauthorized', says: /Check the user and the password/ },
    { fault: 'an unknown user', parts: { username: 'mallory' }, code: 'Unauthorized', says: /"mallory"/ },
    {
      fault: 'an unknown database',
      parts: { pathname: '/nowhere' },
      code: 'InvalidConfig',
      says: /Create that database/,
    },
    {
      fault: 'TLS that the server lacks',
      parts: { search: '?sslmode=verify-full' },
      code: 'InvalidConfig',
      says: /sslmode/,
    },
  ])('fails as $code for $fault', async ({ parts, code, says }) => {
    expect(await failureOf(urlOf(parts))).toMatchObject({ code, message: expect.stringMatching(says) });
  });

  it.each(['mysql://u:s3cret@h/db', 'postgres://u:s3cret@h:port/db', 'u:s3cret', ''])(
    'fails as InvalidConfig for what is no such URL: %s',
    async (databaseUrl) => {
      expect(await failureOf(databaseUrl)).toMatchObject({ code: 'InvalidConfig' });
    },
  );

  it('needs the right to create only until the tables are there', async () => {
    const url = await createDatabase(server, 'granted');
    await askDatabase({ connectionString: url }, `create role reader login password 's3cret'`);
    const asReader = String(Object.assign(new URL(url), { username: 'reader', password: 's3cret' }));
    expect(await failureOf(asReader)).toMatchObject({
      code: 'Forbidden',
      message: expect.stringMatching(/permission denied for database.*Grant the user CREATE/),
    });
    await (await open(url)).close();
    await askDatabase(
      { connectionString: url },
      'grant usage on schema daybrief to reader; grant select, insert, update, delete on all tables in schema daybrief to reader; revoke insert on daybrief.runs from reader',
    );
    const store = await open(asReader);
    expect(await store.history.listRuns({ limit: 1 })).toEqual([]);
    await expect(store.history.recordRun(runRecord({ runId: 'r' }))).rejects.toMatchObject({ code: 'Forbidden' });
    expect(await store.diagnose()).toContainEqual({
      check: 'may write to them',
      status: 'failed',
      found: 'rights are missing on runs',
      fix: expect.stringMatching(/^GRANT/),
    });
    await store.close();
  });
});

describe('a store on PostgreSQL', { timeout: ENGINE_TIMEOUT_MS }, () => {
  it('outlives restarts of the server, idle and at work', async () => {
    const store = await open(await createDatabase(server, 'restarted'));
    await store.history.recordRun(runRecord({ runId: 'before', team: 'restarted' }));
    await server.restart();
    await store.history.recordRun(runRecord({ runId: 'after', team: 'restarted' }));
    let stopped = false;
    const failures: unknown[] = [];
    const work = Array.from({ length: 5 }, async (_, worker) => {
      for (let number = 0; !stopped; number++) {
        const run = runRecord({ runId: `w-${worker}-${number}`, team: 'busy' });
        await store.history.recordRun(run).catch((thrown: unknown) => failures.push(thrown));
      }
    });
    await server.restart();
    stopped = true;
    await Promise.all(work);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'Unavailable', retryable: true });
    expect(await store.history.listRuns({ team: 'restarted', limit: 5 })).toHaveLength(2);
    await store.close();
  });

  it('gives up on a lock that somebody holds', async () => {
    const url = await createDatabase(server, 'locked');
    await (await open(url)).close();
    const database = createStoreDatabase(
      connectPostgres(url, { connectMs: 5_000, statementMs: 300, answerMs: 10_000 }),
    );
    const history = createHistoryStore(database);
    await history.recordRun(runRecord({ runId: 'r' }));
    const holder = new Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin; select * from daybrief.runs for update');
    await expect(history.recordRun(runRecord({ runId: 'r' }))).rejects.toMatchObject({
      code: 'TimedOut',
      message: expect.stringMatching(/record run r: canceling statement due to statement timeout \(57014\)/),
    });
    await holder.end();
    await history.recordRun(runRecord({ runId: 'r' }));
    await database.close();
  });

  it('gives up on a network that swallows everything, and works again on a new connection', async () => {
    const proxy = await startProxy(server.port);
    const url = urlOf({ port: String(proxy.port) });
    const database = createStoreDatabase(connectPostgres(url, { connectMs: 1_000, statementMs: 5_000, answerMs: 500 }));
    const ask = (): Promise<unknown> => database.transact('ask', (trx) => sql`select 1 as one`.execute(trx));
    await ask();
    proxy.swallow(true);
    await expect(ask()).rejects.toMatchObject({ code: 'TimedOut', retryable: true });
    await expect(ask()).rejects.toMatchObject({ code: 'Unavailable', retryable: true });
    proxy.swallow(false);
    expect(await ask()).toMatchObject({ rows: [{ one: 1 }] });
    await database.close();
    proxy.stop();
  });
});

interface Proxy {
  readonly port: number;
  swallow(all: boolean): void;
  stop(): void;
}

/** Passes bytes on to the server, or takes them and never answers. */
const startProxy = async (target: number): Promise<Proxy> => {
  let swallowing = false;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const]) {
      sockets.add(from);
      from.on('data', (data) => void (swallowing || to.write(data)));
      from.on('error', () => undefined);
      from.on('close', () => void (swallowing || to.destroy()));
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    swallow: (all) => {
      swallowing = all;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
};
