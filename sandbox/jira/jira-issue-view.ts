import type { JiraIssue } from '../world.ts';
import type { JiraComment, JiraState } from './jira-state.ts';

/** An issue with the fields asked for: `*all`, `*navigable`, names, `-name` to leave one out; only `id` gives its id alone. */
export const showIssue = (state: JiraState, issue: JiraIssue, fields: readonly string[]): object => {
  const { id, key, self } = issue;
  const wanted = fields.filter((field) => field !== 'id');
  if (wanted.length === 0) return { id };
  const shown = pickFields(
    state,
    issue,
    wanted.filter((field) => field !== 'key'),
  );
  const head = { expand: 'renderedFields,names,schema,operations,editmeta,changelog', id, self, key };
  return wanted.every((field) => field === 'key') ? head : { ...head, fields: shown };
};

const pickFields = (state: JiraState, issue: JiraIssue, wanted: readonly string[]): object => {
  const all: Readonly<Record<string, unknown>> = { ...issue.fields, comment: showComments(state, issue, 0, 5_000) };
  const without = new Set(wanted.filter((field) => field.startsWith('-')).map((field) => field.slice(1)));
  // Only exclusions are asked for: Jira starts from all.
  const everything = wanted.some((field) => field.startsWith('*')) || wanted.length === without.size;
  // *navigable leaves out what no list of issues shows.
  if (!wanted.includes('*all') && wanted.includes('*navigable')) without.add('comment');
  const names = everything ? Object.keys(all) : wanted;
  return Object.fromEntries(names.filter((name) => name in all && !without.has(name)).map((name) => [name, all[name]]));
};

export const showComments = (state: JiraState, issue: JiraIssue, startAt: number, maxResults: number): object => {
  const comments = state.comments(issue);
  return {
    startAt,
    maxResults,
    total: comments.length,
    comments: comments.slice(startAt, startAt + maxResults).map((comment) => showComment(issue, comment)),
  };
};

export const showComment = (issue: JiraIssue, { id, author, body, created }: JiraComment): object => ({
  self: `${issue.self.replace(/\/[^/]*$/, '')}/${issue.id}/comment/${id}`,
  id,
  author,
  body,
  updateAuthor: author,
  created,
  updated: created,
  jsdPublic: true,
});
