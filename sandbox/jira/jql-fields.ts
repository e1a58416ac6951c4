import type { JiraIssue } from '../world.ts';
import { jiraTimeMs } from './jql-dates.ts';
import { adfText } from './jql-text.ts';
import type { Operator } from './jql-parser.ts';

/** What a query may name: the values that exist, in their own spelling. */
export interface JiraSite {
  readonly nowMs: number;
  readonly issues: readonly JiraIssue[];
  readonly projects: readonly string[];
  readonly issueTypes: readonly string[];
  readonly statuses: readonly string[];
}

interface Base {
  readonly name: string;
  readonly operators: readonly Operator[];
}
/** The spellings of one value, by any of which a query may name it. */
type Spellings = readonly string[];

export type Field =
  | (Base & {
      readonly type: 'choice';
      /** The issue's values; none: the field is empty. */
      readonly of: (issue: JiraIssue) => readonly Spellings[];
      /** The values that exist; undefined: any may be asked for. */
      readonly known?: (site: JiraSite) => readonly Spellings[];
      /** Orders the values from low to high. */
      readonly rank?: (value: string) => number;
      readonly unknown?: (value: string) => string;
    })
  | (Base & { readonly type: 'date'; readonly of: (issue: JiraIssue) => number })
  | (Base & { readonly type: 'text'; readonly of: (issue: JiraIssue) => string });

const EQUALITY: readonly Operator[] = ['=', '!=', 'in', 'not in', 'is', 'is not'];
const ORDER: readonly Operator[] = ['<', '<=', '>', '>='];
const TEXT: readonly Operator[] = ['~', '!~', 'is', 'is not'];

const PRIORITIES = ['Lowest', 'Low', 'Medium', 'High', 'Highest'];
const CATEGORIES: readonly Spellings[] = [
  ['To Do', 'new', '2'],
  ['In Progress', 'indeterminate', '4'],
  ['Done', 'done', '3', 'Complete'],
];
export const isDone = (issue: JiraIssue): boolean => issue.fields.status.statusCategory.key === 'done';

type Person = JiraIssue['fields']['assignee'];
const spellPerson = (person: Person): readonly Spellings[] => {
  if (person === null) return [];
  const email = person['emailAddress'];
  return [[person.accountId, person.displayName, ...(typeof email === 'string' ? [email] : [])]];
};
const people = ({ issues }: JiraSite): readonly Spellings[] =>
  issues.flatMap(({ fields }) => [...spellPerson(fields.assignee), ...spellPerson(fields.reporter)]);
const each = (values: readonly string[]): readonly Spellings[] => values.map((value) => [value]);

const keyRank = (key: string): number => Number(key.slice(key.lastIndexOf('-') + 1));

const choice = (
  name: string,
  rest: Omit<Extract<Field, { type: 'choice' }>, 'name' | 'type' | 'operators'>,
): Field => ({
  name,
  type: 'choice',
  operators: rest.rank === undefined ? EQUALITY : [...EQUALITY, ...ORDER],
  ...rest,
});
const text = (name: string, of: (issue: JiraIssue) => string): Field => ({ name, type: 'text', operators: TEXT, of });
const date = (name: string, of: (issue: JiraIssue) => number): Field => ({
  name,
  type: 'date',
  operators: [...EQUALITY, ...ORDER],
  of,
});

const summary = text('summary', ({ fields }) => fields.summary);
const description = text('description', ({ fields }) => adfText(fields.description));
const wholeText = text('text', ({ fields }) => `${fields.summary} ${adfText(fields.description)}`);
const created = date('created', ({ fields }) => jiraTimeMs(fields.created));
const updated = date('updated', ({ fields }) => jiraTimeMs(fields.updated));
const project = choice('project', {
  of: ({ fields }) => [[fields.project.key]],
  known: (site) => each(site.projects),
});
const issueType = choice('issuetype', {
  of: ({ fields }) => [[fields.issuetype.name]],
  known: (site) => each(site.issueTypes),
});
const status = choice('status', {
  of: ({ fields }) => [[fields.status.name]],
  known: (site) => each(site.statuses),
});
const statusCategory = choice('statusCategory', {
  of: ({ fields }) => CATEGORIES.filter((spellings) => spellings.includes(fields.status.statusCategory.key)),
  known: () => CATEGORIES,
});
const priority = choice('priority', {
  of: ({ fields }) => (fields.priority === null ? [] : [[fields.priority.name]]),
  known: () => each(PRIORITIES),
  rank: (value) => PRIORITIES.findIndex((name) => name.toLowerCase() === value.toLowerCase()),
});
const labels = choice('labels', { of: ({ fields }) => each(fields.labels) });
const component = choice('component', {
  of: ({ fields }) => each(fields.components.map(({ name }) => name)),
  known: ({ issues }) => issues.flatMap(({ fields }) => each(fields.components.map(({ name }) => name))),
});
const assignee = choice('assignee', { of: ({ fields }) => spellPerson(fields.assignee), known: people });
const reporter = choice('reporter', { of: ({ fields }) => spellPerson(fields.reporter), known: people });
const resolution = choice('resolution', {
  of: (issue) => (isDone(issue) ? [['Done']] : []),
  known: () => each(['Done', 'Unresolved']),
});
const key = choice('key', {
  of: (issue) => [[issue.key, issue.id]],
  known: ({ issues }) => issues.map((issue) => [issue.key, issue.id]),
  rank: keyRank,
  unknown: (value) => `An issue with key '${value}' does not exist for field 'key'.`,
});

/** By the names that queries may use, in lower case. */
export const FIELDS: ReadonlyMap<string, Field> = new Map(
  Object.entries({
    project,
    issuetype: issueType,
    type: issueType,
    status,
    statuscategory: statusCategory,
    priority,
    labels,
    component,
    components: component,
    assignee,
    reporter,
    resolution,
    key,
    issuekey: key,
    issue: key,
    id: key,
    created,
    createddate: created,
    updated,
    updateddate: updated,
    summary,
    description,
    text: wholeText,
  }),
);
