import { z } from 'zod';
import { compareClocks } from '../../domain/compare-clocks.ts';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { TeamScope } from '../../domain/team.ts';
import { HOUR_MS } from '../../domain/time-range.ts';
import type { CallContext, Diagnosis } from '../../ports.ts';
import { createAsker, type GitHubAsker, type GitHubConnection } from './github-connection.ts';
import { invalidResponse, isRefusal, refused } from './github-error.ts';
import { COUNT_PULL_REQUESTS, WHO_AM_I } from './github-queries.ts';
import { describeLost, findLost } from './repository-lookup.ts';
import { isRepositoryName, searchText } from './search-slice.ts';

/** Read-only: who we are, the token's scopes, each repository's pull requests of the last day, the clocks. Throws only `Cancelled`. */
export const diagnoseGitHub = async (
  connection: GitHubConnection,
  scope: TeamScope,
  call: CallContext,
): Promise<readonly Diagnosis[]> => {
  const seen: { headers: Headers | null } = { headers: null };
  const asker = createAsker(connection, {
    ...call,
    onHeaders: (headers) => {
      seen.headers = headers;
    },
  });
  const findings = [await examine(asker, 'sign in', async () => signIn(asker, () => seen.headers), SIGN_IN_FIX)];
  if (findings[0]?.status !== 'failed') {
    for (const repository of scope.repositories) {
      const look = async (): Promise<Finding> => countRecent(connection, asker, repository);
      findings.push(await examine(asker, `search pull requests of ${repository}`, look, REPOSITORY_FIX));
    }
  }
  return [
    ...findings,
    compareClocks(
      'GitHub',
      connection.clock(),
      seen.headers?.get('date') ?? null,
      'runs look at the wrong hours otherwise',
    ),
  ];
};

const SIGN_IN_FIX =
  'Create a token at https://github.com/settings/tokens: a fine-grained one with read access to pull requests, contents, ' +
  'checks and commit statuses of the repositories, or a classic one with the scope "repo".';
const REPOSITORY_FIX =
  'Check the name (owner/name), and give the token access to the repository; behind SAML, authorise it for the organisation.';

type Finding = Pick<Diagnosis, 'status' | 'found'>;

const examine = async (
  asker: GitHubAsker,
  check: string,
  look: () => Promise<Finding>,
  fix: string,
): Promise<Diagnosis> => {
  try {
    const finding = await look();
    return { check, ...finding, fix: finding.status === 'ok' ? null : fix };
  } catch (error) {
    const known = error instanceof z.ZodError ? invalidResponse(asker.context(check), error.message) : error;
    if (!(known instanceof DaybriefError) || known.code === 'Cancelled') throw error;
    return { check, status: 'failed', found: known.message, fix };
  }
};

const viewerSchema = z.object({
  viewer: z.object({ login: z.string() }),
  rateLimit: z.object({ remaining: z.number() }).nullish().catch(null),
});

const signIn = async (asker: GitHubAsker, headers: () => Headers | null): Promise<Finding> => {
  const { viewer, rateLimit } = viewerSchema.parse(await askWhole(asker, 'sign in', WHO_AM_I, {}));
  const points = rateLimit ? `, ${rateLimit.remaining} points left this hour` : '';
  // Only classic tokens name their scopes; what a fine-grained one may do shows in the searches.
  const scopes = headers()?.get('x-oauth-scopes')?.split(/,\s*/) ?? null;
  const lacks = scopes !== null && !scopes.includes('repo');
  const found = `signed in as ${viewer.login}${points}`;
  if (!lacks) return { status: 'ok', found };
  return {
    status: 'warning',
    found: `${found}; the token lacks the scope "repo", so private repositories stay unseen`,
  };
};

const countSchema = z.object({ search: z.object({ issueCount: z.number() }) });

const countRecent = async (connection: GitHubConnection, asker: GitHubAsker, name: string): Promise<Finding> => {
  if (!isRepositoryName(name)) return { status: 'failed', found: 'not a repository name' };
  const [lost] = await findLost(asker, [name]);
  if (lost !== undefined) return { status: 'failed', found: describeLost(lost) };
  const toSeconds = Math.ceil(connection.clock() / 1000);
  const slice = { repositories: [name], fromSeconds: toSeconds - (24 * HOUR_MS) / 1000, toSeconds };
  const counts: number[] = [];
  for (const kind of ['merged', 'open'] as const) {
    const data = await askWhole(asker, 'count pull requests', COUNT_PULL_REQUESTS, {
      searchText: searchText({ ...slice, kind }),
    });
    counts.push(countSchema.parse(data).search.issueCount);
  }
  return { status: 'ok', found: `${counts[0]} merged and ${counts[1]} open pull requests updated in the last 24 h` };
};

/** Data without any error beside it. */
const askWhole = async (
  asker: GitHubAsker,
  operation: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> => {
  const answer = await asker.ask(operation, query, variables);
  if (answer.kind !== 'data') throw answer.error;
  const [error] = answer.errors;
  if (error === undefined) return answer.data;
  throw refused(asker.context(operation), isRefusal(error) ? 'Forbidden' : 'InvalidRequest', error.message);
};
