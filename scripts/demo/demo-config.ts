import { stringify } from 'yaml';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';

/** What the sandbox's process tells of itself. */
export type SandboxAddresses = Pick<Sandbox, 'url' | 'urls' | 'credentials'>;

/** What the demo needs of world.json. */
export interface DemoWorld {
  readonly name?: string;
  readonly now: string;
  readonly timeRangeHours: number;
  readonly jiraProjects: readonly string[];
  readonly repositories: readonly string[];
  readonly logGroups: readonly { readonly name: string }[];
  readonly services: readonly {
    readonly name: string;
    readonly logGroups: readonly string[];
    readonly repositories: readonly string[];
  }[];
  readonly people: readonly {
    readonly name: string;
    readonly github?: string | null;
    readonly slack?: string | null;
  }[];
}

export const DEMO_TEAM = 'demo';
export const DEMO_CHANNEL = '#incidents';

/** A configuration like any team's, with the sandbox's addresses in place of the real ones. */
export const demoConfig = (world: DemoWorld, { urls, credentials }: SandboxAddresses, hasRealModel: boolean): string =>
  stringify(
    {
      teams: [
        {
          name: DEMO_TEAM,
          channel: DEMO_CHANNEL,
          jiraProjects: world.jiraProjects,
          repositories: world.repositories,
          logGroups: world.logGroups.map(({ name }) => name),
          services: world.services.map(({ name, logGroups, repositories }) => ({ name, logGroups, repositories })),
          people: world.people.map(({ name, github, slack }) => ({
            name,
            ...(github == null ? {} : { github }),
            ...(slack == null ? {} : { slack }),
          })),
        },
      ],
      connections: {
        jira: { baseUrl: urls.jira, email: credentials.jira.email, apiToken: '${env:DEMO_JIRA_TOKEN}' },
        github: { baseUrl: urls.github, token: '${env:DEMO_GITHUB_TOKEN}' },
        cloudwatch: {
          region: credentials.aws.region,
          endpoint: urls.cloudwatch,
          accessKeyId: '${env:DEMO_AWS_ACCESS_KEY_ID}',
          secretAccessKey: '${env:DEMO_AWS_SECRET_ACCESS_KEY}',
        },
        slack: { baseUrl: `${urls.slack}/api/`, botToken: '${env:DEMO_SLACK_TOKEN}' },
        openai: hasRealModel
          ? { apiKey: '${env:OPENAI_API_KEY}' }
          : { baseUrl: `${urls.openai}/v1`, apiKey: '${env:DEMO_OPENAI_KEY}' },
      },
      alerts: { channel: '#alerts' },
    },
    { lineWidth: 0 },
  );

/** The sandbox's secrets and the addresses of the demo's own servers; nothing of the user's that would lead elsewhere. */
export const demoEnvironment = (
  env: Readonly<Record<string, string | undefined>>,
  credentials: SandboxAddresses['credentials'],
  temporal: { readonly address: string; readonly namespace: string; readonly emptyProfile: string },
): Record<string, string> => {
  const inherited = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(?:TEMPORAL_|DAYBRIEF_|DATABASE_URL$)/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    // A profile of the user's could bring TLS or a key for another server.
    TEMPORAL_CONFIG_FILE: temporal.emptyProfile,
    DEMO_JIRA_TOKEN: credentials.jira.token,
    DEMO_GITHUB_TOKEN: credentials.github.token,
    DEMO_AWS_ACCESS_KEY_ID: credentials.aws.accessKeyId,
    DEMO_AWS_SECRET_ACCESS_KEY: credentials.aws.secretAccessKey,
    DEMO_SLACK_TOKEN: credentials.slack.token,
    DEMO_OPENAI_KEY: credentials.openai.apiKey,
  };
};
