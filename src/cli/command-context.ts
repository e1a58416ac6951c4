import { Command } from '@commander-js/extra-typings';
import type { Client } from '@temporalio/client';
import { loadConfig, type LoadedConfig } from '../config/load-config.ts';
import type { TeamConfig } from '../config/team-schema.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { connectTemporal, temporalSettings, type TemporalSettings } from '../temporal/connect-temporal.ts';
import { CommandError, EXIT, usageError } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly config?: string | undefined;
}

/** The command without its subcommands, which take their types from it. */
export const rootCommand = () =>
  new Command('daybrief')
    .description('One brief before standup: tickets, pull requests and error logs, correlated into incidents.')
    .option('--config <file>', 'configuration (default: the variable DAYBRIEF_CONFIG, else daybrief.yaml)');

export type RootCommand = ReturnType<typeof rootCommand>;

export const loadCommandConfig = ({ env }: Terminal, { config }: GlobalOptions): Promise<LoadedConfig> =>
  loadConfig({ path: config, env });

/** Runs `work` with a connection to Temporal. Throws with exit code 3 when there is none. */
export const withTemporal = async <Value>(
  { env }: Terminal,
  { config }: LoadedConfig,
  work: (client: Client, settings: TemporalSettings) => Promise<Value>,
): Promise<Value> => {
  const settings = temporalSettings(env, config.temporal);
  const temporal = await connectTemporal(settings).catch((thrown: unknown) => {
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
