import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { STORE_SCHEMA } from '../store-schema.ts';

const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db.withSchema(STORE_SCHEMA);
  await schema
    .createTable('runs')
    .addColumn('run_id', 'text', (column) => column.primaryKey())
    .addColumn('workflow_id', 'text', (column) => column.notNull())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('severity', 'text')
    .addColumn('started_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('ended_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('range_from_ms', 'bigint', (column) => column.notNull())
    .addColumn('range_to_ms', 'bigint', (column) => column.notNull())
    .addColumn('record', 'jsonb', (column) => column.notNull())
    .execute();
  await schema.createIndex('runs_by_team').on('runs').columns(['team', 'started_at_ms']).execute();
  await schema.createIndex('runs_by_start').on('runs').column('started_at_ms').execute();
  await createIncidents(db);
  await schema
    .createTable('dead_letters')
    .addColumn('run_id', 'text', (column) => column.primaryKey())
    .addColumn('workflow_id', 'text', (column) => column.notNull())
    .addColumn('team', 'text', (column) => column.notNull())
    .addColumn('failed_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('input', 'jsonb', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('dead_letters_by_failure').on('dead_letters').column('failed_at_ms').execute();
  await createEvidence(db);
};

const createIncidents = async (db: Kysely<unknown>): Promise<void> => {
  await db
    .withSchema(STORE_SCHEMA)
    .schema.createTable('incidents')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.run_id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('incident_id', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('priority', 'double precision', (column) => column.notNull())
    .addColumn('confidence', 'double precision', (column) => column.notNull())
    .addColumn('services', sql`text[]`, (column) => column.notNull())
    .addColumn('culprit_pull_request_id', 'text')
    .addColumn('ticket_keys', sql`text[]`, (column) => column.notNull())
    .addColumn('pull_request_ids', sql`text[]`, (column) => column.notNull())
    .addColumn('log_pattern_ids', sql`text[]`, (column) => column.notNull())
    .addColumn('started_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_ms', 'bigint', (column) => column.notNull())
    .addColumn('ongoing', 'boolean', (column) => column.notNull())
    .addPrimaryKeyConstraint('incidents_key', ['run_id', 'position'])
    .execute();
};

const createEvidence = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db.withSchema(STORE_SCHEMA);
  await schema
    .createTable('evidence')
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('evidence_key', ['run_id', 'name'])
    .execute();
  await schema
    .createTable('evidence_parts')
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    // Already compressed: EXTERNAL keeps PostgreSQL from trying again.
    .addColumn('data', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('evidence_parts_key', ['run_id', 'name', 'position'])
    .addForeignKeyConstraint('evidence_parts_of', ['run_id', 'name'], 'evidence', ['run_id', 'name'], (constraint) =>
      constraint.onDelete('cascade'),
    )
    .execute();
  await sql`alter table ${sql.table(`${STORE_SCHEMA}.evidence_parts`)} alter column data set storage external`.execute(
    db,
  );
};

export const firstTables: Migration = { up };
