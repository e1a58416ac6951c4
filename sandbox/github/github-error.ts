import { GraphQLError } from 'graphql';

/** What GitHub names in `type` of an error beside a GraphQL answer. */
export type GitHubErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'UNPROCESSABLE'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'EXCESSIVE_PAGINATION'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'RESOURCE_LIMITS_EXCEEDED'
  /** Not GitHub's: the sandbox has no answer to give, and says so instead of inventing one. */
  | 'NOT_IN_SANDBOX';

/** The message is GitHub's own where it is known. */
export const githubError = (type: GitHubErrorType, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } });

export const notFound = (kind: string, what: string): GraphQLError =>
  githubError('NOT_FOUND', `Could not resolve to a ${kind} with ${what}.`);

export const notInSandbox = (what: string): GraphQLError =>
  githubError('NOT_IN_SANDBOX', `The sandbox's GitHub doesn't know ${what}: its world doesn't tell.`);

/** An error as the answer carries it. */
export const errorOnWire = ({ message, locations, path, extensions }: GraphQLError): object => {
  const { type, path: staticPath, ...rest } = extensions;
  return {
    ...(type === undefined ? {} : { type }),
    ...((path ?? staticPath) === undefined ? {} : { path: path ?? staticPath }),
    ...(Object.keys(rest).length === 0 ? {} : { extensions: rest }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
};
