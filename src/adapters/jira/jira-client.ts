import { createClient } from 'jira.js/core';
import { z } from 'zod';

export type JiraClientConfig = Parameters<typeof createClient>[0];

export interface IssueSearch {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly maxResults: number;
  readonly nextPageToken?: string;
}

export interface ProjectSearch {
  readonly startAt: number;
  readonly maxResults: number;
  readonly orderBy: string;
}

/** The requests to Jira Cloud's REST API v3 that Daybrief makes. Answers are JSON; their users check what they need of them. */
export interface JiraClient {
  searchIssues(search: IssueSearch): Promise<unknown>;
  countIssues(jql: string): Promise<unknown>;
  currentUser(): Promise<unknown>;
  searchProjects(search: ProjectSearch): Promise<unknown>;
}

/** An answer that is no JSON at all is refused by jira.js when it is given a schema. */
const JSON_OF_ANY_SHAPE = z.unknown();

/**
 * jira.js's transport with these requests on it. Its own functions for them bring models of the whole API along, which
 * take 60 MB of memory and half a second at the start of every process.
 */
export const createJiraClient = (config: JiraClientConfig): JiraClient => {
  const client = createClient(config);
  const post = (url: string, body: object): Promise<unknown> =>
    client.sendRequest({ url, method: 'POST', body, schema: JSON_OF_ANY_SHAPE });
  const get = (url: string, searchParams: Record<string, unknown>): Promise<unknown> =>
    client.sendRequest({ url, method: 'GET', searchParams, schema: JSON_OF_ANY_SHAPE });
  return {
    searchIssues: (search) => post('/rest/api/3/search/jql', search),
    countIssues: (jql) => post('/rest/api/3/search/approximate-count', { jql }),
    currentUser: () => get('/rest/api/3/myself', {}),
    searchProjects: (search) => get('/rest/api/3/project/search', { ...search }),
  };
};
