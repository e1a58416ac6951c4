import { AGGREGATES } from './aggregate.ts';
import { parseExpression } from './parse-expression.ts';
import { QueryScanner } from './query-scanner.ts';
import type { Token } from './query-scanner.ts';
import { MalformedQuery } from './query-syntax.ts';
import type { Aggregate, Column, Command, Expression, SortKey } from './query-syntax.ts';

/** CWLI returns at most this many rows, from the `limit` command as from the parameter. */
export const MAX_ROWS = 100_000;

const COMMANDS: Record<string, (scanner: QueryScanner) => Command> = {
  fields: (scanner) => ({ kind: 'fields', columns: parseColumns(scanner) }),
  display: (scanner) => ({ kind: 'display', columns: parseColumns(scanner) }),
  filter: parseFilter,
  where: parseFilter,
  sort: parseSort,
  order: parseSort,
  limit: parseLimit,
  head: parseLimit,
  parse: parseParse,
  dedup: parseDedup,
  pattern: (scanner) => ({ kind: 'pattern', subject: parseExpression(scanner) }),
  stats: parseStats,
};

/** Compiles the text of a query to its commands. Throws MalformedQuery. */
export function parseQuery(text: string): Command[] {
  const scanner = new QueryScanner(text);
  const commands: Command[] = [];
  do commands.push(parseCommand(scanner));
  while (scanner.accept('|'));
  const rest = scanner.peek();
  if (rest.kind !== 'end') throw scanner.unexpected(rest, "'|' or the end of the query");
  if (commands.filter((command) => command.kind === 'stats').length > 2) {
    throw new MalformedQuery('a query can have at most two stats commands', 0, text.length);
  }
  return commands;
}

function parseCommand(scanner: QueryScanner): Command {
  const token = scanner.next();
  const parse = token.kind === 'word' ? COMMANDS[token.text.toLowerCase()] : undefined;
  if (!parse) throw scanner.unexpected(token, `one of ${Object.keys(COMMANDS).join(', ')}`);
  return parse(scanner);
}

function parseColumns(scanner: QueryScanner): Column[] {
  const columns = [parseColumn(scanner)];
  while (scanner.accept(',')) columns.push(parseColumn(scanner));
  return columns;
}

function parseColumn(scanner: QueryScanner): Column {
  const start = scanner.peek().start;
  const expression = parseExpression(scanner);
  return { name: parseAlias(scanner) ?? columnName(expression, textFrom(scanner, start)), expression };
}

function columnName(expression: Expression, source: string): string {
  return expression.kind === 'field' ? expression.name : source;
}

function textFrom(scanner: QueryScanner, start: number): string {
  return scanner.source.slice(start, scanner.peek().start).trim();
}

function parseAlias(scanner: QueryScanner): string | undefined {
  return scanner.accept('as') ? parseName(scanner) : undefined;
}

function parseName(scanner: QueryScanner): string {
  const token = scanner.next();
  if (token.kind !== 'word' && token.kind !== 'quotedField') throw scanner.unexpected(token, 'a field name');
  return token.text;
}

function parseFilter(scanner: QueryScanner): Command {
  const start = scanner.peek().start;
  const condition = parseExpression(scanner);
  return { kind: 'filter', condition, source: textFrom(scanner, start) };
}

function parseSort(scanner: QueryScanner): Command {
  scanner.accept('by');
  const keys: SortKey[] = [];
  do {
    const expression = parseExpression(scanner);
    const descending = scanner.accept('desc');
    if (!descending) scanner.accept('asc');
    keys.push({ expression, descending });
  } while (scanner.accept(','));
  return { kind: 'sort', keys };
}

function parseLimit(scanner: QueryScanner): Command {
  const token = scanner.next();
  const count = Number(token.text);
  if (token.kind !== 'number' || !Number.isInteger(count) || count < 1 || count > MAX_ROWS) {
    throw scanner.unexpected(token, `a whole number from 1 to ${MAX_ROWS}`);
  }
  return { kind: 'limit', count };
}

function parseDedup(scanner: QueryScanner): Command {
  const keys = [parseExpression(scanner)];
  while (scanner.accept(',')) keys.push(parseExpression(scanner));
  return { kind: 'dedup', keys };
}

function parseParse(scanner: QueryScanner): Command {
  const first = scanner.peek();
  const subject: Expression =
    first.kind === 'string' || first.text === '/' ? { kind: 'field', name: '@message' } : parseSubject(scanner);
  const regex = scanner.acceptRegex();
  if (regex) {
    const names = [...regex.source.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map((match) => match[1] ?? '');
    if (names.length === 0) throw scanner.unexpected(scanner.peek(), 'a named group (?<name>…) in the expression');
    return { kind: 'parse', subject, regex, names };
  }
  return parseGlob(scanner, subject);
}

function parseSubject(scanner: QueryScanner): Expression {
  return { kind: 'field', name: parseName(scanner) };
}

function parseGlob(scanner: QueryScanner, subject: Expression): Command {
  const glob = scanner.next();
  if (glob.kind !== 'string') throw scanner.unexpected(glob, 'a glob in quotes or a /regular expression/');
  scanner.expect('as');
  const names = [parseName(scanner)];
  while (scanner.accept(',')) names.push(parseName(scanner));
  const parts = glob.text.split('*');
  if (parts.length - 1 !== names.length) {
    throw new MalformedQuery(
      `the glob has ${parts.length - 1} wildcards and ${names.length} names`,
      glob.start,
      scanner.peek().start,
    );
  }
  const body = parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('(.*?)');
  return { kind: 'parse', subject, regex: new RegExp(glob.text.endsWith('*') ? `${body}$` : body, 's'), names };
}

function parseStats(scanner: QueryScanner): Command {
  const aggregates = [parseAggregate(scanner)];
  while (scanner.accept(',')) aggregates.push(parseAggregate(scanner));
  return { kind: 'stats', aggregates, by: scanner.accept('by') ? parseColumns(scanner) : [] };
}

function parseAggregate(scanner: QueryScanner): Aggregate {
  const token = scanner.next();
  const fn = token.text.toLowerCase();
  if (token.kind !== 'word' || !AGGREGATES.has(fn)) {
    throw scanner.unexpected(token, `one of ${[...AGGREGATES].join(', ')}`);
  }
  scanner.expect('(');
  const argument = parseAggregateArgument(scanner, token, fn);
  const percentile = fn === 'pct' ? parsePercentile(scanner) : undefined;
  scanner.expect(')');
  const name = textFrom(scanner, token.start);
  return { name: parseAlias(scanner) ?? name, fn, argument, percentile };
}

function parseAggregateArgument(scanner: QueryScanner, name: Token, fn: string): Expression | undefined {
  const next = scanner.peek();
  const isEmpty = next.text === ')' || (next.text === '*' && next.kind === 'symbol');
  if (!isEmpty) return parseExpression(scanner);
  if (fn !== 'count') throw new MalformedQuery(`${fn} needs a field`, name.start, next.end);
  scanner.accept('*');
  return undefined;
}

function parsePercentile(scanner: QueryScanner): number {
  scanner.expect(',');
  const token = scanner.next();
  const value = Number(token.text);
  if (token.kind !== 'number' || !(value >= 0 && value <= 100)) throw scanner.unexpected(token, 'a number to 100');
  return value;
}
