import type { ActivityDependencies } from './activities/dependencies.ts';
import { createCloudWatchLogSource } from './adapters/cloudwatch/cloudwatch-log-source.ts';
import { createGitHubPullRequestSource } from './adapters/github/github-pull-request-source.ts';
import { createJiraTicketSource } from './adapters/jira/jira-ticket-source.ts';
import { createOpenAiModel } from './adapters/openai/openai-model.ts';
import { createEnvSecrets } from './adapters/secrets/env-secrets.ts';
import { createSlackMessenger } from './adapters/slack/slack-messenger.ts';
import type { LoadedConfig } from './config/load-config.ts';
import { readyOrNull, resolveConnections, type Connections } from './config/resolve-connections.ts';
import { resolveStore } from './config/resolve-store.ts';
import { teamSettings } from './config/team-settings.ts';
import type { LanguageModel, LogSource, Messenger, PullRequestSource, TicketSource } from './ports.ts';
import { openStore, type Store } from './store/open-store.ts';

const DAY_MS = 86_400_000;

type Environment = Readonly<Record<string, string | undefined>>;

export interface AssembleOptions {
  readonly config: LoadedConfig;
  readonly env: Environment;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The outside world as the configuration describes it; null for what isn't configured. */
export interface Adapters {
  readonly tickets: TicketSource | null;
  readonly pullRequests: PullRequestSource | null;
  readonly logs: LogSource | null;
  readonly model: LanguageModel | null;
  readonly messenger: Messenger | null;
}

export interface Assembled {
  readonly adapters: Adapters;
  readonly store: Store;
  /** `searchAttributes`: whether the namespace knows Daybrief's. */
  dependencies(searchAttributes: boolean): ActivityDependencies;
  close(): Promise<void>;
}

/** The composition root: the one place that knows every adapter. Throws `InvalidConfig` or `NotConfigured` naming the field. */
export const assemble = async ({ config, env, clock }: AssembleOptions): Promise<Assembled> => {
  const adapters = await connectAdapters({ config, env, clock });
  const store = await connectStore({ config, env, clock });
  const { teams, alerts } = config.config;
  return {
    adapters,
    store,
    dependencies: (searchAttributes) => ({
      ...adapters,
      history: store.history,
      evidence: store.evidence,
      teams: teams.map(teamSettings),
      alerts: alerts ?? null,
      searchAttributes,
      evidenceRetentionMs: config.config.store.evidenceDays * DAY_MS,
      clock,
    }),
    close: () => store.close(),
  };
};

/** The store alone, for commands that only read what runs left. */
export const connectStore = async ({ config, env, clock }: AssembleOptions): Promise<Store> => {
  const settings = await resolveStore(config, createEnvSecrets(env));
  return openStore(
    settings.kind === 'postgres'
      ? { databaseUrl: settings.url, embeddedDir: '', clock }
      : { databaseUrl: null, embeddedDir: settings.directory, clock },
  );
};

/** The adapters alone, for examining them. */
export const connectAdapters = async ({ config, env, clock }: AssembleOptions): Promise<Adapters> => {
  const connections = await resolveConnections(config.config, createEnvSecrets(env));
  const models = config.config.teams.flatMap((team) => [team.models.analysis, team.models.summary]);
  return {
    tickets: ticketsFrom(connections, clock),
    pullRequests: pullRequestsFrom(connections, clock),
    logs: logsFrom(connections, clock),
    model: modelFrom(connections, [...new Set(models)], clock),
    messenger: messengerFrom(connections, clock),
  };
};

type Clock = AssembleOptions['clock'];

const ticketsFrom = ({ jira }: Connections, clock: Clock): TicketSource | null => {
  const settings = readyOrNull(jira);
  if (settings === null) return null;
  const { baseUrl, siteUrl, email, apiToken } = settings;
  return createJiraTicketSource({
    baseUrl,
    auth: email === undefined ? { kind: 'bearer', token: apiToken } : { kind: 'basic', email, token: apiToken },
    ...(siteUrl === undefined ? {} : { siteUrl }),
    ...timeoutOf(settings),
    clock,
  });
};

const pullRequestsFrom = ({ github }: Connections, clock: Clock): PullRequestSource | null => {
  const settings = readyOrNull(github);
  if (settings === null) return null;
  const { baseUrl, token } = settings;
  return createGitHubPullRequestSource({ baseUrl, token, ...timeoutOf(settings), clock });
};

const logsFrom = ({ cloudwatch }: Connections, clock: Clock): LogSource | null => {
  const settings = readyOrNull(cloudwatch);
  if (settings === null) return null;
  const { region, endpoint, levelFilter, queryBudgetSeconds, maxConcurrentQueries } = settings;
  const { accessKeyId, secretAccessKey, sessionToken } = settings;
  const credentials =
    accessKeyId === undefined || secretAccessKey === undefined
      ? undefined
      : { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  return createCloudWatchLogSource({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(levelFilter === undefined ? {} : { levelFilter }),
    ...(queryBudgetSeconds === undefined ? {} : { queryBudgetMs: queryBudgetSeconds * 1_000 }),
    ...(maxConcurrentQueries === undefined ? {} : { maxConcurrentQueries }),
    clock,
  });
};

const modelFrom = ({ openai }: Connections, models: readonly string[], clock: Clock): LanguageModel | null => {
  const settings = readyOrNull(openai);
  if (settings === null) return null;
  const { baseUrl, apiKey, api, timeoutSeconds, maxInputTokens } = settings;
  return createOpenAiModel({ baseUrl, apiKey, api, timeoutMs: timeoutSeconds * 1_000, maxInputTokens, models, clock });
};

const messengerFrom = ({ slack }: Connections, clock: Clock): Messenger | null => {
  const settings = readyOrNull(slack);
  if (settings === null) return null;
  const { baseUrl, botToken } = settings;
  return createSlackMessenger({
    ...(baseUrl === undefined ? {} : { baseUrl }),
    token: botToken,
    ...timeoutOf(settings),
    clock,
  });
};

const timeoutOf = ({ timeoutSeconds }: { readonly timeoutSeconds?: number | undefined }): { timeoutMs?: number } =>
  timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1_000 };
