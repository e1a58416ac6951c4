import { resolve } from 'node:path';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { SecretSource } from '../ports.ts';
import type { LoadedConfig } from './load-config.ts';
import { isReference, referenceKey } from './secret-reference.ts';

export type StoreSettings =
  | { readonly kind: 'postgres'; readonly url: string }
  /** Absolute path. */
  | { readonly kind: 'embedded'; readonly directory: string };

const DEFAULT_DIRECTORY = '.daybrief/store';

/**
 * The database that the file names; else the one in DATABASE_URL; else the embedded store beside the file.
 * Throws `NotConfigured` when the variable that the file names isn't set: history must not go elsewhere unnoticed.
 */
export const resolveStore = async (
  { config, directory }: LoadedConfig,
  secrets: SecretSource,
): Promise<StoreSettings> => {
  const { store } = config;
  if (store.databaseUrl !== undefined) {
    const url = isReference(store.databaseUrl)
      ? await secrets.resolve(referenceKey(store.databaseUrl))
      : store.databaseUrl;
    return { kind: 'postgres', url: checked(url, 'store.databaseUrl') };
  }
  if (store.directory !== undefined) return { kind: 'embedded', directory: resolve(directory, store.directory) };
  const url = await secrets.resolve('env:DATABASE_URL').catch(() => null);
  return url === null
    ? { kind: 'embedded', directory: resolve(directory, DEFAULT_DIRECTORY) }
    : { kind: 'postgres', url: checked(url, 'DATABASE_URL') };
};

const checked = (url: string, where: string): string => {
  if (URL.canParse(url) && /^postgres(?:ql)?:$/.test(new URL(url).protocol)) return url;
  throw new DaybriefError(
    'InvalidConfig',
    `${where} is no PostgreSQL address; allowed: postgres://USER@HOST:PORT/DATABASE.`,
  );
};
