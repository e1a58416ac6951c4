import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { githubError } from './github-error.ts';

export interface QueryCost {
  /** At least 1. https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
  readonly points: number;
  /** Nodes that the query can bring at most. */
  readonly nodes: number;
}

const MAX_PAGE = 100;
const MAX_NODES = 500_000;
/** Fragments in fragments can make a short text enormous. */
const MAX_FIELDS = 20_000;

/** What a query costs before it runs. Throws GraphQLError for pages that are too large, unbounded, or too many. */
export const costOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): QueryCost => {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const root = schema.getRootType(operation.operation);
  const counter = new Counter(schema, fragments, variables);
  if (root) counter.count(operation.selectionSet, root, 1, []);
  if (counter.nodes > MAX_NODES) {
    throw githubError(
      'MAX_NODE_LIMIT_EXCEEDED',
      `This query requests up to ${counter.nodes.toLocaleString('en-US')} possible nodes which exceeds the maximum limit of 500,000.`,
    );
  }
  return { points: Math.max(1, Math.round(counter.requests / 100)), nodes: counter.nodes };
};

class Counter {
  requests = 0;
  nodes = 0;
  #fields = 0;
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Readonly<Record<string, unknown>>;

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  /** `times`: how many objects of this type there can be at most. */
  count(set: SelectionSetNode, type: GraphQLNamedType, times: number, path: readonly string[]): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) this.#countField(selection, type, times, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.count(selection.selectionSet, this.#typeOf(selection.typeCondition?.name.value) ?? type, times, path);
      } else {
        const fragment = this.#fragments.get(selection.name.value);
        const condition = this.#typeOf(fragment?.typeCondition.name.value);
        if (fragment && condition) this.count(fragment.selectionSet, condition, times, path);
      }
    }
  }

  #typeOf(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }

  #countField(field: FieldNode, parent: GraphQLNamedType, times: number, path: readonly string[]): void {
    if (++this.#fields > MAX_FIELDS) throw githubError('UNPROCESSABLE', 'The query is too complex.');
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    if (definition === undefined || field.selectionSet === undefined) return;
    const type = getNamedType(definition.type);
    const here = [...path, field.alias?.value ?? field.name.value];
    if (!type.name.endsWith('Connection')) {
      this.count(field.selectionSet, type, times, here);
      return;
    }
    const args = getArgumentValues(definition, field, this.#variables);
    const size = pageSize(field, args, here);
    this.requests += times;
    this.nodes += times * size;
    this.count(field.selectionSet, type, times * size, here);
  }
}

const pageSize = (field: FieldNode, args: Readonly<Record<string, unknown>>, path: readonly string[]): number => {
  const name = field.name.value;
  for (const bound of ['first', 'last']) {
    const value = args[bound];
    if (typeof value !== 'number') continue;
    if (value < 0) {
      throw onPath(
        'MISSING_PAGINATION_BOUNDARIES',
        `\`${bound}\` on the \`${name}\` connection cannot be less than zero.`,
        path,
      );
    }
    if (value > MAX_PAGE) {
      throw onPath(
        'EXCESSIVE_PAGINATION',
        `Requesting ${value} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${MAX_PAGE} records.`,
        path,
      );
    }
    return value;
  }
  // Counts alone need no page.
  const asksForNodes = field.selectionSet?.selections.some(
    (selection) => selection.kind !== Kind.FIELD || ['nodes', 'edges'].includes(selection.name.value),
  );
  if (asksForNodes !== true) return 0;
  throw onPath(
    'MISSING_PAGINATION_BOUNDARIES',
    `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    path,
  );
};

const onPath = (...[type, message, path]: [...Parameters<typeof githubError>, path: readonly string[]]): Error => {
  const error = githubError(type, message);
  error.extensions['path'] = path;
  return error;
};
