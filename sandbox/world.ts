import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be an ISO 8601 instant');
/** Jira writes offsets without a colon. */
const jiraInstant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/, 'must look like 2026-11-20T07:57:00.000+0000');
const text = z.string().min(1);
const named = z.looseObject({ name: text });
const person = z.looseObject({ accountId: text, displayName: text }).nullable();

const jiraIssueSchema = z.looseObject({
  id: text,
  key: z.string().regex(/^[A-Z][A-Z0-9_]*-[A-Za-z0-9]+$/, 'must look like PAY-311'),
  self: text,
  fields: z.looseObject({
    summary: z.string(),
    description: z
      .looseObject({ type: z.literal('doc'), version: z.literal(1), content: z.array(z.unknown()) })
      .nullable(),
    labels: z.array(z.string()),
    created: jiraInstant,
    updated: jiraInstant,
    status: z.looseObject({ name: text, statusCategory: z.looseObject({ key: text }) }),
    priority: named.nullable(),
    assignee: person,
    reporter: person,
    components: z.array(named),
    issuetype: named,
    project: z.looseObject({ key: text }),
  }),
});

const pullRequestSchema = z.looseObject({
  __typename: z.literal('PullRequest'),
  id: text,
  number: z.int().positive(),
  title: z.string(),
  bodyText: z.string(),
  url: text,
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  createdAt: instant,
  updatedAt: instant,
  mergedAt: instant.nullable(),
  author: z.looseObject({ login: text }).nullable(),
  repository: z.looseObject({
    name: text,
    nameWithOwner: z.string().regex(/^[^/]+\/[^/]+$/),
    owner: z.looseObject({ login: text }),
  }),
  headRefName: text,
  baseRefName: text,
  labels: z.looseObject({ nodes: z.array(named) }),
  files: z.looseObject({ totalCount: z.int(), nodes: z.array(z.looseObject({ path: text })) }),
  commits: z.looseObject({
    totalCount: z.int(),
    nodes: z.array(
      z.looseObject({
        commit: z.looseObject({ oid: text, statusCheckRollup: z.looseObject({ state: text }).nullable() }),
      }),
    ),
  }),
});

const worldFileSchema = z.looseObject({
  name: z.string().optional(),
  now: instant,
  timeRangeHours: z.number().positive(),
  jiraProjects: z.array(text),
  repositories: z.array(text),
  logGroups: z.array(z.object({ name: text, file: text })),
  services: z.array(z.looseObject({ name: text, logGroups: z.array(z.string()), repositories: z.array(z.string()) })),
  people: z.array(z.looseObject({ name: text, github: z.string().nullish(), slack: z.string().nullish() })),
});

export type JiraIssue = z.infer<typeof jiraIssueSchema>;
export type PullRequestNode = z.infer<typeof pullRequestSchema>;
type WorldFile = z.infer<typeof worldFileSchema>;

/** A day of an engineering organisation, as the fake services tell it. */
export interface World {
  /** Absolute path. */
  readonly dir: string;
  readonly name: string;
  /** The end of the day; epoch milliseconds. */
  readonly now: number;
  readonly timeRangeHours: number;
  readonly jiraProjects: readonly string[];
  readonly repositories: readonly string[];
  /** `file` is absolute; one JSON event a line: @timestamp, @message, @logStream. */
  readonly logGroups: readonly { readonly name: string; readonly file: string }[];
  readonly services: WorldFile['services'];
  readonly people: WorldFile['people'];
  /** Grows when issues are created. */
  readonly issues: JiraIssue[];
  readonly pullRequests: readonly PullRequestNode[];
}

/** Reads a world's folder. Throws an Error that names the file and what is wrong in it. */
export const loadWorld = async (dir: string): Promise<World> => {
  const root = resolve(dir);
  const [world, issues, pullRequests] = await Promise.all([
    readJson(join(root, 'world.json'), worldFileSchema),
    readJson(join(root, 'jira-issues.json'), z.array(jiraIssueSchema)),
    readJson(join(root, 'pull-requests.json'), z.array(pullRequestSchema)),
  ]);
  const logGroups = world.logGroups.map(({ name, file }) => ({ name, file: resolve(root, file) }));
  await Promise.all(logGroups.map(async ({ name, file }) => checkLogFile(name, file)));
  const { timeRangeHours, jiraProjects, repositories, services, people } = world;
  return {
    dir: root,
    name: world.name ?? 'world',
    now: Date.parse(world.now),
    timeRangeHours,
    jiraProjects,
    repositories,
    logGroups,
    services,
    people,
    issues,
    pullRequests,
  };
};

const FORMAT = 'a world is a folder with world.json, jira-issues.json, pull-requests.json and the logs that it names';

const readJson = async <T>(file: string, schema: z.ZodType<T>): Promise<T> => {
  const json = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`can't read ${file}: ${FORMAT}`, { cause: error });
  });
  const value = parse(file, json);
  const checked = schema.safeParse(value);
  if (!checked.success) throw new Error(`${file} is not as a world's should be:\n${z.prettifyError(checked.error)}`);
  return checked.data;
};

const parse = (file: string, json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

const checkLogFile = async (logGroup: string, file: string): Promise<void> => {
  await access(file).catch((error: unknown) => {
    throw new Error(`world.json names ${file} as the log of ${logGroup}, but it can't be read`, { cause: error });
  });
};
