import { MalformedQuery } from './query-syntax.ts';

export interface Token {
  kind: 'word' | 'quotedField' | 'string' | 'number' | 'symbol' | 'end';
  text: string;
  start: number;
  end: number;
}

const BLANK_OR_COMMENT = /(?:\s+|#[^\n]*)+/y;
const WORD = /@?[A-Za-z_][\w.@]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[A-Za-z]*/y;
const SYMBOL = /<=|>=|!=|=~|==|[=<>()[\],|+\-*/%^]/y;
const REGEX = /\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+)\//y;

/** Reads a query from left to right. A `/` is a division unless the parser asks for a regular expression there. */
export class QueryScanner {
  readonly source: string;
  #position = 0;
  #ahead: Token | undefined;

  constructor(source: string) {
    this.source = source;
  }

  peek(): Token {
    this.#ahead ??= this.#scan();
    return this.#ahead;
  }

  next(): Token {
    const token = this.peek();
    this.#ahead = undefined;
    this.#position = token.end;
    return token;
  }

  /** Consumes the next token if it is that symbol or, whatever its case, that word. */
  accept(text: string): boolean {
    const token = this.peek();
    const matches = token.kind === 'symbol' ? token.text === text : isWord(token, text);
    if (matches) this.next();
    return matches;
  }

  expect(text: string): Token {
    const token = this.peek();
    if (!this.accept(text)) throw this.unexpected(token, `'${text}'`);
    return token;
  }

  /** The regular expression that starts at the next token; undefined if that is not a slash. */
  acceptRegex(): RegExp | undefined {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.text !== '/') return undefined;
    const match = matchAt(REGEX, this.source, token.start);
    if (!match) throw new MalformedQuery('unterminated regular expression', token.start, this.source.length);
    this.#ahead = undefined;
    this.#position = token.start + match[0].length;
    return compileRegex(match[1] ?? '', token.start, this.#position);
  }

  unexpected(token: Token, expected: string): MalformedQuery {
    const found = token.kind === 'end' ? '<EOF>' : token.text;
    return new MalformedQuery(`unexpected symbol found ${found}, expecting ${expected}`, token.start, token.end);
  }

  #scan(): Token {
    const source = this.source;
    const start = this.#position + (matchAt(BLANK_OR_COMMENT, source, this.#position)?.[0].length ?? 0);
    if (start >= source.length) return { kind: 'end', text: '', start: source.length, end: source.length };
    const first = source[start] ?? '';
    if (first === '"' || first === "'") return scanQuoted(source, start, first, 'string');
    if (first === '`') return scanQuoted(source, start, first, 'quotedField');
    for (const [kind, pattern] of [
      ['word', WORD],
      ['number', NUMBER],
      ['symbol', SYMBOL],
    ] as const) {
      const text = matchAt(pattern, source, start)?.[0];
      if (text !== undefined) return { kind, text, start, end: start + text.length };
    }
    throw new MalformedQuery(`unexpected symbol found ${first}`, start, start + 1);
  }
}

export function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function matchAt(pattern: RegExp, source: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(source);
}

function scanQuoted(source: string, start: number, quote: string, kind: 'string' | 'quotedField'): Token {
  let text = '';
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === quote) return { kind, text, start, end: at + 1 };
    if (char === '\\' && at + 1 < source.length) text += unescaped(source[++at] ?? '', quote);
    else text += char;
  }
  throw new MalformedQuery(`unterminated ${quote}`, start, source.length);
}

function unescaped(char: string, quote: string): string {
  if (char === quote || char === '\\') return char;
  if (char === 'n') return '\n';
  if (char === 't') return '\t';
  return `\\${char}`;
}

// Insights takes RE2-like expressions: (?i) stands where JavaScript wants a flag.
function compileRegex(body: string, start: number, end: number): RegExp {
  const ignoreCase = body.includes('(?i)');
  const source = body.replaceAll('(?i)', '');
  try {
    return new RegExp(source, ignoreCase ? 'i' : '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MalformedQuery(`invalid regular expression: ${reason}`, start, end);
  }
}
