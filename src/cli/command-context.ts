import type { Client } from '@temporalio/client';
import { loadConfig, type LoadedConfig } from '../config/load-config.ts';
import type { TeamConfig } from '../config/team-schema.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { connectTemporal, temporalSettings, type TemporalSettings } from '../temporal/connect-temporal.ts';
import { CommandError, EXIT, usageError } from './exit-codes.ts';
import type { GlobalOptions } from './root-command.ts';
import type { Terminal } from './terminal.ts';

export const loadCommandConfig = ({ env }: Terminal, { config }: GlobalOptions): Promise<LoadedConfig> =>
  loadConfig({ path: config, env });

/** Somebody waits; the client's default is 10 s. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Runs `work` with a connection to Temporal. Throws with exit code 3 when there is none. */
export const withTemporal = async <Value>(
  { env }: Terminal,
  { config }: LoadedConfig,
  work: (client: Client, settings: TemporalSettings) => Promise<Value>,
): Promise<Value> => {
  const settings = temporalSettings(env, config.temporal);
  const connectionOptions = { ...settings.connectionOptions, connectTimeout: CONNECT_TIMEOUT_MS };
  const temporal = await connectTemporal({ ...settings, connectionOptions }).catch((thrown: unknown) => {
    if (thrown instanceof DaybriefError && thrown.code === 'Unavailable')
      throw new CommandError(EXIT.noTemporal, thrown);
    throw thrown;
  });
  try {
    return await work(temporal.client, settings);
  } finally {
    await temporal.close();
  }
};

/** The team of that name; the first one without a name. */
export const findTeam = ({ config, path }: LoadedConfig, name: string | undefined): TeamConfig => {
  const team = name === undefined ? config.teams[0] : config.teams.find((candidate) => candidate.name === name);
  if (team !== undefined) return team;
  const known = config.teams.map((candidate) => candidate.name).join(', ');
  throw usageError(`${path} has no team "${(name ?? '').slice(0, 64)}"; allowed: ${known}.`);
};
