import { isFunction } from './expression-functions.ts';
import { isWord } from './query-scanner.ts';
import type { QueryScanner, Token } from './query-scanner.ts';
import { MalformedQuery } from './query-syntax.ts';
import type { BinaryOperator, Expression, TextPattern } from './query-syntax.ts';

const LEVELS: BinaryOperator[][] = [['+', '-'], ['*', '/', '%'], ['^']];
const COMPARISONS = ['=', '!=', '<=', '>=', '<', '>'] as const;
const DURATION = /^\d+(?:ms|s|m|h|d|w)$/;

/** Parses one expression: or, and, not, comparison, sum, product, power, primary. */
export function parseExpression(scanner: QueryScanner): Expression {
  let left = parseConjunction(scanner);
  while (scanner.accept('or')) left = { kind: 'binary', operator: 'or', left, right: parseConjunction(scanner) };
  return left;
}

function parseConjunction(scanner: QueryScanner): Expression {
  let left = parseNegation(scanner);
  while (scanner.accept('and')) left = { kind: 'binary', operator: 'and', left, right: parseNegation(scanner) };
  return left;
}

function parseNegation(scanner: QueryScanner): Expression {
  return scanner.accept('not') ? { kind: 'not', operand: parseNegation(scanner) } : parseComparison(scanner);
}

function parseComparison(scanner: QueryScanner): Expression {
  const subject = parseArithmetic(scanner, 0);
  if (isWord(scanner.peek(), 'not')) {
    scanner.next();
    const found = parseMembership(scanner, subject);
    if (!found) throw scanner.unexpected(scanner.peek(), "'like' or 'in'");
    return { kind: 'not', operand: found };
  }
  const membership = parseMembership(scanner, subject);
  if (membership) return membership;
  for (const operator of COMPARISONS) {
    if (scanner.accept(operator) || (operator === '=' && scanner.accept('=='))) {
      return { kind: 'binary', operator, left: subject, right: parseArithmetic(scanner, 0) };
    }
  }
  return subject;
}

function parseMembership(scanner: QueryScanner, subject: Expression): Expression | undefined {
  if (scanner.accept('like') || scanner.accept('=~')) {
    return { kind: 'matches', subject, pattern: parseTextPattern(scanner) };
  }
  if (!scanner.accept('in')) return undefined;
  scanner.expect('[');
  const values = [parseArithmetic(scanner, 0)];
  while (scanner.accept(',')) values.push(parseArithmetic(scanner, 0));
  scanner.expect(']');
  return { kind: 'oneOf', subject, values };
}

function parseTextPattern(scanner: QueryScanner): TextPattern {
  const regex = scanner.acceptRegex();
  if (regex) return { kind: 'regex', regex };
  const token = scanner.next();
  if (token.kind !== 'string') throw scanner.unexpected(token, 'a quoted text or a /regular expression/');
  return { kind: 'substring', text: token.text };
}

function parseArithmetic(scanner: QueryScanner, level: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return parsePrimary(scanner);
  let left = parseArithmetic(scanner, level + 1);
  for (;;) {
    const operator = operators.find((candidate) => scanner.accept(candidate));
    if (!operator) return left;
    left = { kind: 'binary', operator, left, right: parseArithmetic(scanner, level + 1) };
  }
}

function parsePrimary(scanner: QueryScanner): Expression {
  if (scanner.accept('(')) {
    const inner = parseExpression(scanner);
    scanner.expect(')');
    return inner;
  }
  if (scanner.accept('-')) {
    return { kind: 'binary', operator: '-', left: { kind: 'literal', value: 0 }, right: parsePrimary(scanner) };
  }
  const token = scanner.next();
  if (token.kind === 'string') return { kind: 'literal', value: token.text };
  if (token.kind === 'number') return numberOrDuration(token);
  if (token.kind === 'quotedField') return { kind: 'field', name: token.text };
  if (token.kind !== 'word') throw scanner.unexpected(token, 'an expression');
  if (scanner.accept('(')) return parseCall(scanner, token);
  if (/^(?:true|false)$/i.test(token.text)) return { kind: 'literal', value: /^true$/i.test(token.text) };
  return { kind: 'field', name: token.text };
}

function numberOrDuration(token: Token): Expression {
  const value = Number(token.text);
  if (!Number.isNaN(value)) return { kind: 'literal', value };
  if (DURATION.test(token.text)) return { kind: 'literal', value: token.text };
  throw new MalformedQuery(`unexpected symbol found ${token.text}`, token.start, token.end);
}

function parseCall(scanner: QueryScanner, name: Token): Expression {
  if (!isFunction(name.text)) {
    throw new MalformedQuery(`unknown function: ${name.text}`, name.start, name.end);
  }
  const args: Expression[] = [];
  if (!scanner.accept(')')) {
    do args.push(parseExpression(scanner));
    while (scanner.accept(','));
    scanner.expect(')');
  }
  return { kind: 'call', name: name.text.toLowerCase(), args };
}
