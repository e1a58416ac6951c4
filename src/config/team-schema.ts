import { z } from 'zod';
import { DEFAULT_SUSPECT_LOOKBACK_HOURS } from '../domain/pull-request.ts';
import { settingsOverrides } from './correlation-overrides.ts';
import {
  channel,
  cron,
  displayName,
  jiraProject,
  label,
  logGroup,
  modelName,
  repository,
  teamName,
  timeZone,
} from './field-schemas.ts';

const MAX_ENTRIES = 1_000;

const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z.array(item).max(MAX_ENTRIES, `allowed: at most ${MAX_ENTRIES} entries`).default([]);

const count = (max: number) => {
  const allowed = `allowed: a whole number from 1 to ${max}`;
  return z.int(allowed).min(1, allowed).max(max, allowed);
};

const service = z
  .strictObject({
    name: displayName.describe('The name that the brief uses.'),
    aliases: listOf(displayName).describe('Other names that people and systems use for it.'),
    logGroups: listOf(logGroup).describe('Log groups that it writes to.'),
    repositories: listOf(repository).describe('Repositories that it is built from.'),
  })
  .describe('A service; whatever is left out is learnt from the evidence.');

const person = z
  .strictObject({
    name: displayName.describe("The person's name, as Jira shows it."),
    jira: displayName.optional().describe('Account id or display name in Jira, when it differs from the name.'),
    github: displayName.optional().describe('Login at GitHub.'),
    slack: displayName.optional().describe('Member id or handle in Slack.'),
  })
  .describe('One person in all systems.');

const schedule = z
  .strictObject({
    cron: cron.default('30 8 * * 1-5').describe('When the brief is made: minute hour day-of-month month day-of-week.'),
    timeZone: timeZone.default('UTC').describe("IANA time zone of the schedule and of the brief's times."),
    enabled: z.boolean().default(true).describe('false: the team has no schedule and is only run by hand.'),
  })
  .prefault({})
  .describe('When the brief is made. Pausing is done with `daybrief schedule pause`, not here.');

const tickets = z
  .strictObject({
    labels: listOf(label)
      .default(['bug', 'error', 'incident', 'production-issue'])
      .describe('A ticket counts when it has one of these labels or one of the issue types.'),
    issueTypes: listOf(displayName)
      .default(['Bug', 'Incident'])
      .describe('A ticket counts when it has one of these issue types or one of the labels.'),
    maxTickets: count(5_000).default(500).describe('Beyond this the newest are read, and the brief says so.'),
  })
  .prefault({})
  .describe('Which tickets count.');

const pullRequests = z
  .strictObject({
    suspectLookbackHours: z
      .number()
      .min(0, 'allowed: 0 to 336')
      .max(336, 'allowed: 0 to 336')
      .default(DEFAULT_SUSPECT_LOOKBACK_HOURS)
      .describe('Pull requests merged this long before the range are suspects too; in hours.'),
    maxPullRequests: count(10_000).default(1_000).describe('Beyond this the newest are read, and the brief says so.'),
  })
  .prefault({})
  .describe('Which pull requests count.');

const logs = z
  .strictObject({
    maxEventsPerSlice: count(100_000).default(50_000).describe('Log events that one activity reads and mines.'),
    maxTicketTerms: z
      .int('allowed: a whole number from 0 to 50')
      .min(0, 'allowed: 0 to 50')
      .max(50, 'allowed: 0 to 50')
      .default(12)
      .describe('Identifiers named in tickets that are looked up in the logs below error level too.'),
  })
  .prefault({})
  .describe('How logs are read.');

const models = z
  .strictObject({
    analysis: modelName.default('gpt-6.1-terra').describe('Model that finds root causes.'),
    summary: modelName.default('gpt-6-luna').describe('Model that writes the summary.'),
    promptTokens: count(200_000)
      .default(6_000)
      .describe("The analysis prompt's size; incidents beyond it are left to the rules."),
    maxOutputTokens: count(100_000).default(3_000).describe("The analysis answer's size, reasoning included."),
    alertTokens: count(10_000_000).default(20_000).describe('A run that used more tokens says so in its brief.'),
  })
  .prefault({})
  .describe('Language models and their budgets.');

export const teamSchema = z.strictObject({
  name: teamName.describe('Unique; names the schedule and the runs.'),
  jiraProjects: listOf(jiraProject).describe('Keys of the Jira projects.'),
  repositories: listOf(repository).describe('Repositories as owner/name.'),
  logGroups: listOf(logGroup).describe('CloudWatch log groups by name or ARN.'),
  services: z.array(service).max(MAX_ENTRIES).default([]).describe('Catalogue of services; may be incomplete.'),
  people: z.array(person).max(MAX_ENTRIES).default([]).describe('Who is who in Jira, GitHub and Slack.'),
  channel: channel.optional().describe('Slack channel of the brief. Without it nothing is posted.'),
  schedule,
  tickets,
  pullRequests,
  logs,
  models,
  correlation: settingsOverrides.describe("Replaces some of the engine's weights; the rest keep their defaults."),
});

export type TeamConfig = z.output<typeof teamSchema>;
