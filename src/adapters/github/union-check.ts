import { z } from 'zod';
import type { GitHubAsker } from './github-connection.ts';
import { COUNT_PULL_REQUESTS } from './github-queries.ts';
import { timelessText, type SearchSlice } from './search-slice.ts';

export interface UnionCheck {
  /** False when finding nothing may only mean that this server wants one repository per search. */
  holds(slice: SearchSlice, issueCount: number): Promise<boolean>;
}

/**
 * GitHub's classic search reads several `repo:` qualifiers as any of them. Its advanced search, which is replacing it,
 * reads them as all of them at once and finds nothing (cli/cli#11638). So nothing found in several repositories is
 * believed only once several have been seen to give something.
 */
export const createUnionCheck = (asker: GitHubAsker): UnionCheck => {
  let proven = false;
  return {
    holds: async (slice, issueCount) => {
      if (slice.repositories.length < 2) return true;
      proven ||= issueCount > 0;
      proven ||= (await countEver(asker, slice.repositories)) > 0;
      return proven;
    },
  };
};

const countSchema = z.object({ search: z.object({ issueCount: z.number() }) });

const countEver = async (asker: GitHubAsker, repositories: readonly string[]): Promise<number> => {
  const searchText = timelessText(repositories);
  const answer = await asker.ask('count pull requests', COUNT_PULL_REQUESTS, { searchText });
  const counted = countSchema.safeParse(answer.kind === 'data' ? answer.data : null);
  return counted.success ? counted.data.search.issueCount : 0;
};
