import { z } from 'zod';
import { connectionsSchema } from './connections-schema.ts';
import { channel, displayName } from './field-schemas.ts';
import { isReference } from './secret-reference.ts';
import { teamSchema } from './team-schema.ts';

const databaseUrl = z.string().check((context) => {
  const url = URL.canParse(context.value) ? new URL(context.value) : null;
  const isOpen = url !== null && /^postgres(?:ql)?:$/.test(url.protocol) && url.password === '';
  if (isReference(context.value) || isOpen) return;
  context.issues.push({
    code: 'custom',
    input: context.value,
    message: 'allowed: a reference such as ${env:DATABASE_URL}, or a postgres:// address without a password',
  });
});

const store = z
  .strictObject({
    databaseUrl: databaseUrl.optional().describe('PostgreSQL. Default: the variable DATABASE_URL, if it is set.'),
    directory: z
      .string()
      .min(1, 'allowed: a directory')
      .optional()
      .describe('Embedded store, for one process. Default: .daybrief/store beside the configuration.'),
    evidenceDays: z
      .int('allowed: a whole number from 1 to 365')
      .min(1, 'allowed: 1 to 365')
      .max(365, 'allowed: 1 to 365')
      .default(14)
      .describe('How long the evidence behind a brief is kept; the brief itself stays in the history.'),
  })
  .refine((value) => value.databaseUrl === undefined || value.directory === undefined, {
    error: 'allowed: databaseUrl or directory, not both',
  })
  .prefault({})
  .describe('Where runs and evidence are kept.');

const temporal = z
  .strictObject({
    address: z
      .string()
      .regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'allowed: host:port, such as 127.0.0.1:7233')
      .optional()
      .describe('host:port. TEMPORAL_ADDRESS and a TOML profile come first.'),
    namespace: displayName.optional().describe('TEMPORAL_NAMESPACE and a TOML profile come first. Default: default.'),
    taskQueue: displayName.default('daybrief').describe('Task queue of the worker and of the runs.'),
  })
  .prefault({})
  .describe("Temporal's own TEMPORAL_* variables and TOML profiles come before these.");

const alerts = z
  .strictObject({
    channel: channel.describe('Slack channel that is told when briefs keep failing.'),
    afterFailures: z
      .int('allowed: a whole number from 1 to 100')
      .min(1, 'allowed: 1 to 100')
      .max(100, 'allowed: 1 to 100')
      .default(3)
      .describe('So many failed runs of a team in a row.'),
  })
  .describe('Who is told when briefs keep failing.');

export const configSchema = z
  .strictObject({
    teams: z
      .array(teamSchema)
      .min(1, 'allowed: at least one team')
      .max(2_000)
      .describe('Each team gets its own brief.'),
    connections: connectionsSchema.prefault({}).describe('The systems that are read and written.'),
    store,
    temporal,
    alerts: alerts.optional(),
  })
  .describe('Configuration of Daybrief.');

export type Config = z.output<typeof configSchema>;
