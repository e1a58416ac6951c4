import { scalarFunction } from './expression-functions.ts';
import { MalformedQuery } from './query-syntax.ts';
import type { BinaryOperator, Expression, TextPattern } from './query-syntax.ts';
import type { Row } from './row.ts';
import { compareValues, formatTimestamp, isTruthy, parsePeriod, toNumber, toText } from './value.ts';
import type { Value } from './value.ts';

export type Evaluate = (row: Row) => Value;

/** Turns an expression into a function of a row. Throws MalformedQuery for arguments that can't work. */
export function compileExpression(expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value;
    case 'field':
      return (row) => row.get(expression.name);
    case 'not': {
      const operand = compileExpression(expression.operand);
      return (row) => !isTruthy(operand(row));
    }
    case 'binary':
      return compileBinary(
        expression.operator,
        compileExpression(expression.left),
        compileExpression(expression.right),
      );
    case 'matches':
      return compileMatch(compileExpression(expression.subject), expression.pattern);
    case 'oneOf':
      return compileMembership(compileExpression(expression.subject), expression.values.map(compileExpression));
    case 'call':
      return expression.name === 'bin' ? compileBin(expression.args) : compileCall(expression.name, expression.args);
  }
}

/** The fields of the event that the expression reads. */
export function fieldsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'field':
      return [expression.name];
    case 'not':
      return fieldsOf(expression.operand);
    case 'binary':
      return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
    case 'matches':
      return fieldsOf(expression.subject);
    case 'oneOf':
      return [expression.subject, ...expression.values].flatMap(fieldsOf);
    case 'call':
      return expression.name === 'bin' ? ['@timestamp'] : expression.args.flatMap(fieldsOf);
  }
}

function compileBinary(operator: BinaryOperator, left: Evaluate, right: Evaluate): Evaluate {
  if (operator === 'and') return (row) => isTruthy(left(row)) && isTruthy(right(row));
  if (operator === 'or') return (row) => isTruthy(left(row)) || isTruthy(right(row));
  const test = COMPARISONS[operator];
  if (test) {
    return (row) => {
      const leftValue = left(row);
      const rightValue = right(row);
      if (leftValue === undefined || rightValue === undefined) return operator === '!=' && leftValue !== rightValue;
      return test(compareValues(leftValue, rightValue));
    };
  }
  const compute = ARITHMETIC[operator];
  if (!compute) throw new Error(`no operator ${operator}: the parser accepts only those that exist`);
  return (row) => {
    const result = compute(toNumber(left(row)), toNumber(right(row)));
    return Number.isNaN(result) ? undefined : result;
  };
}

const COMPARISONS: Partial<Record<BinaryOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const ARITHMETIC: Partial<Record<BinaryOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ** right,
};

function compileMatch(subject: Evaluate, pattern: TextPattern): Evaluate {
  if (pattern.kind === 'substring') {
    return (row) => toText(subject(row))?.includes(pattern.text) ?? false;
  }
  return (row) => {
    const text = toText(subject(row));
    return text !== undefined && pattern.regex.test(text);
  };
}

function compileMembership(subject: Evaluate, values: Evaluate[]): Evaluate {
  return (row) => {
    const value = subject(row);
    return value !== undefined && values.some((candidate) => compareValues(candidate(row), value) === 0);
  };
}

function compileBin(args: Expression[]): Evaluate {
  const period = args.at(-1);
  const periodMs = period?.kind === 'literal' ? parsePeriod(String(period.value)) : undefined;
  if (periodMs === undefined || args.length !== 1) {
    throw new MalformedQuery('bin() takes one period such as 30s, 5m, 1h or 1d', 0, 0);
  }
  return binStarts(periodMs);
}

// Neighbouring events share a bin, and formatting a date costs more than all the rest of a count.
function binStarts(periodMs: number): Evaluate {
  let lastMs = Number.NaN;
  let lastText = '';
  return (row) => {
    const startMs = Math.floor(row.timestampMs / periodMs) * periodMs;
    if (Number.isNaN(startMs)) return undefined;
    if (startMs !== lastMs) {
      lastText = formatTimestamp(startMs);
      lastMs = startMs;
    }
    return lastText;
  };
}

function compileCall(name: string, args: Expression[]): Evaluate {
  const call = scalarFunction(name);
  const compiled = args.map(compileExpression);
  return (row) => call(compiled.map((evaluate) => evaluate(row)));
}
