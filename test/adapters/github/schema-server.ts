import { schema as published } from '@octokit/graphql-schema';
import { buildSchema, graphql, GraphQLError } from 'graphql';
import type { PullRequestNode } from '../../../sandbox/world.ts';
import { startScriptedServer, type Reply, type ScriptedServer, type SeenRequest } from '../scripted-server.ts';

const schema = buildSchema(published.idl, { assumeValid: true });

/** A GitHub that executes each query on GitHub's published schema; it knows the repositories of its pull requests. */
export const startSchemaServer = async (nodes: readonly PullRequestNode[]): Promise<ScriptedServer> =>
  startScriptedServer(async (request) => execute(request, nodes));

const execute = async (request: SeenRequest, nodes: readonly PullRequestNode[]): Promise<Reply> => {
  const { query, variables } = request.body as { query: string; variables?: Record<string, unknown> };
  const rootValue = {
    search: (arguments_: SearchArguments) => search(arguments_, nodes),
    viewer: { login: 'bot' },
    rateLimit: { cost: 1, remaining: 4999, resetAt: '2026-11-20T09:00:00Z' },
    repository: ({ owner, name }: { owner: string; name: string }) => repository(`${owner}/${name}`, nodes),
  };
  const { data, errors } = await graphql({
    schema,
    source: query,
    rootValue,
    ...(variables && { variableValues: variables }),
  });
  const typed = errors?.map((error) => ({ type: error.extensions['type'], message: error.message, path: error.path }));
  return { json: { data: data ?? null, ...(typed && { errors: typed }) } };
};

interface SearchArguments {
  readonly query: string;
  readonly first: number;
  readonly after?: string | null;
}

const search = ({ query, first, after }: SearchArguments, nodes: readonly PullRequestNode[]): object => {
  if (query.length > 256) throw new GraphQLError('The search is longer than 256 characters.');
  const words = query.split(' ');
  const found = nodes.filter((node) => words.some((word) => word === `repo:${node.repository.nameWithOwner}`));
  const matching = found.filter((node) => words.every((word) => matches(word, node)));
  const start = Number(after ?? 0);
  const end = Math.min(start + first, matching.length, 1000);
  const pageInfo = { hasNextPage: end < Math.min(matching.length, 1000), endCursor: end > start ? String(end) : null };
  return { issueCount: matching.length, pageInfo, nodes: matching.slice(start, end) };
};

const matches = (word: string, node: PullRequestNode): boolean => {
  if (word === 'is:pr' || word.startsWith('repo:')) return true;
  if (word === 'is:open') return node.state === 'OPEN';
  const range = /^(merged|updated):(\S+Z)\.\.(\S+Z)$/.exec(word);
  if (range === null) throw new GraphQLError(`not understood: ${word}`);
  const [, field, from = '', to = ''] = range;
  const value = field === 'merged' ? node.mergedAt : node.updatedAt;
  if (value === null) return false;
  const seconds = Math.floor(Date.parse(value) / 1000);
  return seconds >= Date.parse(from) / 1000 && seconds <= Date.parse(to) / 1000;
};

const repository = (name: string, nodes: readonly PullRequestNode[]): object => {
  const node = nodes.find((candidate) => candidate.repository.nameWithOwner === name);
  if (node !== undefined) return node.repository;
  const message = `Could not resolve to a Repository with the name '${name}'.`;
  throw new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } });
};
