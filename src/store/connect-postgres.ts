import { Client } from 'pg';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { STORE_TIMEOUTS, type StoreConnection, type StoreTimeouts } from './store-database.ts';
import { createStorePool } from './store-pool.ts';

/** A pool on the server that the URL names; nothing is asked of it yet. Throws `InvalidConfig` for what is no such URL. */
export const connectPostgres = (databaseUrl: string, timeouts: StoreTimeouts = STORE_TIMEOUTS): StoreConnection => {
  const { host, port, database, password } = partsOf(databaseUrl);
  const secrets = [password, encodeURIComponent(password)].filter((secret) => secret !== '');
  return {
    pool: createStorePool({ connectionString: databaseUrl }, timeouts),
    label: `PostgreSQL at ${host}:${port}/${database}`,
    redact: (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text),
    timeouts,
  };
};

interface UrlParts {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly password: string;
}

/** As pg itself reads the URL, with the defaults that it would take. */
const partsOf = (databaseUrl: string): UrlParts => {
  try {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new Error('another protocol');
    const { host, port, database = 'postgres', password } = new Client({ connectionString: databaseUrl });
    return { host, port, database, password: typeof password === 'string' ? password : '' };
  } catch {
    throw new DaybriefError(
      'InvalidConfig',
      "The database's URL can't be read. It has the form postgres://USER:PASSWORD@HOST:5432/DATABASE, with special characters in the password written as %XX.",
    );
  }
};
