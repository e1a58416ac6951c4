export type TokenKind = 'word' | 'string' | 'operator' | 'and' | 'or' | 'not' | '(' | ')' | ',' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Unescaped. */
  readonly text: string;
  /** Where it begins; from 0. */
  readonly at: number;
}

/** What is wrong with a JQL query, in Jira's words. */
export class JqlError extends Error {
  override readonly name = 'JqlError';
}

export const syntaxError = (jql: string, at: number, what: string): JqlError => {
  const before = jql.slice(0, at).split('\n');
  const character = (before.at(-1)?.length ?? 0) + 1;
  return new JqlError(`Error in the JQL Query: ${what} (line ${before.length}, character ${character})`);
};

const RESERVED_CHARACTERS = '{}*/%+^$#@?;';
const SYMBOL = /(?:!=|!~|<=|>=|&&|\|\||[=~<>!&|(),])/y;
const WORD = /(?:\\.|[^\s"'\\=!~<>&|(),{}*/%+^$#@?;])+/suy;
const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/suy;
const SPACE = /\s+/y;

/** Throws JqlError. */
export const tokenize = (jql: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  const read = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(jql)?.[0];
  };
  while (at < jql.length) {
    const space = read(SPACE);
    const raw = space ?? read(STRING) ?? read(SYMBOL) ?? read(WORD);
    if (raw === undefined) throw unreadable(jql, at);
    if (space === undefined) tokens.push(toToken(jql, raw, at));
    at += raw.length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
};

const toToken = (jql: string, raw: string, at: number): Token => {
  if (raw.startsWith('"') || raw.startsWith("'")) {
    return { kind: 'string', text: unescape(jql, raw.slice(1, -1), at + 1), at };
  }
  const symbol = SYMBOLS[raw];
  if (symbol !== undefined) return { kind: symbol, text: raw, at };
  const word = raw.toLowerCase();
  const kind = word === 'and' || word === 'or' || word === 'not' ? word : 'word';
  return { kind, text: unescape(jql, raw, at), at };
};

const SYMBOLS: Readonly<Record<string, TokenKind>> = {
  '(': '(',
  ')': ')',
  ',': ',',
  '&': 'and',
  '&&': 'and',
  '|': 'or',
  '||': 'or',
  '!': 'not',
  ...Object.fromEntries(['=', '!=', '~', '!~', '<', '<=', '>', '>='].map((text) => [text, 'operator'])),
};

const unreadable = (jql: string, at: number): JqlError => {
  const character = jql.charAt(at);
  if (character === '"' || character === "'") {
    return syntaxError(jql, at, `The quoted string '${jql.slice(at + 1)}' has not been completed.`);
  }
  if (!RESERVED_CHARACTERS.includes(character)) return syntaxError(jql, at, `Illegal character '${character}'.`);
  const escape = String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0');
  return syntaxError(
    jql,
    at,
    `The character '${character}' is a reserved JQL character. ` +
      `You must enclose it in a string or use the escape '${escape}' instead.`,
  );
};

const ESCAPES: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
  ' ': ' ',
};

const unescape = (jql: string, text: string, at: number): string =>
  text.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gsu, (all, code: string, offset: number) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const plain = ESCAPES[code];
    if (plain !== undefined) return plain;
    throw syntaxError(
      jql,
      at + offset,
      String.raw`'${all}' is an illegal JQL escape sequence. The valid escape sequences are \', \", \t, \n, \r, \\, '\ ' and \uXXXX.`,
    );
  });
