import { CallLog } from './call-log.ts';
import { CloudWatchApi } from './cloudwatch/cloudwatch-api.ts';
import { createControlApi } from './control-api.ts';
import { API_NAMES, FaultInjector, type ApiName } from './faults.ts';
import { createGitHubApi } from './github/github-api.ts';
import { serveFake, type FakeApi, type FakeServer } from './http-server.ts';
import { createJiraApi } from './jira/jira-api.ts';
import { createOpenAiApi } from './openai/openai-api.ts';
import { createSlackApi, type SlackApiOptions } from './slack/slack-api.ts';
import type { SlackMessage, SlackState } from './slack/slack-state.ts';
import { loadWorld, type World } from './world.ts';

export interface SandboxOptions {
  /** A world's folder; its format is `world.ts`. */
  readonly worldDir: string;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** Any free port by default. */
  readonly ports?: Readonly<Partial<Record<ApiName | 'control', number>>>;
  /** Of every answer, or by API; 0 by default. */
  readonly latencyMs?: number | Readonly<Partial<Record<ApiName, number>>>;
  /** In each channel; 1 by default as Slack's own, Infinity: no limit. */
  readonly slackMessagesPerSecond?: number;
  readonly slack?: Omit<SlackApiOptions, 'token' | 'messagesPerSecond'>;
  /** APIs that aren't there: their addresses refuse connections. */
  readonly without?: readonly ApiName[];
}

export interface SandboxCredentials {
  readonly jira: { readonly email: string; readonly token: string };
  readonly github: { readonly token: string };
  readonly aws: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly region: string };
  readonly slack: { readonly token: string };
  readonly openai: { readonly apiKey: string };
}

export interface Sandbox {
  readonly world: World;
  /** Where each API is served, without a slash at the end. Slack's methods are under `/api/`. */
  readonly urls: Readonly<Record<ApiName, string>>;
  /** The control API and, at its root, the page that shows Slack's channels. */
  readonly url: string;
  /** What the APIs accept. They protect nothing: the sandbox is for loopback. */
  readonly credentials: SandboxCredentials;
  readonly faults: FaultInjector;
  readonly calls: CallLog;
  readonly slack: SlackState;
  /** What was posted to a channel, by name or id, or to all; oldest first. */
  messages(channel?: string): readonly SlackMessage[];
  close(): Promise<void>;
}

export const SANDBOX_CREDENTIALS: SandboxCredentials = {
  jira: { email: 'sandbox@acme.example', token: 'sandbox-jira-token' },
  github: { token: 'sandbox-github-token' },
  aws: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox-aws-secret', region: 'us-east-1' },
  slack: { token: 'xoxb-sandbox-slack-token' },
  openai: { apiKey: 'sandbox-openai-key' },
};

/** Serves every API of a world on loopback. Throws an Error that names the file when the world can't be read. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const world = await loadWorld(options.worldDir);
  const faults = new FaultInjector();
  const calls = new CallLog();
  for (const name of API_NAMES) faults.setLatency(name, latencyOf(options, name));
  const { apis, slack, stop } = createApis(world, options);
  const host = options.host ?? '127.0.0.1';
  const servers: FakeServer[] = [];
  const close = async (): Promise<void> => {
    stop();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  };
  try {
    const urls = {} as Record<ApiName, string>;
    for (const api of apis) {
      const server = await serveFake(api, { host, port: options.ports?.[api.name] ?? 0, faults, calls });
      urls[api.name] = server.url;
      if (options.without?.includes(api.name)) await server.close();
      else servers.push(server);
    }
    const control = await serveControl(options, host, { world, slack, faults, calls });
    servers.push(control);
    const messages = (channel?: string): readonly SlackMessage[] => messagesOf(slack, channel);
    return { world, urls, url: control.url, credentials: SANDBOX_CREDENTIALS, faults, calls, slack, messages, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const latencyOf = ({ latencyMs = 0 }: SandboxOptions, name: ApiName): number =>
  typeof latencyMs === 'number' ? latencyMs : (latencyMs[name] ?? 0);

const createApis = (
  world: World,
  options: SandboxOptions,
): { readonly apis: readonly FakeApi[]; readonly slack: SlackState; readonly stop: () => void } => {
  const { jira, github, aws, slack, openai } = SANDBOX_CREDENTIALS;
  const cloudWatch = new CloudWatchApi(world, aws);
  const slackApi = createSlackApi(world, {
    ...options.slack,
    token: slack.token,
    ...(options.slackMessagesPerSecond === undefined ? {} : { messagesPerSecond: options.slackMessagesPerSecond }),
  });
  const apis = [
    createJiraApi(world, { credentials: jira }),
    createGitHubApi(world, { token: github.token }),
    cloudWatch,
    slackApi,
    createOpenAiApi({ apiKey: openai.apiKey }),
  ];
  return { apis, slack: slackApi.state, stop: () => cloudWatch.close() };
};

/** The control API has faults and counts of its own, so that it never shows among what it controls. */
const serveControl = async (
  { ports }: SandboxOptions,
  host: string,
  parts: Parameters<typeof createControlApi>[0],
): Promise<FakeServer> =>
  serveFake(createControlApi(parts), {
    host,
    port: ports?.control ?? 0,
    faults: new FaultInjector(),
    calls: new CallLog(),
  });

const messagesOf = (slack: SlackState, channel: string | undefined): readonly SlackMessage[] => {
  if (channel === undefined) return slack.messages();
  const named = channel.replace(/^#/, '');
  return slack.messages(slack.channels.find(({ id, name }) => id === channel || name === named)?.id ?? channel);
};
