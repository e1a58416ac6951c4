import { isApiError } from 'jira.js/core';
import { errorMessages } from './jira-error.ts';
import type { JqlFilter } from './jira-jql.ts';

export interface UnknownValues {
  readonly projects: readonly string[];
  /** Labels and issue types. */
  readonly kinds: readonly string[];
}

/**
 * Jira answers a whole search with 400 when one of its values doesn't exist or isn't visible:
 * "The value 'NOPE' does not exist for the field 'project'." Null when an error isn't of that kind.
 */
export const unknownValues = (error: unknown, filter: JqlFilter): UnknownValues | null => {
  if (!isApiError(error) || (error.status !== 400 && error.status !== 404)) return null;
  const messages = errorMessages(error.body).filter((message) => REFUSES_VALUE.test(message));
  const named = (field: RegExp, values: readonly string[]): readonly string[] =>
    values.filter((value) => messages.some((message) => field.test(message) && names(message, value)));
  const projects = named(/project/i, filter.projects);
  const kinds = [...named(/label/i, filter.labels), ...named(/issue ?type|work ?type/i, filter.issueTypes)];
  return projects.length + kinds.length === 0 ? null : { projects, kinds };
};

const REFUSES_VALUE = /not exist|not found|not visible|unknown|invalid|permission/i;

const names = (message: string, value: string): boolean => {
  const said = message.toLowerCase();
  const wanted = value.toLowerCase();
  return ["'", '"', '`'].some((quote) => said.includes(quote + wanted + quote));
};

export const without = (filter: JqlFilter, unknown: UnknownValues): JqlFilter => ({
  ...filter,
  projects: filter.projects.filter((project) => !unknown.projects.includes(project)),
  labels: filter.labels.filter((label) => !unknown.kinds.includes(label)),
  issueTypes: filter.issueTypes.filter((type) => !unknown.kinds.includes(type)),
});
