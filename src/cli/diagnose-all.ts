import { connectAdapters, connectStore, type Adapters, type AssembleOptions } from '../assemble.ts';
import type { ConnectionName } from '../config/connections-schema.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { resolveConnections } from '../config/resolve-connections.ts';
import { teamSettings } from '../config/team-settings.ts';
import type { TeamConfig } from '../config/team-schema.ts';
import { createEnvSecrets } from '../adapters/secrets/env-secrets.ts';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import type { Diagnosis, Examinable, ExaminedTeam } from '../ports.ts';
import { temporalSettings } from '../temporal/connect-temporal.ts';
import { diagnoseTemporal } from '../temporal/diagnose-temporal.ts';

export interface AreaDiagnosis extends Diagnosis {
  /** "Jira", "Temporal" … */
  readonly area: string;
}

export interface DiagnoseOptions extends AssembleOptions {
  readonly teams: readonly TeamConfig[];
  readonly signal: AbortSignal;
}

/** How each connection is called, and which adapter it becomes. */
export const CONNECTIONS = {
  jira: { label: 'Jira', adapter: 'tickets' },
  github: { label: 'GitHub', adapter: 'pullRequests' },
  cloudwatch: { label: 'CloudWatch', adapter: 'logs' },
  slack: { label: 'Slack', adapter: 'messenger' },
  openai: { label: 'OpenAI', adapter: 'model' },
} as const satisfies Record<ConnectionName, { label: string; adapter: keyof Adapters }>;

/** Examines everything that the configuration names, read-only and side by side; a fault in one hides none in another. */
export const diagnoseAll = async (options: DiagnoseOptions): Promise<readonly AreaDiagnosis[]> => {
  const { config, env } = options;
  const names = Object.keys(CONNECTIONS) as ConnectionName[];
  const areas = await Promise.all([
    ...names.map(async (name) => named(CONNECTIONS[name].label, await diagnoseConnection(name, options))),
    diagnoseServer(config, env).then((found) => named('Temporal', found)),
    diagnoseStore(options).then((found) => named('Store', found)),
  ]);
  return areas.flat();
};

const named = (area: string, findings: readonly Diagnosis[]): AreaDiagnosis[] =>
  findings.map((finding) => ({ area, ...finding }));

const NEEDED_BY: Readonly<Partial<Record<ConnectionName, keyof ExaminedTeam>>> = {
  jira: 'jiraProjects',
  github: 'repositories',
  cloudwatch: 'logGroups',
  slack: 'channel',
};

const diagnoseConnection = async (name: ConnectionName, options: DiagnoseOptions): Promise<readonly Diagnosis[]> => {
  const { config, env, teams } = options;
  const check = `connections.${name}`;
  const resolved = (await resolveConnections(config.config, createEnvSecrets(env)))[name];
  if (resolved.kind === 'invalid') {
    return [{ check, status: 'failed', found: resolved.error.message, fix: 'Do what the message says.' }];
  }
  if (resolved.kind === 'not-configured') return [notConfigured(name, resolved.reason, teams)];
  try {
    const adapter = (await connectAdapters(onlyWith(name, options)))[CONNECTIONS[name].adapter];
    return adapter === null ? [] : await examine(name, adapter, options);
  } catch (thrown) {
    const found = toDaybriefError(thrown).message;
    return [
      { check, status: 'failed', found, fix: `Correct ${check} in ${config.path}, or the variables that it names.` },
    ];
  }
};

/** A source that a team wants but nobody connected is worth a warning; the others are a choice. */
const notConfigured = (name: ConnectionName, reason: string, teams: readonly TeamConfig[]): Diagnosis => {
  const need = NEEDED_BY[name];
  const wanting = teams.filter((team) => need !== undefined && (teamOf([team])[need]?.length ?? 0) > 0);
  const found = `not configured: ${reason}`;
  const check = `connections.${name}`;
  if (wanting.length === 0) return { check, status: 'ok', found, fix: null };
  const fix = `${wanting.map((team) => team.name).join(', ')} names ${String(need)}: set the variables, or take them out of the team.`;
  return { check, status: 'warning', found, fix };
};

/** A connection that can't be made must not hide the others. */
const onlyWith = (name: ConnectionName, { config, env, clock }: DiagnoseOptions): AssembleOptions => ({
  config: { ...config, config: { ...config.config, connections: { [name]: config.config.connections[name] } } },
  env,
  clock,
});

const examine = async (
  name: ConnectionName,
  adapter: Examinable,
  { config, teams, signal }: DiagnoseOptions,
): Promise<readonly Diagnosis[]> => {
  const call = { signal, heartbeat: () => undefined };
  if (name !== 'slack') return adapter.diagnose(teamOf(teams), call);
  const channels = [...teams.flatMap((team) => team.channel ?? []), config.config.alerts?.channel ?? []].flat();
  const findings = new Map<string, Diagnosis>();
  for (const channel of new Set<string | null>(channels.length === 0 ? [null] : channels)) {
    for (const finding of await adapter.diagnose({ ...teamOf(teams), channel }, call)) {
      if (!findings.has(finding.check)) findings.set(finding.check, finding);
    }
  }
  return [...findings.values()];
};

/** All that the teams look at, so that nothing is examined twice. */
const teamOf = (teams: readonly TeamConfig[]): ExaminedTeam => {
  const scopes = teams.map((team) => teamSettings(team).scope);
  const union = (key: 'jiraProjects' | 'repositories' | 'logGroups'): string[] => [
    ...new Set(scopes.flatMap((scope) => scope[key])),
  ];
  return {
    name: scopes.map(({ name }) => name).join(', '),
    timeZone: scopes[0]?.timeZone ?? 'UTC',
    jiraProjects: union('jiraProjects'),
    repositories: union('repositories'),
    logGroups: union('logGroups'),
    services: [],
    people: [],
    channel: teams.find(({ channel }) => channel !== undefined)?.channel ?? null,
  };
};

const diagnoseServer = async ({ config }: LoadedConfig, env: AssembleOptions['env']): Promise<readonly Diagnosis[]> => {
  try {
    return await diagnoseTemporal(temporalSettings(env, config.temporal), config.temporal.taskQueue);
  } catch (thrown) {
    const found = toDaybriefError(thrown).message;
    return [{ check: 'read its settings', status: 'failed', found, fix: 'Correct TEMPORAL_* or temporal.toml.' }];
  }
};

const diagnoseStore = async (options: AssembleOptions): Promise<readonly Diagnosis[]> => {
  try {
    const store = await connectStore(options);
    try {
      return await store.diagnose();
    } finally {
      await store.close();
    }
  } catch (thrown) {
    const found = toDaybriefError(thrown).message;
    return [{ check: 'open the store', status: 'failed', found, fix: 'Do what the message says.' }];
  }
};
