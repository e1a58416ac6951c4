import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { hostileText } from './run-records.ts';
import { askDatabase, ENGINE_TIMEOUT_MS, ENGINES, type TestEngine } from './store-engines.ts';

/** Patterns as a large run has them: repetitive texts, numbers, and parts that don't compress. */
const patterns = (megabytes: number): readonly unknown[] =>
  Array.from({ length: megabytes * 1_000 }, (_, index) => ({
    template: `request <*> of tenant <*> failed after <*> ms: upstream ${index % 97} closed the stream`,
    minuteCounts: Array.from({ length: 20 }, (__, minute) => [29_000_000 + minute, (index * minute) % 1_013]),
    sample: randomBytes(300).toString('base64'),
    note: 'NUL \0 and half a pair \ud83d',
  }));

describe.each(ENGINES)('evidence on $name', ({ start }) => {
  let engine: TestEngine;
  let store: Store;
  let nowMs = 1_000;
  beforeAll(async () => {
    engine = await start();
    store = await openStore({ ...engine.options, clock: () => nowMs });
  }, ENGINE_TIMEOUT_MS);
  afterAll(async () => {
    await store?.close();
    await engine?.stop();
  }, ENGINE_TIMEOUT_MS);

  it('gives any value back under any name', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const anyValue = fc.array(fc.oneof(hostileText, fc.integer(), fc.constant(null)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, anyValue, async (runId, name, value) => {
        const ref = await store.evidence.put(runId, name, value);
        expect(ref.bytes).toBe(Buffer.byteLength(JSON.stringify(value)));
        expect(await store.evidence.get(ref)).toEqual(value);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps runs and names apart', async () => {
    const refs = await Promise.all([
      store.evidence.put('a', 'b/c', 1),
      store.evidence.put('a/b', 'c', 2),
      store.evidence.put('a%2Fb', 'c', 3),
      store.evidence.put('a', 'b', 4),
    ]);
    expect(new Set(refs.map((ref) => ref.key)).size).toBe(4);
    expect(await Promise.all(refs.map((ref) => store.evidence.get(ref)))).toEqual([1, 2, 3, 4]);
  });

  it('replaces a value that is put again, a long one by a short one too', async () => {
    const first = await store.evidence.put('again', 'logs', randomBytes(3_000_000).toString('base64'));
    const second = await store.evidence.put('again', 'logs', 'short');
    expect(second.key).toBe(first.key);
    expect(await store.evidence.get(first)).toBe('short');
  });

  it('carries 20 MB there and back', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const value = patterns(24);
    const ref = await store.evidence.put('large', 'log-patterns', value);
    expect(ref.bytes).toBeGreaterThan(20_000_000);
    expect(await store.evidence.get(ref)).toEqual(value);
  });

  it('never mixes two values that are put and read at once', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const other = await openStore({ ...engine.options, clock: () => nowMs });
    const values = ['x', 'y'].map((letter) => `${letter}${randomBytes(1_500_000).toString('hex')}`);
    const ref = await store.evidence.put('race', 'logs', values[0]);
    const reads = Array.from({ length: 6 }, async (_, index) => {
      await (index % 2 === 0 ? store : other).evidence.put('race', 'logs', values[index % 2]);
      const read = await (index % 2 === 0 ? other : store).evidence.get(ref);
      expect(values.includes(String(read))).toBe(true);
    });
    await Promise.all(reads);
    await other.close();
  });

  it.each([{ key: 'nobody/nothing' }, { key: 'no slash' }, { key: '' }, { key: '\0/\ud800' }])(
    'says what to do about evidence that is not there: $key',
    async ({ key }) => {
      await expect(store.evidence.get({ key, bytes: 1 })).rejects.toMatchObject({
        code: 'EvidenceMissing',
        message: expect.stringMatching(/start the run anew/),
      });
    },
  );

  it.each([
    { damage: 'a changed byte', statement: `update daybrief.evidence_parts set data = set_byte(data, 30, 7)` },
    { damage: 'a lost part', statement: `delete from daybrief.evidence_parts` },
    { damage: 'another length', statement: `update daybrief.evidence set bytes = bytes + 1` },
    { damage: 'rubbish', statement: `update daybrief.evidence_parts set data = 'rubbish'` },
  ])('reports a damaged value: $damage', async ({ statement }) => {
    const ref = await store.evidence.put('damaged', 'logs', 'a value that is long enough to be damaged, 0123456789');
    await askDatabase(await engine.target(), `${statement} where run_id = 'damaged'`);
    await expect(store.evidence.get(ref)).rejects.toMatchObject({
      code: 'InvalidResponse',
      message: expect.stringMatching(/damaged\/logs: the stored value is damaged .*Run the analysis again/),
    });
  });

  it.each([
    { kind: 'undefined', value: undefined },
    { kind: 'a BigInt', value: 1n },
    { kind: 'a cycle', value: cycle() },
  ])('refuses what JSON cannot hold: $kind', async ({ value }) => {
    await expect(store.evidence.put('r', 'n', value)).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  it('removes whole runs once their newest value is old', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    await store.evidence.prune(Number.MAX_SAFE_INTEGER);
    nowMs = 2_000;
    for (let run = 0; run < 130; run++) await store.evidence.put(`old-${run}`, 'tickets', run);
    const kept = await store.evidence.put('kept', 'tickets', 'still here');
    nowMs = 3_000;
    await store.evidence.put('kept', 'logs', 'newer');
    expect(await store.evidence.prune(2_000)).toBe(0);
    expect(await store.evidence.prune(2_001)).toBe(130);
    expect(await store.evidence.get(kept)).toBe('still here');
    await expect(store.evidence.get({ key: 'old-3/tickets', bytes: 1 })).rejects.toMatchObject({
      code: 'EvidenceMissing',
    });
    expect(await askDatabase(await engine.target(), 'select distinct run_id from daybrief.evidence_parts')).toEqual([
      { run_id: 'kept' },
    ]);
  });
});

function cycle(): unknown {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}
