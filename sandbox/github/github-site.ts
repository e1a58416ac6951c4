import type { PullRequestNode, World } from '../world.ts';

export interface RepositoryEntry {
  readonly name: string;
  readonly owner: string;
  readonly nameWithOwner: string;
  readonly url: string;
  /** Newest first. */
  readonly pullRequests: readonly PullRequestNode[];
}

/** What the fake GitHub knows: the world's repositories, pull requests and people, found by name and by node id. */
export class GitHubSite {
  readonly world: World;
  readonly viewerLogin: string;
  readonly repositories: readonly RepositoryEntry[];
  readonly #byName: ReadonlyMap<string, RepositoryEntry>;
  readonly #renamed: ReadonlyMap<string, string>;
  readonly #logins: ReadonlyMap<string, string>;
  readonly #bots: ReadonlySet<string>;

  /** `renamed`: former names of repositories with their names of today. */
  constructor(world: World, viewerLogin: string, renamed: Readonly<Record<string, string>>) {
    this.world = world;
    this.viewerLogin = viewerLogin;
    this.repositories = entriesOf(world);
    this.#byName = new Map(this.repositories.map((entry) => [entry.nameWithOwner.toLowerCase(), entry]));
    this.#renamed = new Map(Object.entries(renamed).map(([from, to]) => [from.toLowerCase(), to.toLowerCase()]));
    const authors = world.pullRequests.flatMap(({ author }) => (author === null ? [] : [author]));
    const people = world.people.flatMap(({ github }) => (github == null ? [] : [github]));
    const logins = [viewerLogin, ...people, ...authors.map(({ login }) => login)];
    this.#logins = new Map(logins.map((login) => [login.toLowerCase(), login]));
    this.#bots = new Set(authors.filter((author) => author['__typename'] === 'Bot').map(({ login }) => login));
  }

  repository(nameWithOwner: string, followRenames: boolean): RepositoryEntry | undefined {
    const name = nameWithOwner.toLowerCase();
    return this.#byName.get(name) ?? (followRenames ? this.#byName.get(this.#renamed.get(name) ?? '') : undefined);
  }

  /** As it is written; undefined when there is no such account. */
  login(name: string): string | undefined {
    return this.#logins.get(name.toLowerCase());
  }

  isBot(login: string): boolean {
    return this.#bots.has(login);
  }

  isOrganization(name: string): boolean {
    return this.repositories.some(({ owner }) => owner.toLowerCase() === name.toLowerCase());
  }

  personOf(login: string): string | null {
    return this.world.people.find(({ github }) => github?.toLowerCase() === login.toLowerCase())?.name ?? null;
  }

  get origin(): string {
    const [first] = this.world.pullRequests;
    return first !== undefined && URL.canParse(first.url) ? new URL(first.url).origin : 'https://github.com';
  }
}

const entriesOf = (world: World): readonly RepositoryEntry[] => {
  const pullRequests = Map.groupBy(world.pullRequests, ({ repository }) => repository.nameWithOwner);
  const names = [...new Set([...world.repositories, ...pullRequests.keys()])];
  return names.map((nameWithOwner) => {
    const [owner = '', name = ''] = nameWithOwner.split('/');
    const own = (pullRequests.get(nameWithOwner) ?? []).toSorted((a, b) => b.number - a.number);
    const url = own[0]?.url.replace(/\/pull\/\d+$/, '') ?? `https://github.com/${nameWithOwner}`;
    return { name, owner, nameWithOwner, url, pullRequests: own };
  });
};

/** An opaque node id, as GitHub's look: a prefix for the type, then the name in base64. */
export const nodeId = (prefix: string, name: string): string => `${prefix}_${Buffer.from(name).toString('base64url')}`;

/** The name behind a node id of this type; undefined for any other. */
export const nameOfNodeId = (prefix: string, id: string): string | undefined =>
  id.startsWith(`${prefix}_`) ? Buffer.from(id.slice(prefix.length + 1), 'base64url').toString('utf8') : undefined;
