import { z } from 'zod';
import { baseUrl, email, region, secret } from './field-schemas.ts';

const seconds = (max: number) => {
  const allowed = `allowed: seconds from 1 to ${max}`;
  return z.number().min(1, allowed).max(max, allowed);
};

const whole = (max: number) => {
  const allowed = `allowed: a whole number from 1 to ${max}`;
  return z.int(allowed).min(1, allowed).max(max, allowed);
};

const jira = z.strictObject({
  baseUrl: baseUrl.describe(
    'https://acme.atlassian.net, a proxy before it, or https://api.atlassian.com/ex/jira/CLOUD_ID.',
  ),
  siteUrl: baseUrl.optional().describe("Where people open issues, when that isn't the base URL."),
  email: email
    .optional()
    .describe('E-mail address that the API token belongs to; left out, the token is sent as a bearer token.'),
  apiToken: secret.describe('API token or OAuth access token: a reference.'),
  timeoutSeconds: seconds(60).optional().describe('Longest wait for one answer; default 10.'),
});

const github = z.strictObject({
  baseUrl: baseUrl
    .default('https://api.github.com')
    .describe('https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server.'),
  token: secret.describe('Fine-grained or classic token with read access to pull requests: a reference.'),
  timeoutSeconds: seconds(60).optional().describe('Longest wait for one answer; default 12.'),
});

const cloudwatch = z.strictObject({
  region: region.describe('AWS region of the log groups.'),
  endpoint: baseUrl.optional().describe("Default: AWS's own endpoint of the region."),
  accessKeyId: secret.optional().describe("Left out, the AWS SDK's own chain finds the credentials."),
  secretAccessKey: secret.optional().describe('Goes with accessKeyId.'),
  sessionToken: secret.optional().describe('For temporary credentials.'),
  levelFilter: z
    .string()
    .optional()
    .describe('Regular expression, without slashes, that an event must match to be read; letter case is ignored.'),
  queryBudgetSeconds: seconds(55).optional().describe('Longest that one query may run; default 30.'),
  maxConcurrentQueries: whole(50).optional().describe('Queries of one worker at once; default 8, an account has 100.'),
});

const slack = z.strictObject({
  baseUrl: baseUrl.optional().describe('Default: https://slack.com/api/.'),
  botToken: secret.describe('Bot token (xoxb-…) with chat:write, channels:read and channels:history: a reference.'),
  timeoutSeconds: seconds(60).optional().describe('Longest for one message with all its calls; default 8.'),
});

const openai = z.strictObject({
  baseUrl: baseUrl
    .default('https://api.openai.com/v1')
    .describe('https://api.openai.com/v1, or that of a compatible server.'),
  apiKey: secret.describe('API key: a reference. A server that needs none takes any word.'),
  api: z
    .enum(['responses', 'chat'])
    .default('responses')
    .describe("responses is OpenAI's own; compatible servers (vLLM, Ollama, LiteLLM) speak chat."),
  timeoutSeconds: seconds(120).default(40).describe('Longest wait for one answer.'),
  maxInputTokens: whole(1_000_000).default(16_000).describe('A larger prompt, by estimate, is not sent.'),
});

export const connectionsSchema = z.strictObject({
  jira: jira.optional().describe('Tickets.'),
  github: github.optional().describe('Pull requests.'),
  cloudwatch: cloudwatch.optional().describe('Error logs.'),
  slack: slack.optional().describe('Where the brief is posted.'),
  openai: openai.optional().describe('Language model; without one, rules find causes and write the summary.'),
});

export type ConnectionsConfig = z.output<typeof connectionsSchema>;
export type ConnectionName = keyof ConnectionsConfig;
