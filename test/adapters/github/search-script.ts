import type { Reply, SeenRequest } from '../scripted-server.ts';

export interface SearchVariables {
  readonly query: string;
  readonly first: number;
  readonly after: string | null;
}

export const searchVariables = (request: SeenRequest): SearchVariables => {
  const { variables = {} } = request.body as { variables?: Partial<SearchVariables> & { searchText?: string } };
  return { query: variables.searchText ?? '', first: variables.first ?? 0, after: variables.after ?? null };
};

/** A merged pull request as GitHub's GraphQL API returns it. */
export const node = (repository: string, number: number, mergedAtMs: number) => ({
  __typename: 'PullRequest',
  id: `PR_${repository}_${number}`,
  number,
  title: `Change ${number}`,
  bodyText: '',
  url: `https://github.example/${repository}/pull/${number}`,
  state: 'MERGED',
  createdAt: new Date(mergedAtMs - 3_600_000).toISOString(),
  updatedAt: new Date(mergedAtMs).toISOString(),
  mergedAt: new Date(mergedAtMs).toISOString(),
  author: { login: 'ana' },
  repository: { nameWithOwner: repository },
  headRefName: 'feature',
  baseRefName: 'main',
  labels: { nodes: [] },
  files: { totalCount: 1, nodes: [{ path: 'src/a.ts' }] },
  commits: { nodes: [{ commit: { oid: 'a'.repeat(40), statusCheckRollup: { state: 'SUCCESS' } } }] },
});

const ALWAYS = ['', '2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z'];

/** Answers a search for merged pull requests as GitHub does: by repository and time, at most 1,000 rows, by cursor. */
export const answerSearch = (
  request: SeenRequest,
  nodes: readonly (ReturnType<typeof node> | null | undefined)[],
): Reply => {
  const { query, first, after } = searchVariables(request);
  const range = /merged:(\S+?)\.\.(\S+)/.exec(query) ?? (/updated:|^$/.test(query) ? null : ALWAYS);
  const repositories = [...query.matchAll(/repo:(\S+)/g)].map((match) => match[1]);
  const matching = nodes.filter((candidate) => {
    if (range === null) return false;
    if (candidate === null || candidate === undefined) return true;
    const mergedMs = Math.floor(Date.parse(candidate.mergedAt) / 1000) * 1000;
    return (
      repositories.includes(candidate.repository.nameWithOwner) &&
      mergedMs >= Date.parse(range[1] ?? '') &&
      mergedMs <= Date.parse(range[2] ?? '')
    );
  });
  const start = after === null ? 0 : Number(after);
  const end = Math.min(start + first, matching.length, 1000);
  return {
    json: {
      data: {
        search: {
          issueCount: matching.length,
          pageInfo: { hasNextPage: end < Math.min(matching.length, 1000), endCursor: end > start ? String(end) : null },
          nodes: matching.slice(start, end),
        },
      },
    },
  };
};

/** The same answer with an error beside its data, as GraphQL servers send partial results. */
export const withErrors = (answer: Reply, error: object): Reply =>
  typeof answer === 'object' && 'json' in answer && typeof answer.json === 'object'
    ? { json: { ...answer.json, errors: [error] } }
    : answer;
