import type { GraphQLFieldResolver } from 'graphql';
import { githubError, notInSandbox } from './github-error.ts';
import { pageOf, type PageArguments } from './page-of.ts';

export interface GitHubContext {
  /** Objects that may still be served before the query counts as too heavy. */
  remainingObjects: number;
}

/**
 * A field is what its object says, a function of the field's arguments, or a connection's nodes as worlds hold them.
 * What nobody said is an error on its path, never an invented value.
 */
export const resolveField: GraphQLFieldResolver<unknown, GitHubContext> = (source, args, context, info) => {
  const fields = source as Readonly<Record<string, unknown>> | null | undefined;
  const value = fields != null && Object.hasOwn(fields, info.fieldName) ? fields[info.fieldName] : undefined;
  if (value === undefined) throw notInSandbox(`${info.parentType.name}.${info.fieldName}`);
  if (info.fieldName === 'files' || info.fieldName === 'commits') weigh(context);
  if (typeof value === 'function') return (value as (given: unknown) => unknown)(args);
  return isBareConnection(value) ? bareConnection(value, args as PageArguments) : value;
};

const weigh = (context: GitHubContext): void => {
  if (--context.remainingObjects < 0) {
    throw githubError('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');
  }
};

interface BareConnection {
  readonly nodes: readonly unknown[];
  readonly totalCount?: number;
}

const isBareConnection = (value: unknown): value is BareConnection =>
  typeof value === 'object' && value !== null && 'nodes' in value && Array.isArray(value.nodes) && !('edges' in value);

const bareConnection = ({ nodes, totalCount, ...fields }: BareConnection, args: PageArguments): object =>
  pageOf(nodes, args, { ...(totalCount === undefined ? {} : { totalCount }), toNode: (node) => node, fields });
