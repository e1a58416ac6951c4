import { z } from 'zod';
import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { GitHubAsker } from './github-connection.ts';
import { isRefusal } from './github-error.ts';
import { LOOKUP_SIZE, lookUpRepositories } from './github-queries.ts';

/** A repository that a search finds nothing in. */
export interface LostRepository {
  readonly name: string;
  /** Its new name, which the search needs; null when it doesn't exist or the token can't see it. */
  readonly movedTo: string | null;
}

export const describeLost = ({ name, movedTo }: LostRepository): string =>
  movedTo === null
    ? `repository ${name} doesn't exist or isn't visible to the token`
    : `repository ${name} is now called ${movedTo}; GitHub's search knows it by that name only`;

/**
 * Which of the repositories can't be searched. GitHub's search says nothing about them: it finds nothing there.
 * `repository` answers null with an error for invisible ones, and follows renames; null without an error says nothing.
 */
export const findLost = async (
  asker: GitHubAsker,
  repositories: readonly string[],
): Promise<readonly LostRepository[]> => {
  const lost: LostRepository[] = [];
  for (let start = 0; start < repositories.length; start += LOOKUP_SIZE) {
    lost.push(...(await lookUp(asker, repositories.slice(start, start + LOOKUP_SIZE))));
  }
  return lost;
};

/** The same, where not knowing is no reason to fail: what was read stays valid. */
export const findLostIfPossible = async (
  asker: GitHubAsker,
  repositories: readonly string[],
): Promise<readonly LostRepository[]> => {
  try {
    return await findLost(asker, repositories);
  } catch (error) {
    if (error instanceof DaybriefError && error.code === 'Cancelled') throw error;
    return [];
  }
};

const lookUp = async (asker: GitHubAsker, names: readonly string[]): Promise<readonly LostRepository[]> => {
  const variables = names.flatMap((repository, i) => {
    const [owner = '', name = ''] = repository.split('/');
    return [[`owner${i}`, owner] as const, [`name${i}`, name] as const];
  });
  const query = lookUpRepositories(names.length);
  const answer = await asker.ask('look up repositories', query, Object.fromEntries(variables));
  if (answer.kind !== 'data') return [];
  const visible = dataSchema.parse(answer.data);
  const refused = new Set(answer.errors.filter(isRefusal).map((error) => error.path[0]));
  return names.flatMap((name, i): readonly LostRepository[] => {
    const actual = visible[`r${i}`]?.nameWithOwner;
    if (actual === undefined) return refused.has(`r${i}`) ? [{ name, movedTo: null }] : [];
    return actual.toLowerCase() === name.toLowerCase() ? [] : [{ name, movedTo: actual }];
  });
};

const dataSchema = z.record(z.string(), z.object({ nameWithOwner: z.string() }).nullish().catch(null)).catch({});
