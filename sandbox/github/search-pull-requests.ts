import type { PullRequestNode } from '../world.ts';
import { QUALIFIERS, type Matches } from './search-qualifiers.ts';
import { parseSearch, type SearchDialect, type SearchNode, type SearchTerm } from './search-syntax.ts';

/** All that match, in the order that the search asks for. Throws GraphQLError for a search that GitHub refuses. */
export const searchPullRequests = (
  pullRequests: readonly PullRequestNode[],
  text: string,
  nowMs: number,
  dialect: SearchDialect,
): readonly PullRequestNode[] => {
  const search = parseSearch(text, dialect);
  const terms = termsOf(search);
  const matches = compile(search, placesOf(terms), nowMs);
  const found = pullRequests.filter(matches);
  return found.toSorted(orderOf(terms));
};

const termsOf = (node: SearchNode): readonly SearchTerm[] => {
  if (node.kind === 'term') return [node.term];
  return node.kind === 'not' ? termsOf(node.node) : node.nodes.flatMap(termsOf);
};

const compile = (node: SearchNode, places: readonly string[], nowMs: number): Matches => {
  switch (node.kind) {
    case 'term':
      return compileTerm(node.term, places, nowMs);
    case 'not': {
      const matches = compile(node.node, places, nowMs);
      return (pullRequest) => !matches(pullRequest);
    }
    case 'all': {
      const all = node.nodes.map((inner) => compile(inner, places, nowMs));
      return (pullRequest) => all.every((matches) => matches(pullRequest));
    }
    case 'any': {
      const any = node.nodes.map((inner) => compile(inner, places, nowMs));
      return (pullRequest) => any.some((matches) => matches(pullRequest));
    }
  }
};

const compileTerm = (term: SearchTerm, places: readonly string[], nowMs: number): Matches => {
  const qualifier = term.qualifier === null ? undefined : QUALIFIERS[term.qualifier];
  if (qualifier !== undefined && Object.hasOwn(QUALIFIERS, term.qualifier ?? '')) return qualifier(term.value, nowMs);
  // GitHub takes a qualifier that it doesn't know for words.
  const words = wordsOf(term.qualifier === null ? term.value : `${term.qualifier} ${term.value}`);
  return (pullRequest) => {
    const texts = textsOf(pullRequest, places);
    return term.isQuoted ? hasPhrase(texts, words) : words.every((word) => texts.some((text) => text.includes(word)));
  };
};

const hasPhrase = (texts: readonly (readonly string[])[], words: readonly string[]): boolean => {
  const phrase = ` ${words.join(' ')} `;
  return texts.some((text) => ` ${text.join(' ')} `.includes(phrase));
};

/** Where words are looked for: `in:title`; everywhere by default. */
const placesOf = (terms: readonly SearchTerm[]): readonly string[] =>
  terms.filter(({ qualifier }) => qualifier === 'in').flatMap(({ value }) => value.toLowerCase().split(','));

const textsOf = (node: PullRequestNode, places: readonly string[]): readonly (readonly string[])[] => [
  ...(places.length === 0 || places.includes('title') ? [wordsOf(node.title)] : []),
  ...(places.length === 0 || places.includes('body') ? [wordsOf(node.bodyText)] : []),
];

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

type Order = (left: PullRequestNode, right: PullRequestNode) => number;

const KEYS: Readonly<Record<string, (node: PullRequestNode) => number>> = {
  created: ({ createdAt }) => Date.parse(createdAt),
  updated: ({ updatedAt }) => Date.parse(updatedAt),
  comments: (node) => (typeof node['totalCommentsCount'] === 'number' ? node['totalCommentsCount'] : 0),
};

/** Best match, which is those with the words in their title, then the newest; or as `sort:` says. */
const orderOf = (terms: readonly SearchTerm[]): Order => {
  const sort = terms.findLast(({ qualifier }) => qualifier === 'sort')?.value.toLowerCase() ?? '';
  const [, name = '', direction] = /^([a-z]+)(?:-(asc|desc))?$/.exec(sort) ?? [];
  const key = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
  const newest: Order = (left, right) =>
    Date.parse(right.createdAt) - Date.parse(left.createdAt) || right.number - left.number || compareIds(left, right);
  if (key !== undefined) {
    const sign = direction === 'asc' ? 1 : -1;
    return (left, right) => sign * (key(left) - key(right)) || newest(left, right);
  }
  const words = terms.filter(({ qualifier }) => qualifier === null).flatMap(({ value }) => wordsOf(value));
  if (words.length === 0) return newest;
  const hits = (node: PullRequestNode): number => {
    const title = new Set(wordsOf(node.title));
    return words.filter((word) => title.has(word)).length;
  };
  return (left, right) => hits(right) - hits(left) || newest(left, right);
};

const compareIds = (left: PullRequestNode, right: PullRequestNode): number => (left.id < right.id ? -1 : 1);
