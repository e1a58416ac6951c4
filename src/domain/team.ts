/** A service of the team's catalogue; any list may be empty, as catalogues are incomplete. */
export interface Service {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly logGroups: readonly string[];
  readonly repositories: readonly string[];
}

/** One human across systems; only `name` is certain. */
export interface Person {
  readonly name: string;
  readonly jira?: string | undefined;
  readonly github?: string | undefined;
  readonly slack?: string | undefined;
}

/** What a team looks at: the scope of every query of its runs. */
export interface TeamScope {
  readonly name: string;
  readonly timeZone: string;
  readonly jiraProjects: readonly string[];
  readonly repositories: readonly string[];
  readonly logGroups: readonly string[];
  readonly services: readonly Service[];
  readonly people: readonly Person[];
}
