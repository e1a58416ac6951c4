import { z } from 'zod';
import type { Choice } from '../../ports.ts';
import type { GitHubAsker } from './github-connection.ts';
import { invalidResponse, refused } from './github-error.ts';
import { LIST_REPOSITORIES } from './github-queries.ts';

const MAX_PAGES = 10;

const pageSchema = z.object({
  viewer: z.object({
    repositories: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
      nodes: z
        .array(z.object({ nameWithOwner: z.string(), isArchived: z.boolean().nullish() }).nullable().catch(null))
        .nullish(),
    }),
  }),
});

/** Up to 1,000 repositories that the token's owner works in, the recently pushed first, archived ones left out. */
export const listRepositories = async (asker: GitHubAsker): Promise<readonly Choice[]> => {
  const choices: Choice[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const repositories = await readPage(asker, after);
    for (const node of repositories.nodes ?? []) {
      if (node !== null && node.isArchived !== true)
        choices.push({ id: node.nameWithOwner, label: node.nameWithOwner });
    }
    after = repositories.pageInfo.hasNextPage ? (repositories.pageInfo.endCursor ?? null) : null;
    if (after === null) break;
  }
  return choices;
};

const OPERATION = 'list repositories';

const readPage = async (
  asker: GitHubAsker,
  after: string | null,
): Promise<z.infer<typeof pageSchema>['viewer']['repositories']> => {
  const answer = await asker.ask(OPERATION, LIST_REPOSITORIES, { after });
  if (answer.kind !== 'data') throw answer.error;
  const parsed = pageSchema.safeParse(answer.data);
  if (parsed.success) return parsed.data.viewer.repositories;
  const [error] = answer.errors;
  if (error !== undefined) throw refused(asker.context(OPERATION), 'Forbidden', error.message);
  throw invalidResponse(asker.context(OPERATION), parsed.error.issues[0]?.message ?? 'unreadable');
};
