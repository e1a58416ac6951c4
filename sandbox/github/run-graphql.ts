import { schema as published } from '@octokit/graphql-schema';
import {
  buildSchema,
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { errorOnWire } from './github-error.ts';
import { costOf, type QueryCost } from './query-cost.ts';
import { resolveField } from './resolve-field.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** A query that is right by GitHub's schema and within its limits. */
export interface PreparedQuery {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly cost: QueryCost;
}

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly object[];
}

let built: GraphQLSchema | undefined;

/** GitHub's published schema; built once, in about a tenth of a second. */
export const githubSchema = (): GraphQLSchema =>
  (built ??= buildSchema(published.idl, { assumeValid: true, noLocation: true }));

/** What is wrong with the query comes as an answer with errors and no data. */
export const prepareQuery = (request: GraphqlRequest): PreparedQuery | GraphqlAnswer => {
  const schema = githubSchema();
  try {
    const document = parse(request.query, { maxTokens: 20_000 });
    const invalid = validate(schema, document);
    if (invalid.length > 0) return { errors: invalid.map(asGitHubSays).map(errorOnWire) };
    const operation = getOperationAST(document, request.operationName);
    if (operation == null) return { errors: [{ message: noOperation(request.operationName) }] };
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables);
    if (errors !== undefined) return { errors: errors.map(errorOnWire) };
    return { document, operation, cost: costOf(schema, document, operation, coerced) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [errorOnWire(error)] };
    throw error;
  }
};

/** `maxObjects`: how many connections of files and commits are computed before the rest is refused. */
export const performQuery = async (
  { document }: PreparedQuery,
  request: GraphqlRequest,
  rootValue: object,
  maxObjects: number,
): Promise<GraphqlAnswer> => {
  const { data, errors } = await execute({
    schema: githubSchema(),
    document,
    rootValue,
    variableValues: request.variables,
    operationName: request.operationName,
    contextValue: { remainingObjects: maxObjects },
    fieldResolver: resolveField,
  });
  return { data: data ?? null, ...(errors === undefined ? {} : { errors: errors.map(errorOnWire) }) };
};

const noOperation = (name: string | null): string =>
  name === null ? 'An operation name is required' : `No operation named "${name}"`;

/** The commonest mistakes in GitHub's words; the others stay in graphql-js's. */
const asGitHubSays = (error: GraphQLError): GraphQLError => {
  const field = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (field !== null) {
    const [, fieldName, typeName] = field;
    const extensions = { code: 'undefinedField', typeName, fieldName };
    return reworded(error, `Field '${fieldName}' doesn't exist on type '${typeName}'`, extensions);
  }
  const argument = /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/.exec(error.message);
  if (argument !== null) {
    const [, argumentName, name] = argument;
    const extensions = { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName };
    return reworded(error, `Field '${name}' doesn't accept argument '${argumentName}'`, extensions);
  }
  return error;
};

const reworded = (error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError =>
  new GraphQLError(message, { ...(error.nodes && { nodes: error.nodes }), extensions });
