import { githubError } from './github-error.ts';

export interface SearchTerm {
  /** In lower case; null for words that are searched in texts. */
  readonly qualifier: string | null;
  readonly value: string;
  readonly isQuoted: boolean;
}

export type SearchNode =
  | { readonly kind: 'term'; readonly term: SearchTerm }
  | { readonly kind: 'not'; readonly node: SearchNode }
  | { readonly kind: 'all' | 'any'; readonly nodes: readonly SearchNode[] };

/**
 * - `classic`: several `repo:`, `org:` and `user:` qualifiers mean any of them; no parentheses.
 * - `advanced`: what is written side by side must all hold; parentheses group.
 */
export type SearchDialect = 'classic' | 'advanced';

const MAX_LENGTH = 256;
const MAX_OPERATORS = 5;
const OPERATORS = new Set(['AND', 'OR', 'NOT']);
/** Qualifiers that say where to search. */
const PLACES = new Set(['repo', 'org', 'user']);

/** https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests; throws GraphQLError. */
export const parseSearch = (text: string, dialect: SearchDialect): SearchNode => {
  if (text.length > MAX_LENGTH) throw unprocessable('The search is longer than 256 characters.');
  const tokens = tokensOf(text, dialect);
  if (tokens.filter((token) => OPERATORS.has(token)).length > MAX_OPERATORS) {
    throw unprocessable('More than five AND / OR / NOT operators were used.');
  }
  const parser = new Parser(tokens, dialect);
  const node = parser.any();
  if (!parser.isDone) throw unprocessable('The search has an unmatched parenthesis.');
  return node;
};

export const unprocessable = (message: string) => githubError('UNPROCESSABLE', message);

/** Splits at blanks and, where they group, parentheses outside of quotes. */
const tokensOf = (text: string, dialect: SearchDialect): string[] => {
  const tokens: string[] = [];
  let token = '';
  let isQuoted = false;
  const end = (): void => {
    if (token !== '') tokens.push(token);
    token = '';
  };
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && /\s/.test(character)) end();
    else if (!isQuoted && dialect === 'advanced' && (character === '(' || character === ')')) {
      end();
      tokens.push(character);
    } else token += character;
  }
  end();
  return tokens;
};

class Parser {
  readonly #tokens: readonly string[];
  readonly #dialect: SearchDialect;
  #at = 0;

  constructor(tokens: readonly string[], dialect: SearchDialect) {
    this.#tokens = tokens;
    this.#dialect = dialect;
  }

  get isDone(): boolean {
    return this.#at >= this.#tokens.length;
  }

  any(): SearchNode {
    const nodes = [this.#all()];
    while (this.#tokens[this.#at] === 'OR') {
      this.#at++;
      nodes.push(this.#all());
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'any', nodes };
  }

  #all(): SearchNode {
    const nodes: SearchNode[] = [];
    while (!this.isDone && this.#tokens[this.#at] !== 'OR' && this.#tokens[this.#at] !== ')') {
      if (this.#tokens[this.#at] === 'AND') this.#at++;
      else nodes.push(this.#one());
    }
    return { kind: 'all', nodes: this.#dialect === 'classic' ? joinPlaces(nodes) : nodes };
  }

  #one(): SearchNode {
    const token = this.#tokens[this.#at++] ?? '';
    if (token === 'NOT') return { kind: 'not', node: this.isDone ? { kind: 'any', nodes: [] } : this.#one() };
    if (token === '(' && this.#dialect === 'advanced') {
      const node = this.any();
      if (this.#tokens[this.#at++] !== ')') throw unprocessable('The search has an unmatched parenthesis.');
      return node;
    }
    const isNegated = token.length > 1 && token.startsWith('-');
    const term: SearchNode = { kind: 'term', term: termOf(isNegated ? token.slice(1) : token) };
    return isNegated ? { kind: 'not', node: term } : term;
  }
}

const joinPlaces = (nodes: readonly SearchNode[]): readonly SearchNode[] => {
  const isPlace = (node: SearchNode): boolean => node.kind === 'term' && PLACES.has(node.term.qualifier ?? '');
  const places = nodes.filter(isPlace);
  if (places.length < 2) return nodes;
  return [{ kind: 'any', nodes: places }, ...nodes.filter((node) => !isPlace(node))];
};

const termOf = (token: string): SearchTerm => {
  const match = /^([A-Za-z][A-Za-z-]*):(.+)$/s.exec(token);
  const written = match?.[2] ?? token;
  const qualifier = match?.[1]?.toLowerCase() ?? null;
  // Lists keep their quotes: label:"a b",c.
  const isQuoted = /^"[^"]*"$/.test(written);
  return { qualifier, value: isQuoted ? written.slice(1, -1) : written, isQuoted };
};
