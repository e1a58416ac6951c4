import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations/migrations.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { askDatabase, ENGINE_TIMEOUT_MS, ENGINES, type TestEngine } from './store-engines.ts';

describe.each(ENGINES)('the tables on $name', { timeout: ENGINE_TIMEOUT_MS }, ({ start }) => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await start();
  }, ENGINE_TIMEOUT_MS);
  afterEach(() => engine.stop(), ENGINE_TIMEOUT_MS);

  const open = (): Promise<Store> => openStore({ ...engine.options, clock: () => 0 });

  it('are made once by many that open an empty database at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, open));
    expect(await askDatabase(await engine.target(), 'select name from daybrief.migrations order by name')).toEqual(
      Object.keys(MIGRATIONS).map((name) => ({ name })),
    );
    for (const store of stores) await store.close();
  });

  it('touch nothing outside the schema daybrief', async () => {
    const store = await open();
    const outside = `select table_name from information_schema.tables
      where table_schema not in ('daybrief', 'pg_catalog', 'information_schema')`;
    expect(await askDatabase(await engine.target(), outside)).toEqual([]);
    await store.close();
  });

  it('are refused when a newer version has made them', async () => {
    const store = await open();
    await askDatabase(
      await engine.target(),
      `insert into daybrief.migrations values ('9999-from-tomorrow', '2099-01-01')`,
    );
    await expect(open()).rejects.toMatchObject({
      code: 'InvalidConfig',
      message: expect.stringMatching(
        /was migrated by a newer Daybrief \(9999-from-tomorrow; this one knows up to 0001-/,
      ),
    });
    await store.close();
  });

  it('are found by an examination that changes nothing', async () => {
    const store = await open();
    const findings = await store.diagnose();
    expect(findings.map((finding) => finding.status)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(findings[0]).toMatchObject({
      check: `connect to ${store.label}`,
      found: expect.stringMatching(/PostgreSQL \d+/),
    });
    expect(findings[1]?.found).toContain(Object.keys(MIGRATIONS).at(-1));
    await askDatabase(await engine.target(), 'drop schema daybrief cascade');
    expect((await store.diagnose()).at(-1)).toMatchObject({ status: 'failed' });
    await expect(store.history.listRuns({ limit: 1 })).rejects.toMatchObject({ code: 'InvalidConfig' });
    await store.close();
  });
});
