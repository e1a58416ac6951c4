import { openStore } from '../../../src/store/open-store.ts';
import { runRecord } from '../run-records.ts';

/**
 * A process of its own that opens the embedded store and records runs until it is ended, one line for each that was
 * acknowledged. Arguments: directory, prefix of the runs' ids, how many (0: until ended).
 */
const [, , dir = '', prefix = '', limit = '0'] = process.argv;

const store = await openStore({ databaseUrl: null, embeddedDir: dir, clock: Date.now });
process.stdout.write('open\n');
for (let number = 0; limit === '0' || number < Number(limit); number++) {
  const runId = `${prefix}-${number}`;
  await store.history.recordRun(runRecord({ runId, team: prefix }));
  process.stdout.write(`${runId}\n`);
}
await store.close();
