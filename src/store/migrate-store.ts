import { sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { STORE_SCHEMA, type StoreSchema } from './store-schema.ts';

const MIGRATION_TABLE = 'migrations';
/** Any number does that no other program locks: "dbrf" in ASCII. */
const MIGRATION_LOCK = 0x64_62_72_66;

/**
 * Brings the tables up to this version, all within the transaction: workers that start together wait for one another
 * on the lock, and a failure leaves the database as it was. A database that is up to date is only read, so its user
 * need not be allowed to create anything. Throws `InvalidConfig` when a newer version has migrated it.
 */
export const migrateStore = async (trx: Transaction<StoreSchema>, label: string): Promise<void> => {
  if (isCurrent(await executedMigrations(trx), label)) return;
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx);
  if (isCurrent(await executedMigrations(trx), label)) return;
  await prepareSchema(trx, label);
  const migrator = new Migrator({
    db: trx,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableSchema: STORE_SCHEMA,
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
};

/** The migrator would hide a missing right behind the failure of its own transaction. */
const prepareSchema = async (trx: Transaction<StoreSchema>, label: string): Promise<void> => {
  const { rows } = await sql<{ readonly may_create: boolean }>`
    select has_schema_privilege(oid, 'create') as may_create from pg_namespace where nspname = ${STORE_SCHEMA}`.execute(
    trx,
  );
  const [schema] = rows;
  if (schema === undefined) return trx.schema.createSchema(STORE_SCHEMA).execute();
  if (schema.may_create) return;
  throw new DaybriefError(
    'Forbidden',
    `${label}: the tables must be brought up to this version, and the user may create nothing in the schema ${STORE_SCHEMA}. Grant it CREATE there, or start once with the schema's owner.`,
  );
};

/** Names of the migrations that the database has seen; none where it has never been used. */
export const executedMigrations = async (trx: Transaction<StoreSchema>): Promise<readonly string[]> => {
  const table = `${STORE_SCHEMA}.${MIGRATION_TABLE}`;
  const found = await sql<{ readonly exists: boolean }>`select to_regclass(${table}) is not null as exists`.execute(
    trx,
  );
  if (found.rows[0]?.exists !== true) return [];
  const { rows } = await sql<{ readonly name: string }>`select name from ${sql.table(table)} order by name`.execute(
    trx,
  );
  return rows.map((row) => row.name);
};

const isCurrent = (executed: readonly string[], label: string): boolean => {
  const known = Object.keys(MIGRATIONS);
  const unknown = executed.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new DaybriefError(
      'InvalidConfig',
      `${label} was migrated by a newer Daybrief (${unknown.join(', ')}; this one knows up to ${known.at(-1)}). Run that version or a later one, or name another database.`,
    );
  }
  return executed.length === known.length;
};
