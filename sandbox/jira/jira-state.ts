import type { JiraIssue, World } from '../world.ts';
import { jiraTime } from './jql-dates.ts';
import type { JiraSite } from './jql-fields.ts';
import { JiraRefusal } from './jira-replies.ts';

export interface JiraComment {
  readonly id: string;
  readonly author: object;
  readonly body: unknown;
  /** As Jira writes times. */
  readonly created: string;
}

export interface JiraAccount {
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  readonly active: boolean;
}

const USUAL_TYPES = ['Bug', 'Incident', 'Task', 'Story', 'Epic', 'Sub-task'];
const USUAL_STATUSES = ['Open', 'To Do', 'In Progress', 'Reopened', 'Resolved', 'Done', 'Closed'];

/** What the fake Jira knows: the world's issues, and what was added since. */
export class JiraState {
  readonly world: World;
  readonly account: JiraAccount;
  readonly projects: readonly string[];
  readonly #comments = new Map<string, JiraComment[]>();
  #nextId: number;

  constructor(world: World, email: string) {
    this.world = world;
    this.account = { accountId: 'acc-sandbox', displayName: 'Sandbox Bot', emailAddress: email, active: true };
    this.projects = unique([...world.jiraProjects, ...world.issues.map(({ fields }) => fields.project.key)]).toSorted();
    this.#nextId = 1 + Math.max(10_000, ...world.issues.map(({ id }) => Number(id)).filter(Number.isSafeInteger));
  }

  /** The day's end: nothing here depends on when the sandbox runs. */
  get time(): string {
    return jiraTime(this.world.now);
  }

  site(): JiraSite {
    const { issues, now } = this.world;
    return {
      nowMs: now,
      issues,
      projects: this.projects,
      issueTypes: unique([...USUAL_TYPES, ...issues.map(({ fields }) => fields.issuetype.name)]),
      statuses: unique([...USUAL_STATUSES, ...issues.map(({ fields }) => fields.status.name)]),
    };
  }

  nextId(): string {
    return String(this.#nextId++);
  }

  nextKey(project: string): string {
    const numbers = this.world.issues
      .filter(({ key }) => key.startsWith(`${project}-`))
      .map(({ key }) => Number(key.slice(project.length + 1)))
      .filter(Number.isSafeInteger);
    return `${project}-${1 + Math.max(0, ...numbers)}`;
  }

  add(issue: JiraIssue): void {
    this.world.issues.push(issue);
  }

  /** By id or key; throws JiraRefusal 404. */
  issue(idOrKey: string): JiraIssue {
    const wanted = idOrKey.toUpperCase();
    const found = this.world.issues.find(({ id, key }) => id === wanted || key.toUpperCase() === wanted);
    if (found !== undefined) return found;
    throw new JiraRefusal(404, ['Issue does not exist or you do not have permission to see it.']);
  }

  comments(issue: JiraIssue): readonly JiraComment[] {
    return this.#comments.get(issue.key) ?? [];
  }

  comment(issue: JiraIssue, body: unknown): JiraComment {
    const comment = { id: this.nextId(), author: this.account, body, created: this.time };
    this.#comments.set(issue.key, [...this.comments(issue), comment]);
    issue.fields.updated = this.time;
    return comment;
  }
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
