import { z } from 'zod';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import { isWithin } from '../../domain/time-range.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { JiraCaller, JiraConnection } from './jira-connection.ts';
import { ISSUE_FIELDS, searchPageSchema, toTicket, type SearchPage } from './jira-issue.ts';
import { buildJql, type JqlFilter } from './jira-jql.ts';
import { unknownValues, without } from './jira-unknown-values.ts';

export interface SearchLimits {
  readonly maxTickets: number;
  /** Calls that this search may make in all. */
  readonly maxCalls: number;
}

export interface FoundTickets {
  /** Newest first. */
  readonly tickets: readonly Ticket[];
  readonly gaps: readonly string[];
}

const PAGE_SIZE = 100;

const projectGap = (project: string): string =>
  `project ${project} doesn't exist in Jira or isn't visible to the account; its tickets are missing`;

/**
 * Searches by the filter. Projects that Jira refuses because they don't exist are left out and told; so are issue types
 * and labels, untold: nothing can have them, so nothing is missing.
 */
export const searchTickets = async (
  connection: JiraConnection,
  caller: JiraCaller,
  filter: JqlFilter,
  limits: SearchLimits,
): Promise<FoundTickets> => {
  let known = filter;
  const gaps: string[] = [];
  for (;;) {
    try {
      const read = await readTickets(connection, caller, known, limits);
      return { tickets: read.tickets, gaps: [...gaps, ...read.gaps] };
    } catch (error) {
      const unknown = unknownValues(error, known);
      if (unknown === null || caller.calls() >= limits.maxCalls) throw error;
      gaps.push(...unknown.projects.map(projectGap));
      known = without(known, unknown);
      if (known.projects.length === 0) throw noProjects(connection, filter);
      // Without any wanted label and issue type left, the search would find everything instead of nothing.
      if (unknown.kinds.length > 0 && known.labels.length + known.issueTypes.length === 0) {
        return { tickets: [], gaps };
      }
    }
  }
};

const readTickets = async (
  connection: JiraConnection,
  caller: JiraCaller,
  filter: JqlFilter,
  limits: SearchLimits,
): Promise<FoundTickets> => {
  const jql = buildJql(filter);
  const found = new Map<string, Ticket>();
  const gaps: string[] = [];
  let rows = 0;
  let unreadable = 0;
  for await (const issues of readPages(caller, jql, limits.maxCalls, gaps)) {
    rows += issues.length;
    const tickets = issues.map((issue) => toTicket(issue, connection.siteUrl));
    const readable = tickets.filter((ticket) => ticket !== null);
    unreadable += tickets.length - readable.length;
    for (const ticket of readable) if (belongs(ticket, filter)) found.set(ticket.key, ticket);
    if (endsBefore(readable, filter.range.fromMs)) break;
    if (found.size <= limits.maxTickets) continue;
    const unread = await countUnread(caller, jql, rows);
    gaps.push(tooMany(limits.maxTickets, unread === null ? null : found.size - limits.maxTickets + unread));
    return { tickets: newest(found, limits.maxTickets), gaps };
  }
  if (found.size > limits.maxTickets) gaps.push(tooMany(limits.maxTickets, found.size - limits.maxTickets));
  if (unreadable > 0) gaps.push(`${unreadable} Jira issues came without a key or a time of creation`);
  return { tickets: newest(found, limits.maxTickets), gaps };
};

/** Rows come newest first, so all that follow are older too; a server that sorts otherwise is read to its end. */
const endsBefore = (tickets: readonly Ticket[], fromMs: number): boolean => {
  const [first, last] = [tickets.at(0), tickets.at(-1)];
  return (
    first !== undefined && last !== undefined && last.createdAtMs < fromMs && first.createdAtMs >= last.createdAtMs
  );
};

const newest = (found: ReadonlyMap<string, Ticket>, count: number): readonly Ticket[] =>
  [...found.values()].toSorted((a, b) => b.createdAtMs - a.createdAtMs).slice(0, count);

/** The rows of each page until Jira says that there are no more; what ends it early goes to `gaps`. */
async function* readPages(
  caller: JiraCaller,
  jql: string,
  maxCalls: number,
  gaps: string[],
): AsyncGenerator<readonly unknown[]> {
  const seen = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const page = await readPage(caller, jql, token);
    yield page.issues;
    token = page.isLast === true ? undefined : (page.nextPageToken ?? undefined);
    if (token === undefined || seen.has(token) || caller.calls() >= maxCalls) {
      const isEnd = token === undefined && page.isLast !== false;
      if (!isEnd) gaps.push(`Jira's search ended early after ${caller.calls()} calls: ${endOf(token, seen)}`);
      return;
    }
    seen.add(token);
  }
}

const endOf = (token: string | undefined, seen: ReadonlySet<string>): string => {
  if (token === undefined) return 'more pages were announced, but no way to them; older tickets are missing';
  if (seen.has(token)) return 'the same next page was named twice; older tickets are missing';
  return 'the limit of calls is reached; older tickets are missing';
};

const readPage = async (caller: JiraCaller, jql: string, token: string | undefined): Promise<SearchPage> => {
  const body: unknown = await caller.send('search issues', (client) =>
    client.searchIssues({
      jql,
      fields: ISSUE_FIELDS,
      maxResults: PAGE_SIZE,
      ...(token === undefined ? {} : { nextPageToken: token }),
    }),
  );
  return searchPageSchema.parse(body);
};

/** Jira's index may lag behind the issue, and the JQL's range is wider than ours. */
const belongs = (ticket: Ticket, filter: JqlFilter): boolean =>
  isWithin(filter.range, ticket.createdAtMs) && (filter.includeDone || ticket.statusCategory !== 'done');

/** About how many rows of the search were not read; null when Jira doesn't say. */
const countUnread = async (caller: JiraCaller, jql: string, rows: number): Promise<number | null> => {
  try {
    const body: unknown = await caller.send('count issues', (client) => client.countIssues(jql));
    return Math.max(0, countSchema.parse(body).count - rows);
  } catch (error) {
    if (error instanceof DaybriefError && error.code === 'Cancelled') throw error;
    return null;
  }
};

const countSchema = z.object({ count: z.number() });

const tooMany = (maxTickets: number, leftOut: number | null): string =>
  `more than ${maxTickets} tickets match: the newest ${maxTickets} were read, ` +
  `${leftOut === null ? 'an unknown number' : `about ${leftOut}`} left out`;

const noProjects = (connection: JiraConnection, filter: JqlFilter): DaybriefError =>
  new DaybriefError(
    'NotFound',
    `Jira (${connection.baseUrl}), search issues: none of the projects ${filter.projects.join(', ')} exists or is visible ` +
      'to the account. Check the project keys and the permission "Browse projects".',
  );
