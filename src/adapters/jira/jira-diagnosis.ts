import { z } from 'zod';
import { compareClocks } from '../../domain/compare-clocks.ts';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { TeamScope } from '../../domain/team.ts';
import { HOUR_MS } from '../../domain/time-range.ts';
import type { CallContext, Choice, Diagnosis } from '../../ports.ts';
import { atJiraEdge, createCaller, type JiraCaller, type JiraConnection } from './jira-connection.ts';
import { searchTickets } from './jira-search.ts';

/** Read-only: who we are, each project's issues of the last day, the clocks. Throws only `Cancelled`. */
export const diagnoseJira = async (
  connection: JiraConnection,
  scope: TeamScope,
  call: CallContext,
): Promise<readonly Diagnosis[]> => {
  const caller = createCaller(connection, call);
  const findings = [await examine(connection, 'sign in', () => signIn(caller), SIGN_IN_FIX)];
  for (const project of findings[0]?.status === 'failed' ? [] : scope.jiraProjects) {
    const search = (): Promise<string> => countRecent(connection, caller, project);
    findings.push(await examine(connection, `search issues of ${project}`, search, PROJECT_FIX));
  }
  findings.push(
    compareClocks(
      'Jira',
      connection.clock(),
      await readDate(connection, caller),
      'runs look at the wrong hours otherwise',
    ),
  );
  return findings;
};

const SIGN_IN_FIX =
  'Create an API token at https://id.atlassian.com/manage-profile/security/api-tokens and set it with its e-mail address; ' +
  'a scoped token needs read:jira-user and read:jira-work.';
const PROJECT_FIX =
  'Check the project key, and give the account the permission "Browse projects" (scope read:jira-work) in that project.';

const examine = async (
  connection: JiraConnection,
  check: string,
  look: () => Promise<string>,
  fix: string,
): Promise<Diagnosis> => {
  try {
    return { check, status: 'ok', found: await atJiraEdge(connection, check, look), fix: null };
  } catch (error) {
    if (!(error instanceof DaybriefError) || error.code === 'Cancelled') throw error;
    return { check, status: 'failed', found: error.message, fix };
  }
};

const userSchema = z.object({
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  accountId: z.string().nullish(),
});

const signIn = async (caller: JiraCaller): Promise<string> => {
  const body: unknown = await caller.send('sign in', (client) => client.currentUser());
  const user = userSchema.parse(body);
  return `signed in as ${user.displayName ?? user.emailAddress ?? user.accountId ?? 'an account without a name'}`;
};

const DAY_LIMITS = { maxTickets: 200, maxCalls: Number.POSITIVE_INFINITY };

/** Counts by the very search that a run uses, so that it proves the permission that a run needs. */
const countRecent = async (connection: JiraConnection, caller: JiraCaller, project: string): Promise<string> => {
  const toMs = connection.clock();
  const filter = { range: { fromMs: toMs - 24 * HOUR_MS, toMs }, projects: [project], labels: [], issueTypes: [] };
  const found = await searchTickets(connection, caller, { ...filter, includeDone: true }, DAY_LIMITS);
  const isCut = found.tickets.length >= DAY_LIMITS.maxTickets;
  return `${found.tickets.length}${isCut ? ' or more' : ''} issues in the last 24 h`;
};

/** jira.js hides response headers; any answer of the site carries a Date, so no credentials are sent here. */
const readDate = async (connection: JiraConnection, caller: JiraCaller): Promise<string | null> => {
  try {
    const response = await caller.send('compare clocks', async () =>
      fetch(`${connection.baseUrl}/rest/api/3/serverInfo`, { signal: AbortSignal.timeout(connection.timeoutMs) }),
    );
    await response.body?.cancel();
    return response.headers.get('date');
  } catch (error) {
    if (error instanceof DaybriefError && error.code === 'Cancelled') throw error;
    return null;
  }
};

const PROJECT_PAGE = 50;
const MAX_PROJECT_PAGES = 20;

const projectPageSchema = z.object({
  values: z.array(z.object({ key: z.string(), name: z.string().nullish() })),
  isLast: z.boolean().nullish(),
});

/** The first 1,000 projects that the account can browse, by key. */
export const listProjects = async (caller: JiraCaller): Promise<readonly Choice[]> => {
  const choices: Choice[] = [];
  for (let page = 0; page < MAX_PROJECT_PAGES; page++) {
    const startAt = choices.length;
    const body: unknown = await caller.send('list projects', (client) =>
      client.searchProjects({ startAt, maxResults: PROJECT_PAGE, orderBy: 'key' }),
    );
    const { values, isLast } = projectPageSchema.parse(body);
    choices.push(...values.map(({ key, name }) => ({ id: key, label: name ? `${key}: ${name}` : key })));
    if (isLast !== false || values.length === 0) break;
  }
  return choices;
};
