import { z } from 'zod';
import type { CheckState, PullRequest } from '../../domain/pull-request.ts';

/** Longest body that is kept, in UTF-16 code units. */
const MAX_BODY = 4_000;

const text = z.string().nullish().catch(null);
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .object({
      totalCount: z.number().nullish().catch(null),
      nodes: z.array(item.nullable().catch(null)).nullish().catch(null),
    })
    .nullish()
    .catch(null);

/** Liberal: a field that GitHub could not compute (null, with an error beside it) must not cost the pull request. */
const pullRequestSchema = z.object({
  number: z.number().int(),
  repository: z.object({ nameWithOwner: z.string() }),
  createdAt: z.string(),
  title: text,
  bodyText: text,
  url: text,
  state: text,
  updatedAt: text,
  mergedAt: text,
  author: z.object({ login: z.string() }).nullish().catch(null),
  headRefName: text,
  baseRefName: text,
  labels: list(z.object({ name: z.string() })),
  files: list(z.object({ path: z.string() })),
  commits: list(
    z.object({ commit: z.object({ statusCheckRollup: z.object({ state: z.string() }).nullish().catch(null) }) }),
  ),
});

export const searchSchema = z.object({
  search: z.object({
    issueCount: z.number(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(z.unknown()).nullish(),
  }),
});

export type SearchPage = z.infer<typeof searchSchema>['search'];

/** A search's node as a PullRequest; null when it lacks its repository, number or time of creation. */
export const toPullRequest = (wire: unknown): PullRequest | null => {
  const parsed = pullRequestSchema.safeParse(wire);
  if (!parsed.success) return null;
  const node = parsed.data;
  const createdAtMs = instantMs(node.createdAt);
  if (createdAtMs === null) return null;
  const mergedAtMs = instantMs(node.mergedAt);
  const repository = node.repository.nameWithOwner;
  const files = present(node.files?.nodes).map((file) => file.path);
  return {
    id: `${repository}#${node.number}`,
    repository,
    number: node.number,
    url: node.url ?? '',
    title: node.title ?? '',
    body: (node.bodyText ?? '').slice(0, MAX_BODY),
    author: node.author?.login ?? null,
    state: mergedAtMs !== null ? 'merged' : node.state === 'CLOSED' ? 'closed' : 'open',
    createdAtMs,
    updatedAtMs: instantMs(node.updatedAt) ?? mergedAtMs ?? createdAtMs,
    mergedAtMs,
    headRef: node.headRefName ?? '',
    baseRef: node.baseRefName ?? '',
    labels: present(node.labels?.nodes).map((label) => label.name),
    files,
    fileCount: Math.max(node.files?.totalCount ?? 0, files.length),
    checks: checkState(present(node.commits?.nodes).at(-1)?.commit.statusCheckRollup?.state),
  };
};

/** https://docs.github.com/en/graphql/reference/enums#statusstate */
const checkState = (state: string | undefined): CheckState => {
  switch (state) {
    case undefined:
      return 'none';
    case 'SUCCESS':
      return 'success';
    case 'FAILURE':
    case 'ERROR':
      return 'failure';
    default:
      return 'pending';
  }
};

const instantMs = (value: string | null | undefined): number | null => {
  const ms = Date.parse(value ?? '');
  return Number.isNaN(ms) ? null : ms;
};

const present = <Item>(nodes: readonly (Item | null)[] | null | undefined): readonly Item[] =>
  (nodes ?? []).filter((node) => node !== null);
