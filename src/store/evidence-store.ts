import { sql, type Transaction } from 'kysely';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { EvidenceStore } from '../ports.ts';
import { decodeEvidence, encodeEvidence, type EncodedEvidence } from './evidence-codec.ts';
import { evidenceKey, parseEvidenceKey, type EvidenceName } from './evidence-key.ts';
import { toStoredText } from './storable-text.ts';
import type { StoreDatabase } from './store-database.ts';
import type { StoreSchema } from './store-schema.ts';

const PART_BYTES = 1_000_000;

export const createEvidenceStore = (database: StoreDatabase, clock: () => number): EvidenceStore => ({
  put: async (runId, name, value) => {
    const key = evidenceKey({ runId, name });
    const encoded = await encodeEvidence(value, `evidence ${key}`);
    await database.transact(`store evidence ${key}`, (trx) => replace(trx, { runId, name }, encoded, clock()));
    return { key, bytes: encoded.bytes };
  },
  get: async ({ key }) => {
    const name = parseEvidenceKey(key);
    const encoded = name && (await database.transact(`read evidence ${key}`, (trx) => read(trx, name)));
    if (encoded !== null) return decodeEvidence(encoded, `${database.label}, evidence ${key}`);
    throw new DaybriefError(
      'EvidenceMissing',
      `${database.label} has no evidence ${key.slice(0, 300)}: it was removed after its time, or the worker that stored it uses another database. Give all workers the same database, then start the run anew.`,
    );
  },
  prune: async (beforeMs) => {
    let removed = 0;
    for (;;) {
      const batch = await database.transact('remove old evidence', (trx) => pruneRuns(trx, beforeMs));
      if (batch === 0) return removed;
      removed += batch;
    }
  },
});

const replace = async (
  trx: Transaction<StoreSchema>,
  { runId, name }: EvidenceName,
  { bytes, data }: EncodedEvidence,
  nowMs: number,
): Promise<void> => {
  const id = { run_id: toStoredText(runId), name: toStoredText(name) };
  const columns = { bytes, created_at_ms: Math.round(nowMs) };
  // Whoever stores the same value at the same time waits here for this row.
  await trx
    .insertInto('evidence')
    .values({ ...id, ...columns })
    .onConflict((conflict) => conflict.columns(['run_id', 'name']).doUpdateSet(columns))
    .execute();
  await trx.deleteFrom('evidence_parts').where('run_id', '=', id.run_id).where('name', '=', id.name).execute();
  for (let position = 0; position * PART_BYTES < data.length; position++) {
    const part = data.subarray(position * PART_BYTES, (position + 1) * PART_BYTES);
    await trx
      .insertInto('evidence_parts')
      .values({ ...id, position, data: part })
      .execute();
  }
};

/** One statement, so that parts of two values are never mixed. */
const read = async (trx: Transaction<StoreSchema>, { runId, name }: EvidenceName): Promise<EncodedEvidence | null> => {
  const rows = await trx
    .selectFrom('evidence as value')
    .leftJoin('evidence_parts as part', (join) =>
      join.onRef('part.run_id', '=', 'value.run_id').onRef('part.name', '=', 'value.name'),
    )
    .where('value.run_id', '=', toStoredText(runId))
    .where('value.name', '=', toStoredText(name))
    .select(['value.bytes', 'part.data'])
    .orderBy('part.position')
    .execute();
  const [first] = rows;
  if (first === undefined) return null;
  return { bytes: first.bytes, data: Buffer.concat(rows.flatMap((row) => (row.data === null ? [] : [row.data]))) };
};

/** Small enough for a statement's time, however much has gathered. */
const RUNS_PER_PRUNE = 100;

/** A run's values go together, once its newest is old. */
const pruneRuns = async (trx: Transaction<StoreSchema>, beforeMs: number): Promise<number> => {
  const old = trx
    .selectFrom('evidence')
    .select('run_id')
    .groupBy('run_id')
    .having(sql<number>`max(created_at_ms)`, '<', Math.floor(beforeMs))
    .limit(RUNS_PER_PRUNE);
  const { numDeletedRows } = await trx.deleteFrom('evidence').where('run_id', 'in', old).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};
