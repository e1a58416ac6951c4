import { createCloudClient } from 'jira.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake, type FakeServer } from '../../sandbox/http-server.ts';
import { createJiraApi } from '../../sandbox/jira/jira-api.ts';
import { smallWorld } from './small-world.ts';

const calls = new CallLog();
const world = smallWorld({ issues: [{ key: 'PAY-310', text: 'It hurts.', assignee: 'Dana' }] });
let server: FakeServer;
beforeEach(async () => {
  world.issues.splice(1);
  server = await serveFake(createJiraApi(world, { clock: () => Date.UTC(2030, 0, 1) }), {
    host: '127.0.0.1',
    port: 0,
    faults: new FaultInjector(),
    calls,
  });
});
afterEach(async () => {
  calls.clear();
  await server.close();
});

const TOKEN = 'sandbox-jira-token';
const connect = () =>
  createCloudClient({
    host: server.url,
    auth: { type: 'basic', email: 'sandbox@acme.example', apiToken: TOKEN },
    onSchemaMismatch: 'throw',
  });
const post = async (path: string, body: unknown): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${server.url}/rest/api/3${path}`, {
    method: 'POST',
    // A scoped token may also come as a bearer.
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};
const document = (text: string) => ({
  type: 'doc' as const,
  version: 1 as const,
  content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
});
const fields = {
  project: { key: 'PAY' },
  issuetype: { name: 'Bug' },
  summary: 'Double charge',
  labels: ['incident'],
  description: document('Charged twice.'),
};

test('a created issue has the next key, can be read, and is found', async () => {
  const client = connect();
  const created = await client.issues.createIssue({ fields });
  expect(created).toMatchObject({ id: '10001', key: 'PAY-311' });
  const issue = await client.issues.getIssue({ issueIdOrKey: 'pay-311' });
  expect(issue.fields).toMatchObject({
    summary: 'Double charge',
    created: '2026-11-20T08:30:00.000+0000',
    comment: { total: 0 },
  });
  const found = await client.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql: 'text ~ "charged" and created >= -1m',
  });
  expect(found.issues).toEqual([{ id: '10001' }]);
});

test.each([
  ['description', 'plain text', 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'],
  ['description', { type: 'doc', version: 1, content: [{ type: 'text', text: 'bare' }] }, 'INVALID_INPUT'],
  ['description', document(''), 'INVALID_INPUT'],
  ['project', { key: 'NOPE' }, 'Specify a valid project ID or key'],
  ['issuetype', { name: 'Accident' }, 'Specify a valid issue type'],
  ['summary', ' ', 'You must specify a summary of the issue.'],
  ['summary', 'a\nb', 'The summary is invalid because it contains newline characters.'],
  ['labels', ['two words'], "The label 'two words' contains spaces which is invalid."],
  ['colour', 'red', "Field 'colour' cannot be set. It is not on the appropriate screen, or unknown."],
])('an issue with a wrong %s (%j) is refused', async (field, value, message) => {
  const refused = await post('/issue', { fields: { ...fields, [field]: value } });
  expect(refused).toEqual({ status: 400, body: { errorMessages: [], errors: { [field]: message } } });
  expect(world.issues).toHaveLength(1);
});

test('comments are ADF, stay, and are counted under one operation', async () => {
  const client = connect();
  const added = await client.issueComments.addComment({ issueIdOrKey: 'PAY-310', body: document('Seen.') });
  expect(added.author).toMatchObject({ displayName: 'Sandbox Bot' });
  await client.issueComments.addComment({ issueIdOrKey: '10000', body: document('Done.') });
  const page = await client.issueComments.getComments({ issueIdOrKey: 'PAY-310', startAt: 1 });
  expect(page).toMatchObject({ total: 2, comments: [{ body: document('Done.') }] });
  expect(await post('/issue/PAY-310/comment', { body: 'plain' })).toMatchObject({
    status: 400,
    body: { errors: { comment: 'Comment body is not valid!' } },
  });
  expect(calls.count('jira', 'POST /rest/api/3/issue/{issueIdOrKey}/comment')).toBe(3);
});

test('an issue that does not exist', async () => {
  await expect(connect().issues.getIssue({ issueIdOrKey: 'PAY-1' })).rejects.toMatchObject({
    status: 404,
    body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
  });
});

test('who am I, what may I do, where', async () => {
  const client = connect();
  expect(await client.myself.getCurrentUser()).toMatchObject({
    emailAddress: 'sandbox@acme.example',
    timeZone: 'Etc/UTC',
  });
  const { permissions } = await client.permissions.getMyPermissions({
    projectKey: 'PAY',
    permissions: 'BROWSE_PROJECTS,ADMINISTER',
  });
  expect(permissions).toMatchObject({
    BROWSE_PROJECTS: { havePermission: true, type: 'PROJECT' },
    ADMINISTER: { havePermission: false, type: 'GLOBAL' },
  });
  await expect(client.permissions.getMyPermissions({})).rejects.toMatchObject({ status: 400 });
  await expect(
    client.permissions.getMyPermissions({ projectKey: 'NOPE', permissions: 'BROWSE_PROJECTS' }),
  ).rejects.toMatchObject({ status: 404 });
});

test('projects come in pages', async () => {
  const client = connect();
  const first = await client.projects.searchProjects({ maxResults: 1 });
  expect(first).toMatchObject({ total: 2, isLast: false, values: [{ key: 'PAY' }] });
  const second = await client.projects.searchProjects({ startAt: 1, maxResults: 1 });
  expect(second).toMatchObject({ isLast: true, values: [{ key: 'WEB' }] });
});

test('the server tells its time to anyone', async () => {
  const anonymous = await fetch(`${server.url}/rest/api/3/serverInfo`);
  expect(await anonymous.json()).toMatchObject({ deploymentType: 'Cloud', serverTime: '2030-01-01T00:00:00.000+0000' });
  expect(Math.abs(Date.parse(anonymous.headers.get('date') ?? '') - Date.now())).toBeLessThan(5_000);
  expect((await connect().serverInfo.getServerInfo()).serverTitle).toBe('Jira');
});
