import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardSession } from '../../../src/store/embedded/guard-session.ts';
import { preparePlace, socketIn } from '../../../src/store/embedded/socket-places.ts';

const TIMEOUT_MS = 120_000;

let dir: string;
let db: PGlite;
let server: PGLiteSocketServer;
const crashes: unknown[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-guard-'));
  db = await PGlite.create();
  await preparePlace(join(dir, 'run'));
  const guarded = guardSession(db, (thrown) => crashes.push(thrown));
  server = new PGLiteSocketServer({ db: guarded, path: socketIn(join(dir, 'run')), maxConnections: 20 });
  await server.start();
}, TIMEOUT_MS);
afterAll(async () => {
  await server?.stop();
  await db?.close();
  await rm(dir, { recursive: true, force: true });
}, TIMEOUT_MS);

const connectClient = async (): Promise<Client> => {
  const client = new Client({ host: join(dir, 'run'), user: 'postgres', database: 'postgres', query_timeout: 60_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

describe('one session for several connections', { timeout: TIMEOUT_MS }, () => {
  it('never mixes their statements, however many packets those take', async () => {
    const clients = await Promise.all([connectClient(), connectClient(), connectClient(), connectClient()]);
    const ask = async (client: Client, who: number): Promise<void> => {
      for (let number = 0; number < 15; number++) {
        const text = 'x'.repeat(400_000 + who);
        const { rows } = await client.query(`select ${who} as who, $2::int as number, length($1::text) as length`, [
          text,
          number,
        ]);
        expect(rows).toEqual([{ who, number, length: text.length }]);
        if (number % 4 === 0) await expect(client.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
      }
    };
    await Promise.all(clients.map(ask));
    for (const client of clients) await client.end();
    expect(crashes).toEqual([]);
  });

  it('keeps a transaction to its connection', async () => {
    const [writer, reader] = [await connectClient(), await connectClient()];
    await writer.query('create table kept (n int)');
    await writer.query('begin');
    await writer.query('insert into kept values ($1)', [1]);
    const waiting = reader.query('select count(*)::int as n from kept');
    await sleep(100);
    await writer.query('rollback');
    expect((await waiting).rows).toEqual([{ n: 0 }]);
    await writer.end();
    await reader.end();
  });

  it('goes on when a connection breaks off within a transaction or a statement', async () => {
    for (const unfinished of [
      (client: Client) => client.query('begin; create table left_behind (n int)'),
      (client: Client) => {
        // Parse without the Sync that ends it.
        client.connection.parse({ name: '', text: 'select 1', types: [] }, false);
        return sleep(200);
      },
    ]) {
      const broken = await connectClient();
      await unfinished(broken);
      broken.connection.stream.destroy();
      const next = await connectClient();
      expect((await next.query(`select to_regclass('left_behind') as found, $1::int as n`, [1])).rows).toEqual([
        { found: null, n: 1 },
      ]);
      await next.end();
    }
  });
});
