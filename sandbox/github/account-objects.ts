import { nodeId, type GitHubSite } from './github-site.ts';
import { pageOf, type PageArguments } from './page-of.ts';
import { repositoryObject } from './repository-object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A user or bot that the world names; anything else about it is unknown here. */
export const accountObject = (site: GitHubSite, login: string, raw: Fields = {}): Fields => {
  const type = typeof raw['__typename'] === 'string' ? raw['__typename'] : site.isBot(login) ? 'Bot' : 'User';
  const path = type === 'Bot' ? `/apps/${login}` : `/${login}`;
  return {
    __typename: type,
    id: nodeId(type === 'Bot' ? 'BOT' : 'U', login),
    login,
    url: `${site.origin}${path}`,
    resourcePath: path,
    avatarUrl: `${site.origin}${path}.png`,
    ...(type === 'User'
      ? {
          name: site.personOf(login),
          // What GitHub gives for an address that isn't public.
          email: '',
          isViewer: login === site.viewerLogin,
          bio: null,
          company: null,
          location: null,
          organization: null,
        }
      : {}),
    ...raw,
  };
};

export const organizationObject = (site: GitHubSite, login: string): Fields => ({
  __typename: 'Organization',
  id: nodeId('O', login),
  login,
  name: login,
  url: `${site.origin}/${login}`,
  resourcePath: `/${login}`,
  avatarUrl: `${site.origin}/${login}.png`,
  repositories: repositoriesOf(site, (owner) => owner === login),
  repository: ({ name }: { name: string }) => {
    const entry = site.repository(`${login}/${name}`, true);
    return entry === undefined ? null : repositoryObject(site, entry);
  },
});

/** The account that the token belongs to; it works in every repository of the world. */
export const viewerObject = (site: GitHubSite): Fields => ({
  ...accountObject(site, site.viewerLogin),
  repositories: repositoriesOf(site, () => true),
  organizations: (args: PageArguments) =>
    pageOf([...new Set(site.repositories.map(({ owner }) => owner))], args, {
      toNode: (login) => organizationObject(site, login),
    }),
});

interface RepositoriesArguments extends PageArguments {
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
  readonly isArchived?: boolean | null;
  readonly isFork?: boolean | null;
  readonly privacy?: 'PUBLIC' | 'PRIVATE' | null;
}

const repositoriesOf =
  (site: GitHubSite, belongs: (owner: string) => boolean) =>
  (args: RepositoriesArguments): object => {
    const hidden = args.isArchived === true || args.isFork === true || args.privacy === 'PUBLIC';
    const own = hidden ? [] : site.repositories.filter(({ owner }) => belongs(owner));
    // The world tells no pushes: the last change of a pull request stands for them.
    const touched = (entry: (typeof own)[number]): number =>
      Math.max(0, ...entry.pullRequests.map(({ updatedAt }) => Date.parse(updatedAt)));
    const sign = args.orderBy?.direction === 'DESC' ? -1 : 1;
    const sorted = own.toSorted((a, b) =>
      args.orderBy == null || args.orderBy.field === 'NAME'
        ? sign * a.nameWithOwner.localeCompare(b.nameWithOwner, 'en')
        : sign * (touched(a) - touched(b)),
    );
    return pageOf(sorted, args, { toNode: (entry) => repositoryObject(site, entry) });
  };
