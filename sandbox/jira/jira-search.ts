import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FakeRequest, FakeResponse } from '../http-server.ts';
import type { JiraIssue } from '../world.ts';
import { showIssue } from './jira-issue-view.ts';
import { JiraRefusal, readBody, readCount } from './jira-replies.ts';
import type { JiraState } from './jira-state.ts';
import { checkJql, type CheckedQuery } from './jql-evaluate.ts';
import { parseJql, type JqlQuery } from './jql-parser.ts';
import { JqlError } from './jql-tokens.ts';

const UNBOUNDED = 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.';
const MAX_RESULTS = 5_000;
/** Jira gives fewer issues a page when it has to load more than their ids and keys. */
const MAX_RESULTS_WITH_FIELDS = 100;
const MAX_RECONCILED = 50;

/** Strict: Jira refuses what it doesn't know, such as the old search's `startAt`. */
const searchSchema = z.strictObject({
  jql: z.string().optional(),
  nextPageToken: z.string().nullish(),
  maxResults: z.int().min(0).optional(),
  fields: z.array(z.string()).optional(),
  expand: z.string().optional(),
  properties: z.array(z.string()).max(5).optional(),
  fieldsByKeys: z.boolean().optional(),
  failFast: z.boolean().optional(),
  reconcileIssues: z.array(z.int()).max(MAX_RECONCILED).optional(),
});
type Search = z.infer<typeof searchSchema>;

/** GET and POST /rest/api/3/search/jql. */
export const searchIssues = (state: JiraState, request: FakeRequest): FakeResponse => {
  const search = request.method === 'GET' ? fromUrl(request) : readBody(request, searchSchema);
  const jql = search.jql ?? '';
  const found = findBounded(state, jql);
  const fields = search.fields ?? ['id'];
  const isLight = fields.every((field) => field === 'id' || field === 'key');
  const size = Math.min(search.maxResults ?? 50, isLight ? MAX_RESULTS : MAX_RESULTS_WITH_FIELDS);
  const start = search.nextPageToken ? startOf(search.nextPageToken, jql, found) : 0;
  const end = start + size;
  const last = found[end - 1];
  const isLast = end >= found.length || last === undefined;
  const issues = found.slice(start, end).map((issue) => showIssue(state, issue, fields));
  return {
    status: 200,
    body: isLast ? { issues, isLast } : { issues, isLast, nextPageToken: tokenOf(jql, last, end) },
  };
};

/** POST /rest/api/3/search/approximate-count. */
export const countIssues = (state: JiraState, request: FakeRequest): FakeResponse => {
  const { jql } = readBody(request, z.strictObject({ jql: z.string().optional() }));
  return { status: 200, body: { count: findBounded(state, jql ?? '').length } };
};

/** Throws JiraRefusal 400 with all that is wrong. */
const findBounded = (state: JiraState, jql: string): readonly JiraIssue[] => {
  const query = parseOrRefuse(jql);
  if (query.where === null) throw new JiraRefusal(400, [UNBOUNDED]);
  const checked: CheckedQuery = checkJql(query, state.site());
  if (checked.errors.length > 0) throw new JiraRefusal(400, checked.errors);
  return checked.find();
};

const parseOrRefuse = (jql: string): JqlQuery => {
  try {
    return parseJql(jql);
  } catch (error) {
    if (error instanceof JqlError) throw new JiraRefusal(400, [error.message]);
    throw error;
  }
};

const fromUrl = (request: FakeRequest): Search => {
  const parameters = request.url.searchParams;
  const text = (name: string): Record<string, string> => {
    const value = parameters.get(name);
    return value === null ? {} : { [name]: value };
  };
  const fields = parameters.getAll('fields').flatMap((list) => list.split(','));
  return {
    ...text('jql'),
    ...text('nextPageToken'),
    maxResults: readCount(request, 'maxResults', 50),
    ...(fields.length === 0 ? {} : { fields }),
  };
};

/** A page begins after the last issue of the one before, wherever that is by now. */
const tokenSchema = z.strictObject({ query: z.string(), after: z.string(), offset: z.int().min(0) });

const digest = (jql: string): string => createHash('sha256').update(jql).digest('base64url').slice(0, 16);

const tokenOf = (jql: string, last: JiraIssue, offset: number): string =>
  Buffer.from(JSON.stringify({ query: digest(jql), after: last.id, offset })).toString('base64url');

const startOf = (token: string, jql: string, found: readonly JiraIssue[]): number => {
  const parsed = tokenSchema.safeParse(decode(token));
  if (!parsed.success || parsed.data.query !== digest(jql)) {
    throw new JiraRefusal(400, ['The provided next page token is invalid or was issued for another query.']);
  }
  const index = found.findIndex(({ id }) => id === parsed.data.after);
  return index === -1 ? parsed.data.offset : index + 1;
};

const decode = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
