import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HistoryStore } from '../../src/ports.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { hostileText, runRecord } from './run-records.ts';
import { ENGINE_TIMEOUT_MS, ENGINES, type TestEngine } from './store-engines.ts';

const engines: TestEngine[] = [];
const stores: Store[] = [];
beforeAll(async () => {
  for (const { start } of ENGINES) {
    const engine = await start();
    engines.push(engine);
    stores.push(await openStore({ ...engine.options, clock: () => 0 }));
  }
}, ENGINE_TIMEOUT_MS);
afterAll(async () => {
  for (const store of stores) await store.close();
  for (const engine of engines) await engine.stop();
}, ENGINE_TIMEOUT_MS);

const run = fc.record({
  runId: hostileText,
  team: fc.constantFrom('a', 'A', 'á', 'z', '\0', ''),
  // Few times, so that runs begin at the same one.
  startedAtMs: fc.integer({ min: 1, max: 6 }),
  outcome: fc.constantFrom('failed' as const, 'failed', 'all-quiet', 'incidents'),
});

const answers = async (history: HistoryStore): Promise<unknown> => {
  const teams = ['a', 'A', 'á', 'z', '\0', ''];
  return {
    all: await history.listRuns({ limit: 30 }),
    ofTeams: await Promise.all(teams.map((team) => history.listRuns({ team, limit: 4 }))),
    failures: await Promise.all(teams.map((team) => history.countConsecutiveFailures(team))),
    letters: await history.listDeadLetters({ limit: 30 }),
  };
};

it('both engines answer alike, whatever was recorded', { timeout: ENGINE_TIMEOUT_MS }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 6 }), async (runs) => {
      const [first, second] = await Promise.all(
        stores.map(async ({ history }) => {
          for (const one of runs) {
            await history.recordRun(runRecord(one));
            const { runId, team, startedAtMs } = one;
            if (one.outcome === 'failed') {
              await history.addDeadLetter({
                runId,
                workflowId: team,
                team,
                failedAtMs: startedAtMs,
                input: one,
                reason: runId,
              });
            }
          }
          return answers(history);
        }),
      );
      expect(first).toEqual(second);
    }),
    { numRuns: 40 },
  );
});
