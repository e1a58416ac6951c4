import { RESERVED_WORDS } from './jql-reserved-words.ts';
import { syntaxError, tokenize, type JqlError, type Token } from './jql-tokens.ts';

export type Operand =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'list'; readonly operands: readonly Operand[] }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'empty' };

export const OPERATORS = ['=', '!=', '~', '!~', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Comparison {
  readonly kind: 'comparison';
  readonly field: string;
  readonly operator: Operator;
  readonly operand: Operand;
}

export type Clause =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause };

export interface Sort {
  readonly field: string;
  readonly direction: 'asc' | 'desc' | null;
}

export interface JqlQuery {
  /** Null: the query has no restriction. */
  readonly where: Clause | null;
  readonly orderBy: readonly Sort[];
}

/** Throws JqlError where the text isn't JQL; whether fields and values exist is not looked at. */
export const parseJql = (jql: string): JqlQuery => new Parser(jql).query();

const VALID_OPERATORS = "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'";

class Parser {
  readonly #jql: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(jql: string) {
    this.#jql = jql;
    this.#tokens = tokenize(jql);
  }

  query(): JqlQuery {
    const where = this.#isOrderBy() || this.#peek().kind === 'end' ? null : this.#or();
    const orderBy = this.#isOrderBy() ? this.#orderBy() : [];
    const rest = this.#peek();
    if (rest.kind === 'end') return { where, orderBy };
    throw this.#error(rest, `Expecting either 'OR' or 'AND' but got '${rest.text}'.`);
  }

  #or(): Clause {
    const clauses = [this.#and()];
    while (this.#take('or')) clauses.push(this.#and());
    return clauses.length === 1 && clauses[0] !== undefined ? clauses[0] : { kind: 'or', clauses };
  }

  #and(): Clause {
    const clauses = [this.#not()];
    while (this.#take('and')) clauses.push(this.#not());
    return clauses.length === 1 && clauses[0] !== undefined ? clauses[0] : { kind: 'and', clauses };
  }

  #not(): Clause {
    if (this.#take('not')) return { kind: 'not', clause: this.#not() };
    if (!this.#take('(')) return this.#comparison();
    const clause = this.#or();
    this.#close();
    return clause;
  }

  #comparison(): Comparison {
    const field = this.#field();
    const operator = this.#operator();
    const operand = operator === 'in' || operator === 'not in' ? this.#listOrFunction() : this.#operand();
    if (operand.kind !== 'empty' && operator.startsWith('is')) {
      throw this.#error(this.#peek(), `Expecting 'EMPTY' or 'NULL' after the operator '${operator.toUpperCase()}'.`);
    }
    return { kind: 'comparison', field, operator, operand };
  }

  #field(): string {
    const token = this.#advance();
    if (token.kind === 'string') return token.text;
    if (token.kind !== 'word') throw this.#expected(token, 'Expecting a field name');
    this.#refuseReserved(token);
    return token.text;
  }

  #operator(): Operator {
    const token = this.#advance();
    const word = token.text.toLowerCase();
    if (token.kind === 'not' && this.#takeWord('in')) return 'not in';
    if (token.kind === 'word' && word === 'is') return this.#take('not') ? 'is not' : 'is';
    const known = OPERATORS.find((operator) => operator === word);
    if (known !== undefined && token.kind !== 'string') return known;
    if (token.kind === 'end') {
      throw this.#error(
        token,
        `Expecting operator before the end of the query. The valid operators are ${VALID_OPERATORS}.`,
      );
    }
    throw this.#error(token, `Expecting operator but got '${token.text}'. The valid operators are ${VALID_OPERATORS}.`);
  }

  #listOrFunction(): Operand {
    if (this.#take('(')) return this.#list();
    const token = this.#peek();
    const operand = this.#operand();
    if (operand.kind === 'function') return operand;
    throw this.#error(token, `Expecting '(' after the operator 'IN' but got '${token.text}'.`);
  }

  #operand(): Operand {
    const token = this.#advance();
    if (token.kind === '(') return this.#list();
    if (token.kind === 'string') return { kind: 'value', text: token.text };
    const isReserved = RESERVED_WORDS.has(token.text.toLowerCase());
    if (token.kind === 'word' && /^(?:empty|null)$/i.test(token.text)) return { kind: 'empty' };
    if (token.kind !== 'word' || isReserved) throw this.#expected(token, 'Expecting either a value, list or function');
    return this.#take('(') ? this.#function(token.text) : { kind: 'value', text: token.text };
  }

  #list(): Operand {
    const operands = [this.#operand()];
    while (this.#take(',')) operands.push(this.#operand());
    this.#close();
    return { kind: 'list', operands };
  }

  #function(name: string): Operand {
    const args: string[] = [];
    if (this.#take(')')) return { kind: 'function', name, args };
    do {
      const token = this.#advance();
      if (token.kind !== 'word' && token.kind !== 'string')
        throw this.#expected(token, 'Expecting a function argument');
      args.push(token.text);
    } while (this.#take(','));
    this.#close();
    return { kind: 'function', name, args };
  }

  #orderBy(): readonly Sort[] {
    this.#next++;
    if (!this.#takeWord('by')) throw this.#expected(this.#peek(), "Expecting 'by'");
    const sorts: Sort[] = [];
    do {
      const field = this.#field();
      const direction = this.#takeWord('asc') ? 'asc' : this.#takeWord('desc') ? 'desc' : null;
      sorts.push({ field, direction });
    } while (this.#take(','));
    return sorts;
  }

  #isOrderBy(): boolean {
    const { kind, text } = this.#peek();
    return kind === 'word' && text.toLowerCase() === 'order';
  }

  #close(): void {
    const token = this.#advance();
    if (token.kind !== ')') throw this.#expected(token, "Expecting ')'");
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#jql.length };
  }

  #advance(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #take(kind: Token['kind']): boolean {
    const isThere = this.#peek().kind === kind;
    if (isThere) this.#next++;
    return isThere;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    const isThere = token.kind === 'word' && token.text.toLowerCase() === word;
    if (isThere) this.#next++;
    return isThere;
  }

  #refuseReserved(token: Token): void {
    if (!RESERVED_WORDS.has(token.text.toLowerCase())) return;
    const what = `'${token.text}' is a reserved JQL word. You must surround it in quotation marks to use it in a query.`;
    throw this.#error(token, what);
  }

  #expected(token: Token, expecting: string): JqlError {
    if (token.kind === 'end') return this.#error(token, `${expecting} before the end of the query.`);
    const hint = ` You must surround '${token.text}' in quotation marks to use it as a value.`;
    return this.#error(token, `${expecting} but got '${token.text}'.${token.kind === 'word' ? hint : ''}`);
  }

  #error(token: Token, what: string): JqlError {
    return syntaxError(this.#jql, token.at, what);
  }
}
