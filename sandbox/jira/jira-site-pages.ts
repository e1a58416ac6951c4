import { z } from 'zod';
import type { FakeRequest, FakeResponse } from '../http-server.ts';
import { projectId } from './jira-issues.ts';
import { JiraRefusal, readBody, readCount } from './jira-replies.ts';
import type { JiraState } from './jira-state.ts';
import { checkJql } from './jql-evaluate.ts';
import { parseJql } from './jql-parser.ts';
import { describeQuery } from './jql-structure.ts';
import { JqlError } from './jql-tokens.ts';

/** GET /rest/api/3/myself. */
export const myself = (state: JiraState, request: FakeRequest): FakeResponse => {
  const { origin } = request.url;
  const { account } = state;
  const self = `${origin}/rest/api/3/user?accountId=${account.accountId}`;
  return {
    status: 200,
    body: { self, accountType: 'atlassian', ...account, timeZone: 'Etc/UTC', locale: 'en_US' },
  };
};

/** GET /rest/api/3/serverInfo; open to anyone. */
export const serverInfo = (request: FakeRequest, clock: () => number): FakeResponse => ({
  status: 200,
  body: {
    baseUrl: request.url.origin,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_300,
    buildDate: '2026-11-01T00:00:00.000+0000',
    serverTime: new Date(clock()).toISOString().replace('Z', '+0000'),
    scmInfo: 'sandbox',
    serverTitle: 'Jira',
    serverTimeZone: 'Etc/UTC',
  },
});

/** What the sandbox's account may do, everywhere. */
const GRANTED = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'ADD_COMMENTS', 'EDIT_ISSUES', 'ASSIGN_ISSUES'];
const DENIED = ['ADMINISTER', 'ADMINISTER_PROJECTS', 'DELETE_ISSUES', 'SYSTEM_ADMIN'];

/** GET /rest/api/3/mypermissions. */
export const myPermissions = (state: JiraState, request: FakeRequest): FakeResponse => {
  const parameters = request.url.searchParams;
  const asked = parameters
    .getAll('permissions')
    .flatMap((list) => list.split(','))
    .filter((key) => key !== '');
  if (asked.length === 0) throw new JiraRefusal(400, ["The 'permissions' query parameter is required."]);
  const unknown = asked.filter((key) => !GRANTED.includes(key) && !DENIED.includes(key));
  if (unknown.length > 0) throw new JiraRefusal(400, [`Unrecognized permission(s): ${unknown.join(', ')}`]);
  const project = parameters.get('projectKey');
  if (project !== null && !state.projects.includes(project)) {
    throw new JiraRefusal(404, [`No project could be found with key '${project}'.`]);
  }
  const permissions = asked.map((key, index) => {
    const type = key.endsWith('ADMINISTER') || key === 'SYSTEM_ADMIN' ? 'GLOBAL' : 'PROJECT';
    const havePermission = GRANTED.includes(key);
    return [
      key,
      { id: String(index), key, name: key.toLowerCase().replaceAll('_', ' '), type, description: '', havePermission },
    ];
  });
  return { status: 200, body: { permissions: Object.fromEntries(permissions) } };
};

const MAX_PROJECTS = 100;

/** GET /rest/api/3/project/search. */
export const searchProjects = (state: JiraState, request: FakeRequest): FakeResponse => {
  const parameters = request.url.searchParams;
  const query = (parameters.get('query') ?? '').toLowerCase();
  const keys = parameters.getAll('keys').flatMap((list) => list.split(','));
  const startAt = readCount(request, 'startAt', 0);
  const maxResults = Math.min(readCount(request, 'maxResults', 50), MAX_PROJECTS);
  const all = state.projects
    .map((key, index) => showProject(request, key, index))
    .filter(({ key }) => key.toLowerCase().includes(query) && (keys.length === 0 || keys.includes(key)));
  if (parameters.get('orderBy')?.startsWith('-')) all.reverse();
  const isLast = startAt + maxResults >= all.length;
  const next = `${request.url.origin}${request.path}?startAt=${startAt + maxResults}&maxResults=${maxResults}`;
  return {
    status: 200,
    body: {
      self: request.url.href,
      ...(isLast ? {} : { nextPage: next }),
      maxResults,
      startAt,
      total: all.length,
      isLast,
      values: all.slice(startAt, startAt + maxResults),
    },
  };
};

const showProject = (request: FakeRequest, key: string, index: number) => ({
  expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
  self: `${request.url.origin}/rest/api/3/project/${projectId(index)}`,
  id: projectId(index),
  key,
  name: key,
  projectTypeKey: 'software',
  simplified: false,
  style: 'classic',
  isPrivate: false,
});

/** POST /rest/api/3/jql/parse. */
export const parseQueries = (state: JiraState, request: FakeRequest): FakeResponse => {
  const validation = request.url.searchParams.get('validation') ?? 'strict';
  if (!['strict', 'warn', 'none'].includes(validation)) {
    throw new JiraRefusal(400, [
      `The value '${validation}' of the parameter 'validation' must be strict, warn or none.`,
    ]);
  }
  const { queries } = readBody(request, z.strictObject({ queries: z.array(z.string()).min(1) }));
  return { status: 200, body: { queries: queries.map((query) => parseOne(state, query, validation)) } };
};

const parseOne = (state: JiraState, query: string, validation: string): object => {
  try {
    const parsed = parseJql(query);
    const structure = describeQuery(parsed);
    const errors = validation === 'none' ? [] : checkJql(parsed, state.site()).errors;
    if (errors.length === 0) return { query, structure };
    return validation === 'warn' ? { query, structure, warnings: errors } : { query, errors };
  } catch (error) {
    if (error instanceof JqlError) return { query, errors: [error.message] };
    throw error;
  }
};
