/** What a new configuration is written from. */
export interface ConfigDraft {
  readonly team: string;
  readonly jiraProjects: DraftList;
  readonly repositories: DraftList;
  readonly logGroups: DraftList;
  readonly channel: string | null;
  /** Channels to choose from, shown in a comment. */
  readonly channels: readonly string[];
  readonly timeZone: string;
  readonly cron: string;
  /** Of the JSON Schema; relative to the file or absolute. */
  readonly schemaPath: string;
  /** Names of variables that are set, for optional keys. */
  readonly isSet: (variable: string) => boolean;
}

export interface DraftList {
  readonly chosen: readonly string[];
  /** What else can be seen, shown in a comment. */
  readonly others: readonly string[];
}

const MAX_OTHERS = 50;

/** A commented daybrief.yaml. */
export const configTemplate = (draft: ConfigDraft): string =>
  [headLines(draft), teamLines(draft), connectionLines(draft), REST].join('\n');

const headLines = ({ schemaPath }: ConfigDraft): string => `# yaml-language-server: $schema=${schemaPath}
#
# Configuration of Daybrief. Every key is explained in docs/configuration.md.
# Secrets never stand here: \${env:NAME} takes an environment variable. Check all of it with: daybrief doctor
`;

const teamLines = (draft: ConfigDraft): string => `teams:
  - name: ${scalar(draft.team)}

${channelLines(draft)}
    # Where to look. A source without entries is left out, and the brief says so.
${listLines('jiraProjects', draft.jiraProjects, 'PAY, WEB')}
${listLines('repositories', draft.repositories, 'acme/payment-service, acme/web')}
${listLines('logGroups', draft.logGroups, '/app/payment-service, /app/web')}

    # When the brief is made: minute hour day-of-month month day-of-week.
    schedule:
      cron: ${JSON.stringify(draft.cron)}
      timeZone: ${scalar(draft.timeZone)}

    # What belongs together. May be incomplete: the rest is learnt from names in tickets, changes and logs.
    # services:
    #   - name: payment-service
    #     aliases: [payments, pay-svc]
    #     logGroups: [/app/payment-service]
    #     repositories: [acme/payment-service]
    # people:
    #   - name: Dana Sosa            # as Jira shows it
    #     github: dsosa
    #     slack: U0123456789
`;

const connectionLines = (
  draft: ConfigDraft,
): string => `# A connection none of whose variables is set is left out; one that is set in part is an error.
connections:
  jira:
    baseUrl: \${env:JIRA_BASE_URL}          # https://acme.atlassian.net
    email: \${env:JIRA_EMAIL}
    apiToken: \${env:JIRA_API_TOKEN}
  github:
${optionalLine(draft, 'baseUrl', 'GITHUB_BASE_URL', 'https://HOST/api/v3 for GitHub Enterprise Server')}
    token: \${env:GITHUB_TOKEN}
  cloudwatch:
    # Credentials come from the AWS SDK's own chain: variables, profiles, SSO, roles.
    region: \${env:AWS_REGION}
${optionalLine(draft, 'endpoint', 'CLOUDWATCH_ENDPOINT', 'another endpoint than AWS has for the region')}
  slack:
${optionalLine(draft, 'baseUrl', 'SLACK_BASE_URL', 'a proxy before https://slack.com/api/')}
    botToken: \${env:SLACK_BOT_TOKEN}
  openai:
${optionalLine(draft, 'baseUrl', 'OPENAI_BASE_URL', 'a compatible server; it often speaks chat:')}
    # api: chat
    apiKey: \${env:OPENAI_API_KEY}
`;

const REST = `# Runs are kept in .daybrief/store beside this file, or in PostgreSQL when DATABASE_URL is set.
# store:
#   databaseUrl: \${env:DATABASE_URL}

# Temporal's own TEMPORAL_* variables and TOML profiles come before this.
# temporal:
#   address: 127.0.0.1:7233
#   taskQueue: daybrief

# alerts:
#   channel: "#ops"
#   afterFailures: 3
`;

const channelLines = ({ channel, channels }: ConfigDraft): string => {
  const options = channels.length === 0 ? '' : `\n    # The bot sees: ${shortened(channels)}`;
  const line = channel === null ? '    # channel: "#payments"' : `    channel: ${JSON.stringify(channel)}`;
  return `    # Slack channel of the brief. Without it nothing is posted. The bot must be a member.${options}\n${line}\n`;
};

const listLines = (key: string, { chosen, others }: DraftList, example: string): string => {
  const more = others.length === 0 ? '' : `    # ${key} that can be seen too: ${shortened(others)}\n`;
  if (chosen.length === 0) return `${more}    # ${key}: [${example}]`;
  return `${more}    ${key}:\n${chosen.map((entry) => `      - ${scalar(entry)}`).join('\n')}`;
};

const optionalLine = ({ isSet }: ConfigDraft, key: string, variable: string, purpose: string): string =>
  isSet(variable) ? `    ${key}: \${env:${variable}}` : `    # ${key}: \${env:${variable}}   # ${purpose}`;

const shortened = (names: readonly string[]): string => {
  const shown = names.slice(0, MAX_OTHERS).map((name) => name.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' '));
  return `${shown.join(', ')}${names.length > MAX_OTHERS ? `, and ${names.length - MAX_OTHERS} more` : ''}`;
};

/** Plain where YAML reads it back as this text, in quotes otherwise. */
const scalar = (text: string): string =>
  /^[A-Za-z/][A-Za-z0-9/_.-]*$/.test(text) && !/^(?:true|false|null|y|n|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
