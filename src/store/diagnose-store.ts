import { sql, type Transaction } from 'kysely';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import type { Diagnosis } from '../ports.ts';
import { executedMigrations } from './migrate-store.ts';
import type { StoreDatabase } from './store-database.ts';
import { STORE_SCHEMA, type StoreSchema } from './store-schema.ts';

/** Examines the database read-only. Never throws. */
export const diagnoseStore = async (database: StoreDatabase): Promise<readonly Diagnosis[]> => {
  const checks = [
    { check: `connect to ${database.label}`, find: findServer },
    { check: `find the tables of Daybrief`, find: findTables },
    { check: `may write to them`, find: findRights },
    { check: `count what is stored`, find: findContents },
  ];
  const findings: Diagnosis[] = [];
  for (const { check, find } of checks) {
    try {
      findings.push({ check, ...(await database.transact(check, find)) });
    } catch (thrown) {
      findings.push({
        check,
        status: 'failed',
        found: toDaybriefError(thrown).message,
        fix: 'Do what the message says.',
      });
      break;
    }
  }
  return findings;
};

type Finding = Omit<Diagnosis, 'check'>;
type Find = (trx: Transaction<StoreSchema>) => Promise<Finding>;

const ok = (found: string): Finding => ({ status: 'ok', found, fix: null });

const findServer: Find = async (trx) => {
  const { rows } = await sql<{ version: string; encoding: string; standby: boolean }>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as standby`.execute(trx);
  const { version, encoding, standby } = rows[0] ?? { version: '?', encoding: '?', standby: false };
  const found = `PostgreSQL ${version}, encoding ${encoding}${standby ? ', a standby' : ''}`;
  if (standby) return { status: 'failed', found, fix: 'A standby takes no writes: name the primary.' };
  if (encoding === 'UTF8') return ok(found);
  return {
    status: 'failed',
    found,
    fix: "Use a database made with ENCODING 'UTF8': another one refuses much of what logs and tickets hold.",
  };
};

const findTables: Find = async (trx) => {
  const executed = await executedMigrations(trx);
  return ok(`schema ${STORE_SCHEMA} at ${executed.at(-1) ?? 'nothing'}`);
};

const findRights: Find = async (trx) => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = ${STORE_SCHEMA}
      and not (has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'select')
        and has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'insert')
        and has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'update')
        and has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'delete'))
    order by name`.execute(trx);
  if (rows.length === 0) return ok('select, insert, update and delete on every table');
  return {
    status: 'failed',
    found: `rights are missing on ${rows.map((row) => row.name).join(', ')}`,
    fix: `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${STORE_SCHEMA} TO its user.`,
  };
};

const findContents: Find = async (trx) => {
  const { runs } = await trx
    .selectFrom('runs')
    .select((select) => select.fn.countAll<number>().as('runs'))
    .executeTakeFirstOrThrow();
  const { values, bytes } = await trx
    .selectFrom('evidence')
    .select((select) => [
      select.fn.countAll<number>().as('values'),
      sql<number>`coalesce(sum(bytes), 0)::bigint`.as('bytes'),
    ])
    .executeTakeFirstOrThrow();
  return ok(`${runs} runs, ${values} pieces of evidence (${(bytes / 1e6).toFixed(1)} MB before compression)`);
};
