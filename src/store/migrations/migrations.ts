import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';

/** In order, by the name that the database remembers. A migration that was released is never changed, only followed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
};
