import type { Ticket } from '../../domain/ticket.ts';
import type { TicketSource } from '../../ports.ts';
import { atJiraEdge, connectJira, createCaller, type JiraOptions } from './jira-connection.ts';
import { diagnoseJira, listProjects } from './jira-diagnosis.ts';
import { searchTickets } from './jira-search.ts';

/** The budget of a run is 100 calls; a few are kept for questions asked again without unknown projects. */
const MAX_CALLS = 90;

/**
 * Tickets of Jira Cloud by its enhanced search (REST v3, `/rest/api/3/search/jql`).
 * Throws `InvalidConfig` for an address or credentials that can't be used.
 */
export const createJiraTicketSource = (options: JiraOptions): TicketSource => {
  const connection = connectJira(options);
  return {
    label: 'Jira',
    collectTickets: (query, call) =>
      atJiraEdge(connection, 'search issues', async () => {
        if (query.projects.length === 0) return { items: [], gaps: [], calls: 0 };
        const caller = createCaller(connection, call);
        const filter = { ...query, includeDone: false };
        const limits = { maxTickets: query.maxTickets, maxCalls: MAX_CALLS };
        const { tickets, gaps } = await searchTickets(connection, caller, filter, limits);
        return { items: tickets.toSorted(byCreation), gaps, calls: caller.calls() };
      }),
    diagnose: (scope, call) => diagnoseJira(connection, scope, call),
    choices: (call) => atJiraEdge(connection, 'list projects', () => listProjects(createCaller(connection, call))),
  };
};

const byCreation = (a: Ticket, b: Ticket): number =>
  a.createdAtMs - b.createdAtMs || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
