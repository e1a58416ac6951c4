import { sql, type Transaction } from 'kysely';
import type { BriefIncident } from '../domain/brief.ts';
import type { RunRecord } from '../domain/run.ts';
import type { DeadLetter, HistoryStore } from '../ports.ts';
import { fromStoredText, toStoredJson, toStoredText } from './storable-text.ts';
import type { StoreDatabase } from './store-database.ts';
import type { IncidentTable, RunTable, StoreSchema } from './store-schema.ts';

/** Of runs at the same millisecond, the same order in every database. */
const BY_RUN_ID = sql`run_id collate "C"`;

export const createHistoryStore = (database: StoreDatabase): HistoryStore => ({
  recordRun: (run) => database.transact(`record run ${run.runId}`, (trx) => recordRun(trx, run)),
  getRun: (runId) =>
    database.transact(`read run ${runId}`, async (trx) => {
      const query = trx.selectFrom('runs').select('record').where('run_id', '=', toStoredText(runId));
      return (await query.executeTakeFirst())?.record ?? null;
    }),
  listRuns: ({ team, limit }) =>
    database.transact('list runs', async (trx) => {
      const newest = trx
        .selectFrom('runs')
        .select('record')
        .orderBy('started_at_ms', 'desc')
        .orderBy(BY_RUN_ID, 'desc');
      const query = team === undefined ? newest : newest.where('team', '=', toStoredText(team));
      return (await query.limit(limit).execute()).map((row) => row.record);
    }),
  countConsecutiveFailures: (team) =>
    database.transact('count failed runs', (trx) => countConsecutiveFailures(trx, team)),
  addDeadLetter: (letter) => database.transact(`keep failed run ${letter.runId}`, (trx) => addDeadLetter(trx, letter)),
  listDeadLetters: ({ team, limit }) =>
    database.transact('list failed runs', async (trx) => {
      const newest = trx
        .selectFrom('dead_letters')
        .selectAll()
        .orderBy('failed_at_ms', 'desc')
        .orderBy(BY_RUN_ID, 'desc');
      const query = team === undefined ? newest : newest.where('team', '=', toStoredText(team));
      return (await query.limit(limit).execute()).map((row) => ({
        runId: fromStoredText(row.run_id),
        workflowId: fromStoredText(row.workflow_id),
        team: fromStoredText(row.team),
        failedAtMs: row.failed_at_ms,
        input: row.input,
        reason: fromStoredText(row.reason),
      }));
    }),
});

const recordRun = async (trx: Transaction<StoreSchema>, run: RunRecord): Promise<void> => {
  const { run_id, ...columns } = runRow(run);
  // Whoever records the same run at the same time waits here for this row.
  await trx
    .insertInto('runs')
    .values({ run_id, ...columns })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(columns))
    .execute();
  await trx.deleteFrom('incidents').where('run_id', '=', run_id).execute();
  const rows = (run.brief?.incidents ?? []).map((incident, position) => incidentRow(run_id, position, incident));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    await trx
      .insertInto('incidents')
      .values(rows.slice(from, from + ROWS_PER_INSERT))
      .execute();
  }
};

/** A statement takes 65,535 parameters, and an incident has 15. */
const ROWS_PER_INSERT = 1_000;

const runRow = (run: RunRecord): Omit<RunTable, 'record'> & { readonly record: string } => ({
  run_id: toStoredText(run.runId),
  workflow_id: toStoredText(run.workflowId),
  team: toStoredText(run.team),
  outcome: run.outcome,
  severity: run.severity,
  started_at_ms: Math.round(run.startedAtMs),
  ended_at_ms: Math.round(run.endedAtMs),
  range_from_ms: Math.round(run.range.fromMs),
  range_to_ms: Math.round(run.range.toMs),
  record: toStoredJson(run),
});

const incidentRow = (run_id: string, position: number, incident: BriefIncident): IncidentTable => {
  const culprit = incident.pullRequests.find((pullRequest) => pullRequest.role === 'culprit');
  return {
    run_id,
    position,
    incident_id: toStoredText(incident.id),
    title: toStoredText(incident.title),
    severity: incident.severity,
    priority: incident.priority,
    confidence: incident.confidence,
    services: incident.services.map(toStoredText),
    culprit_pull_request_id: culprit === undefined ? null : toStoredText(culprit.id),
    ticket_keys: incident.tickets.map((ticket) => toStoredText(ticket.key)),
    pull_request_ids: incident.pullRequests.map((pullRequest) => toStoredText(pullRequest.id)),
    log_pattern_ids: incident.logPatterns.map((pattern) => toStoredText(pattern.id)),
    started_at_ms: Math.round(incident.startedAtMs),
    last_seen_ms: Math.round(incident.lastSeenMs),
    ongoing: incident.ongoing,
  };
};

const countConsecutiveFailures = async (trx: Transaction<StoreSchema>, team: string): Promise<number> => {
  const ofTeam = trx.selectFrom('runs').where('team', '=', toStoredText(team));
  const success = await ofTeam
    .where('outcome', '!=', 'failed')
    .select('started_at_ms')
    .orderBy('started_at_ms', 'desc')
    .executeTakeFirst();
  const failures = ofTeam.where('outcome', '=', 'failed').select((select) => select.fn.countAll<number>().as('runs'));
  const since = success === undefined ? failures : failures.where('started_at_ms', '>', success.started_at_ms);
  return (await since.executeTakeFirstOrThrow()).runs;
};

const addDeadLetter = async (trx: Transaction<StoreSchema>, letter: DeadLetter): Promise<void> => {
  const columns = {
    workflow_id: toStoredText(letter.workflowId),
    team: toStoredText(letter.team),
    failed_at_ms: Math.round(letter.failedAtMs),
    input: toStoredJson(letter.input),
    reason: toStoredText(letter.reason),
  };
  await trx
    .insertInto('dead_letters')
    .values({ run_id: toStoredText(letter.runId), ...columns })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(columns))
    .execute();
};
