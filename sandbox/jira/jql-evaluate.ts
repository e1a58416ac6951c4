import type { JiraIssue } from '../world.ts';
import { invalidDate, jqlDateMs } from './jql-dates.ts';
import { FIELDS, type Field, type JiraSite } from './jql-fields.ts';
import type { Clause, Comparison, JqlQuery, Operand, Operator } from './jql-parser.ts';
import { textMatcher } from './jql-text.ts';

type Matcher = (issue: JiraIssue) => boolean;
type FieldOf<T extends Field['type']> = Extract<Field, { type: T }>;

const MAX_SORTS = 7;

/** A query that was checked against a site: what it finds, and what is wrong with it. */
export interface CheckedQuery {
  /** In Jira's words; when there are any, the query must not be run. */
  readonly errors: readonly string[];
  /** In the order that the query asks for. */
  find(): readonly JiraIssue[];
}

export const checkJql = (query: JqlQuery, site: JiraSite): CheckedQuery => {
  const errors: string[] = [];
  const where = query.where === null ? () => true : compile(query.where, false, site, errors);
  const sorts = query.orderBy.map(({ field, direction }) => {
    const known = FIELDS.get(field.toLowerCase());
    if (known === undefined || known.name === 'text') errors.push(`Not able to sort using field '${field}'.`);
    const isDescending = direction === null ? known?.type === 'date' || known?.name === 'key' : direction === 'desc';
    return { field: known, sign: isDescending ? -1 : 1 };
  });
  if (sorts.length > MAX_SORTS) errors.push(`The ORDER BY clause can contain at most ${MAX_SORTS} fields.`);
  const compare = (a: JiraIssue, b: JiraIssue): number => {
    for (const { field, sign } of sorts) {
      const order = field === undefined ? 0 : compareBy(field, a, b) * sign;
      if (order !== 0) return order;
    }
    return Number(b.id) - Number(a.id);
  };
  return { errors: [...new Set(errors)], find: () => site.issues.filter(where).toSorted(compare) };
};

/** `isNegated`: Jira pushes NOT down to the operators, so that it doesn't match empty fields either. */
const compile = (clause: Clause, isNegated: boolean, site: JiraSite, errors: string[]): Matcher => {
  switch (clause.kind) {
    case 'not':
      return compile(clause.clause, !isNegated, site, errors);
    case 'comparison':
      return compileComparison(isNegated ? { ...clause, operator: OPPOSITE[clause.operator] } : clause, site, errors);
    case 'and':
    case 'or': {
      const matchers = clause.clauses.map((part) => compile(part, isNegated, site, errors));
      const isAnd = (clause.kind === 'and') !== isNegated;
      return isAnd
        ? (issue) => matchers.every((matches) => matches(issue))
        : (issue) => matchers.some((matches) => matches(issue));
    }
  }
};

const OPPOSITE: Readonly<Record<Operator, Operator>> = {
  '=': '!=',
  '!=': '=',
  '~': '!~',
  '!~': '~',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
};

const compileComparison = (comparison: Comparison, site: JiraSite, errors: string[]): Matcher => {
  const { operator, operand } = comparison;
  const field = FIELDS.get(comparison.field.toLowerCase());
  const refuse = (message: string): Matcher => {
    errors.push(message);
    return () => false;
  };
  if (field === undefined) {
    return refuse(`Field '${comparison.field}' does not exist or you do not have permission to view it.`);
  }
  if (!field.operators.includes(operator)) {
    return refuse(`The operator '${operator}' is not supported by the '${comparison.field}' field.`);
  }
  const operands = operand.kind === 'list' ? operand.operands : [operand];
  if (operand.kind === 'list' && !operator.endsWith('in')) {
    return refuse(`Operator '${operator}' does not support the non-list value given for field '${comparison.field}'.`);
  }
  const badFunction = operands.find((part) => part.kind === 'function' && !isNow(field, part));
  if (badFunction?.kind === 'function') return refuse(`Unable to find JQL function '${badFunction.name}()'.`);
  switch (field.type) {
    case 'choice':
      return choiceMatcher(field, comparison, operands, site, errors);
    case 'date':
      return dateMatcher(field, comparison, operands, site, errors);
    case 'text':
      return textFieldMatcher(field, operator, operands);
  }
};

const isNow = (field: Field, operand: Operand): boolean =>
  field.type === 'date' &&
  operand.kind === 'function' &&
  operand.name.toLowerCase() === 'now' &&
  operand.args.length === 0;

const choiceMatcher = (
  field: FieldOf<'choice'>,
  { operator, field: asked }: Comparison,
  operands: readonly Operand[],
  site: JiraSite,
  errors: string[],
): Matcher => {
  const known = field.known?.(site);
  const values = operands.flatMap((operand) => (operand.kind === 'value' ? [operand.text] : []));
  for (const value of values) {
    if (known === undefined || known.some((spellings) => isSpelt(spellings, value))) continue;
    errors.push(field.unknown?.(value) ?? `The value '${value}' does not exist for the field '${asked}'.`);
  }
  const asksEmpty =
    operands.some(({ kind }) => kind === 'empty') || (field.name === 'resolution' && isUnresolved(values));
  const has: Matcher = (issue) => {
    const own = field.of(issue);
    return own.length === 0 ? asksEmpty : own.some((spellings) => values.some((value) => isSpelt(spellings, value)));
  };
  switch (operator) {
    case '=':
    case 'in':
    case 'is':
      return has;
    case '!=':
    case 'not in':
    case 'is not':
      return (issue) => field.of(issue).length > 0 && !has(issue);
    default:
      return rankMatcher(field, operator, values);
  }
};

const isSpelt = (spellings: readonly string[], value: string): boolean =>
  spellings.some((spelling) => spelling.toLowerCase() === value.toLowerCase());

const isUnresolved = (values: readonly string[]): boolean =>
  values.some((value) => value.toLowerCase() === 'unresolved');

const rankMatcher = (field: FieldOf<'choice'>, operator: Operator, values: readonly string[]): Matcher => {
  const limit = field.rank?.(values[0] ?? '') ?? Number.NaN;
  // Keys of different projects have no order.
  const project = field.name === 'key' ? keyProject(values[0] ?? '') : '';
  return (issue) => {
    const [own] = field.of(issue)[0] ?? [];
    if (own === undefined || (project !== '' && keyProject(own) !== project)) return false;
    return holds(operator, field.rank?.(own) ?? Number.NaN, limit);
  };
};

const keyProject = (key: string): string => key.slice(0, key.lastIndexOf('-')).toUpperCase();

const dateMatcher = (
  field: FieldOf<'date'>,
  { operator, field: asked }: Comparison,
  operands: readonly Operand[],
  site: JiraSite,
  errors: string[],
): Matcher => {
  const limits = operands.flatMap((operand) => {
    if (operand.kind === 'function') return [site.nowMs];
    if (operand.kind !== 'value') return [];
    const ms = jqlDateMs(operand.text, site.nowMs);
    if (ms === undefined) errors.push(invalidDate(operand.text, asked));
    return ms === undefined ? [] : [ms];
  });
  switch (operator) {
    case 'in':
    case '=':
      return (issue) => limits.includes(field.of(issue));
    case 'not in':
    case '!=':
      return (issue) => !limits.includes(field.of(issue));
    case 'is':
      return () => false;
    case 'is not':
      return () => true;
    default:
      return (issue) => holds(operator, field.of(issue), limits[0] ?? Number.NaN);
  }
};

const textFieldMatcher = (field: FieldOf<'text'>, operator: Operator, operands: readonly Operand[]): Matcher => {
  const isNegative = operator === '!~' || operator === 'is not';
  const [operand] = operands;
  const contains = operand?.kind === 'value' ? textMatcher(operand.text) : (text: string) => text.trim() === '';
  return (issue) => contains(field.of(issue)) !== isNegative;
};

const holds = (operator: Operator, own: number, limit: number): boolean => {
  switch (operator) {
    case '<':
      return own < limit;
    case '<=':
      return own <= limit;
    case '>':
      return own > limit;
    case '>=':
      return own >= limit;
    default:
      return false;
  }
};

const compareBy = (field: Field, a: JiraIssue, b: JiraIssue): number => {
  if (field.type === 'date') return field.of(a) - field.of(b);
  if (field.type === 'text') return field.of(a).localeCompare(field.of(b));
  const [ofA = '', ofB = ''] = [field.of(a)[0]?.[0], field.of(b)[0]?.[0]];
  if (field.name === 'key') {
    return keyProject(ofA).localeCompare(keyProject(ofB)) || (field.rank?.(ofA) ?? 0) - (field.rank?.(ofB) ?? 0);
  }
  return field.rank === undefined ? ofA.localeCompare(ofB) : field.rank(ofA) - field.rank(ofB);
};
