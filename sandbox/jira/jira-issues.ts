import { z } from 'zod';
import type { FakeRequest, FakeResponse } from '../http-server.ts';
import type { JiraIssue } from '../world.ts';
import { isAdfRoot, isValidAdf } from './adf.ts';
import { showComment, showComments, showIssue } from './jira-issue-view.ts';
import { JiraRefusal, readBody, readCount } from './jira-replies.ts';
import type { JiraState } from './jira-state.ts';

const NOT_ADF = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';

const createSchema = z.looseObject({ fields: z.record(z.string(), z.unknown()) });
const reference = z.looseObject({
  id: z.string().optional(),
  key: z.string().optional(),
  name: z.string().optional(),
  accountId: z.string().optional(),
});
type Reference = z.infer<typeof reference>;

/** What may be set on the create screen. */
const CREATABLE = [
  'project',
  'issuetype',
  'summary',
  'description',
  'labels',
  'priority',
  'assignee',
  'reporter',
  'components',
];

/** POST /rest/api/3/issue. */
export const createIssue = (state: JiraState, request: FakeRequest): FakeResponse => {
  const { fields } = readBody(request, createSchema);
  const errors = errorsOf(state, fields);
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  const issue = toIssue(state, fields, baseOf(request));
  state.add(issue);
  return { status: 201, body: { id: issue.id, key: issue.key, self: issue.self } };
};

type Fields = Readonly<Record<string, unknown>>;

const refer = (value: unknown): Reference => {
  const parsed = reference.safeParse(value);
  return parsed.success ? parsed.data : {};
};

const projectOf = (state: JiraState, value: unknown): string | undefined => {
  const { key, id } = refer(value);
  return state.projects.find((project, index) => project === key || projectId(index) === id);
};

export const projectId = (index: number): string => String(10_000 + index);

const typeOf = (state: JiraState, value: unknown): string | undefined => {
  const { name, id } = refer(value);
  return state.site().issueTypes.find((type, index) => type === name || String(10_000 + index) === id);
};

const errorsOf = (state: JiraState, fields: Fields): Record<string, string> => {
  const errors: Record<string, string> = {};
  const check = (field: string, isRight: boolean, message: string): void => {
    if (!isRight) errors[field] ??= message;
  };
  for (const field of Object.keys(fields)) {
    check(
      field,
      CREATABLE.includes(field),
      `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`,
    );
  }
  const { project, issuetype, summary, description, labels } = fields;
  check('project', projectOf(state, project) !== undefined, 'Specify a valid project ID or key');
  check('issuetype', issuetype !== undefined, 'Specify an issue type');
  check('issuetype', typeOf(state, issuetype) !== undefined, 'Specify a valid issue type');
  const title = typeof summary === 'string' ? summary.trim() : '';
  check('summary', title !== '', 'You must specify a summary of the issue.');
  check('summary', !/[\r\n]/.test(title), 'The summary is invalid because it contains newline characters.');
  check('summary', title.length < 256, 'Summary must be less than 255 characters.');
  const hasDescription = description !== undefined && description !== null;
  check('description', !hasDescription || isAdfRoot(description), NOT_ADF);
  check('description', !hasDescription || isValidAdf(description), 'INVALID_INPUT');
  const names = labels === undefined ? [] : labels;
  const areStrings = Array.isArray(names) && names.every((label) => typeof label === 'string');
  check('labels', areStrings, 'data was not an array');
  const spaced = areStrings ? names.find((label: string) => /\s/.test(label)) : undefined;
  check('labels', spaced === undefined, `The label '${String(spaced)}' contains spaces which is invalid.`);
  return errors;
};

const toIssue = (state: JiraState, fields: Fields, base: string): JiraIssue => {
  const project = projectOf(state, fields['project']) ?? '';
  const key = state.nextKey(project);
  const id = state.nextId();
  const components = Array.isArray(fields['components']) ? fields['components'].map(refer) : [];
  return {
    id,
    key,
    self: `${base}/rest/api/3/issue/${id}`,
    fields: {
      summary: String(fields['summary']).trim(),
      description: (fields['description'] ?? null) as JiraIssue['fields']['description'],
      labels: (fields['labels'] ?? []) as string[],
      created: state.time,
      updated: state.time,
      status: { name: 'To Do', statusCategory: { key: 'new' } },
      priority: { name: refer(fields['priority']).name ?? 'Medium' },
      assignee: personOf(state, fields['assignee']),
      reporter: { ...state.account },
      components: components.map(({ name }) => ({ name: name ?? 'unnamed' })),
      issuetype: { name: typeOf(state, fields['issuetype']) ?? 'Task' },
      project: { key: project },
    },
  };
};

const personOf = (state: JiraState, value: unknown): JiraIssue['fields']['assignee'] => {
  const { accountId, id } = refer(value);
  const wanted = accountId ?? id;
  const people = state.world.issues.flatMap(({ fields }) => [fields.assignee, fields.reporter]);
  return people.find((person) => person?.accountId === wanted) ?? null;
};

const baseOf = (request: FakeRequest): string => request.url.origin;

/** GET /rest/api/3/issue/{issueIdOrKey}; all fields by default. */
export const getIssue = (state: JiraState, request: FakeRequest, idOrKey: string): FakeResponse => {
  const fields = request.url.searchParams.getAll('fields').flatMap((list) => list.split(','));
  const issue = state.issue(idOrKey);
  return { status: 200, body: showIssue(state, issue, fields.length === 0 ? ['*all'] : ['key', ...fields]) };
};

/** POST /rest/api/3/issue/{issueIdOrKey}/comment. */
export const addComment = (state: JiraState, request: FakeRequest, idOrKey: string): FakeResponse => {
  const issue = state.issue(idOrKey);
  const { body } = readBody(request, z.looseObject({ body: z.unknown() }));
  if (!isAdfRoot(body)) throw new JiraRefusal(400, [], { comment: 'Comment body is not valid!' });
  if (!isValidAdf(body)) throw new JiraRefusal(400, [], { comment: 'INVALID_INPUT' });
  return { status: 201, body: showComment(issue, state.comment(issue, body)) };
};

/** GET /rest/api/3/issue/{issueIdOrKey}/comment. */
export const listComments = (state: JiraState, request: FakeRequest, idOrKey: string): FakeResponse => {
  const startAt = readCount(request, 'startAt', 0);
  const maxResults = Math.min(readCount(request, 'maxResults', 5_000), 5_000);
  return { status: 200, body: showComments(state, state.issue(idOrKey), startAt, maxResults) };
};
