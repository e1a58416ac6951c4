import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { checkConfig } from './config-faults.ts';
import type { Config } from './config-schema.ts';
import { parseYaml } from './parse-yaml.ts';

export interface LoadConfigOptions {
  /** Default: the variable DAYBRIEF_CONFIG, else daybrief.yaml in the working directory. */
  readonly path?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface LoadedConfig {
  /** Absolute path of the file. */
  readonly path: string;
  /** Its directory, which relative paths in it start from. */
  readonly directory: string;
  /** Checked, with defaults filled in; secrets still as references (`resolveConnections`). */
  readonly config: Config;
}

export const DEFAULT_CONFIG_FILE = 'daybrief.yaml';
const MAX_BYTES = 1024 * 1024;
const MAX_FAULTS = 50;

export const configPath = ({ path, env }: LoadConfigOptions): string =>
  resolve(path ?? (env['DAYBRIEF_CONFIG'] || DEFAULT_CONFIG_FILE));

/**
 * Reads and checks the configuration. Throws `NotConfigured` when there is no file, and `InvalidConfig` with everything
 * that is wrong, one line each: `file:line:column: path: what was found; what is allowed`.
 */
export const loadConfig = async (options: LoadConfigOptions): Promise<LoadedConfig> => {
  const path = configPath(options);
  return { path, directory: dirname(path), config: parseConfig(await readText(path), options.path ?? path) };
};

/** Throws `InvalidConfig`; `file` names the text in the messages. */
export const parseConfig = (text: string, file: string): Config => {
  if (text.trim() === '') {
    throw new DaybriefError('InvalidConfig', `${file}:1:1: the file is empty. daybrief init --force writes a new one.`);
  }
  const { config, faults } = checkConfig(parseYaml(text));
  if (config !== null) return config;
  const lines = faults.slice(0, MAX_FAULTS).map(({ position, path: where, message }) => {
    return `${file}:${position.line}:${position.column}: ${where === '' ? '' : `${where}: `}${message}`;
  });
  const rest = faults.length > MAX_FAULTS ? [`… and ${faults.length - MAX_FAULTS} more`] : [];
  throw new DaybriefError('InvalidConfig', [...lines, ...rest].join('\n'));
};

const readText = async (path: string): Promise<string> => {
  const bytes = await readBounded(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DaybriefError('InvalidConfig', `${path}: the file is not UTF-8 text. Save it as UTF-8.`);
  }
};

/** One byte more than allowed tells that there is more; a device or pipe never ends. */
const readBounded = async (path: string): Promise<Buffer> => {
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      length += bytesRead;
      if (bytesRead === 0) return buffer.subarray(0, length);
      if (length > MAX_BYTES) break;
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
  throw new DaybriefError('InvalidConfig', `${path}: the file is larger than 1 MiB, which is the most allowed.`);
};

const unreadable = (path: string, thrown: unknown): DaybriefError => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  if (code === 'ENOENT') {
    return new DaybriefError(
      'NotConfigured',
      `There is no configuration at ${path}. daybrief init writes one; --config FILE or DAYBRIEF_CONFIG names another.`,
    );
  }
  const reason = code === 'EISDIR' ? 'it is a directory' : code;
  return new DaybriefError('InvalidConfig', `${path} can't be read: ${reason}.`, { cause: thrown });
};
