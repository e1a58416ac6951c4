import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome } from '../../src/domain/run.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { anyRunRecord, brief, incident, runRecord } from './run-records.ts';
import { ENGINE_TIMEOUT_MS, ENGINES, startServer, type TestEngine } from './store-engines.ts';

const clock = (): number => 1_790_000_000_000;

describe.each(ENGINES)('history on $name', ({ start }) => {
  let engine: TestEngine;
  let store: Store;
  let other: Store;
  beforeAll(async () => {
    engine = await start();
    store = await openStore({ ...engine.options, clock });
    other = await openStore({ ...engine.options, clock });
  }, ENGINE_TIMEOUT_MS);
  afterAll(async () => {
    await other?.close();
    await store?.close();
    await engine?.stop();
  }, ENGINE_TIMEOUT_MS);

  it('gives a run back as it was recorded', async () => {
    const run = runRecord({ runId: 'run/1 "quoted"' });
    await store.history.recordRun(run);
    expect(await store.history.getRun(run.runId)).toEqual(run);
    expect(await other.history.getRun(run.runId)).toEqual(run);
    expect(await store.history.getRun('no such run')).toBeNull();
  });

  it('gives any run back, hostile texts included', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRunRecord, async (run) => {
        await store.history.recordRun(run);
        expect(await store.history.getRun(run.runId)).toEqual(run);
        const ofTeam = await store.history.listRuns({ team: run.team, limit: 1_000 });
        expect(ofTeam).toContainEqual(run);
        expect(ofTeam.every((one) => one.team === run.team)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('replaces a run that is recorded again, and its incidents', async () => {
    const first = runRecord({ runId: 'again', team: 'again' });
    await store.history.recordRun(first);
    const second = runRecord({ ...first, outcome: 'all-quiet', severity: null, brief: null, posted: null });
    await store.history.recordRun(second);
    expect(await store.history.listRuns({ team: 'again', limit: 10 })).toEqual([second]);
  });

  it('records one run from two stores at once', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const startedAtMs = clock();
    const many = Array.from({ length: 40 }, (_, index) => incident(`i-${index}`, startedAtMs));
    const run = runRecord({ runId: 'shared', team: 'shared' });
    const large = { ...run, brief: brief('shared', 'shared', run.range, many) };
    const stores = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? store : other));
    await Promise.all(stores.map((one) => one.history.recordRun(large)));
    expect(await store.history.listRuns({ team: 'shared', limit: 10 })).toEqual([large]);
  });

  it('takes a brief of thousands of incidents', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => incident(`i-${index}`, clock()));
    const run = runRecord({ runId: 'thousands', team: 'thousands' });
    const large = { ...run, brief: brief('thousands', 'thousands', run.range, many) };
    await store.history.recordRun(large);
    expect((await store.history.getRun('thousands'))?.brief?.incidents).toHaveLength(5_000);
  });

  it('lists runs newest first, of one team or all, as many as asked for', async () => {
    for (const [index, team] of ['list-a', 'list-b', 'list-a', 'list-a'].entries()) {
      await store.history.recordRun(runRecord({ runId: `list-${index}`, team, startedAtMs: 2e15 + index }));
    }
    const ids = async (filter: { readonly team?: string; readonly limit: number }): Promise<readonly string[]> =>
      (await store.history.listRuns(filter)).map((run) => run.runId);
    expect(await ids({ team: 'list-a', limit: 10 })).toEqual(['list-3', 'list-2', 'list-0']);
    expect(await ids({ team: 'list-a', limit: 2 })).toEqual(['list-3', 'list-2']);
    expect(await ids({ team: 'nobody', limit: 2 })).toEqual([]);
    expect(await ids({ team: 'list-a', limit: 0 })).toEqual([]);
  });

  it.each([
    { name: 'none', outcomes: [], failures: 0 },
    { name: 'one', outcomes: ['failed'], failures: 1 },
    { name: 'since-success', outcomes: ['failed', 'all-quiet', 'failed', 'failed'], failures: 2 },
    { name: 'ended-well', outcomes: ['failed', 'failed', 'blind'], failures: 0 },
  ] satisfies readonly { name: string; outcomes: RunOutcome[]; failures: number }[])(
    'counts the failures in a row: $outcomes → $failures',
    async ({ name, outcomes, failures }) => {
      const team = `failures-${name}`;
      for (const [index, outcome] of outcomes.entries()) {
        await store.history.recordRun(
          runRecord({ runId: `${team}-${index}`, team, outcome, startedAtMs: 1e12 + index }),
        );
      }
      expect(await other.history.countConsecutiveFailures(team)).toBe(failures);
    },
  );

  it('keeps failed runs with their input', async () => {
    const letter = {
      ...{ runId: 'dead-1', workflowId: 'w', team: 'dead', failedAtMs: 5 },
      ...{ input: { team: 'dead', note: '\0\ud800' }, reason: 'all sources failed: \0' },
    };
    await store.history.addDeadLetter(letter);
    await store.history.addDeadLetter({ ...letter, runId: 'dead-2', failedAtMs: 7, input: undefined });
    await store.history.addDeadLetter({ ...letter, reason: 'again' });
    expect(await store.history.listDeadLetters({ team: 'dead', limit: 10 })).toEqual([
      { ...letter, runId: 'dead-2', failedAtMs: 7, input: null },
      { ...letter, reason: 'again' },
    ]);
    expect(await store.history.listDeadLetters({ team: 'nobody', limit: 10 })).toEqual([]);
  });

  it('survives being opened while a run is recorded', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const writes = Array.from({ length: 10 }, (_, index) =>
      store.history.recordRun(runRecord({ runId: `during-${index}`, team: 'during' })),
    );
    const third = await openStore({ ...engine.options, clock });
    await Promise.all(writes);
    expect(await third.history.listRuns({ team: 'during', limit: 100 })).toHaveLength(10);
    await third.close();
  });
});

describe('incidents in PostgreSQL', () => {
  it('lie one a row, ready for questions about trends', { timeout: ENGINE_TIMEOUT_MS }, async () => {
    const engine = await startServer();
    const store = await openStore({ ...engine.options, clock });
    const client = new Client({ connectionString: engine.options.databaseUrl ?? '' });
    try {
      await store.history.recordRun(
        runRecord({ runId: 'r', brief: brief('r', 'payments', { fromMs: 0, toMs: 1 }, [incident('i-1', 1e12)]) }),
      );
      await client.connect();
      const { rows } = await client.query(`
        select r.team, i.position, i.incident_id, i.severity, i.priority, i.confidence, i.services, i.ticket_keys,
          i.pull_request_ids, i.culprit_pull_request_id, i.log_pattern_ids, i.ongoing, i.started_at_ms, i.last_seen_ms
        from daybrief.incidents i join daybrief.runs r using (run_id) where 'acme/p#4' = any (i.pull_request_ids)`);
      expect(rows).toEqual([
        {
          ...{ team: 'payments', position: 0, incident_id: 'i-1', severity: 'high', priority: 71.5, confidence: 0.83 },
          ...{ services: ['invoices', 'printer "A\\B", {main}'], ticket_keys: ['INV-7'], log_pattern_ids: ['p-9'] },
          ...{ pull_request_ids: ['acme/p#3', 'acme/p#4'], culprit_pull_request_id: 'acme/p#4', ongoing: true },
          ...{ started_at_ms: String(1e12 - 3_600_000), last_seen_ms: String(1e12 - 60_000) },
        },
      ]);
    } finally {
      await client.end();
      await store.close();
      await engine.stop();
    }
  });
});
