import type { Clause, JqlQuery, Operand } from './jql-parser.ts';

/** A parsed query as /jql/parse shows it. */
export const describeQuery = ({ where, orderBy }: JqlQuery): object => ({
  ...(where === null ? {} : { where: describeClause(where) }),
  ...(orderBy.length === 0 ? {} : { orderBy: { fields: orderBy.map(describeSort) } }),
});

const describeSort = ({ field, direction }: JqlQuery['orderBy'][number]): object => ({
  field: { name: field, encodedName: encode(field) },
  ...(direction === null ? {} : { direction }),
});

const describeClause = (clause: Clause): object => {
  switch (clause.kind) {
    case 'comparison':
      return {
        field: { name: clause.field, encodedName: encode(clause.field) },
        operator: clause.operator,
        operand: describeOperand(clause.operand),
      };
    case 'not':
      return { operator: 'not', clauses: [describeClause(clause.clause)] };
    case 'and':
    case 'or':
      return { operator: clause.kind, clauses: clause.clauses.map(describeClause) };
  }
};

const describeOperand = (operand: Operand): object => {
  switch (operand.kind) {
    case 'empty':
      return { keyword: 'empty' };
    case 'value':
      return { value: operand.text, encodedValue: encode(operand.text) };
    case 'function':
      return { function: operand.name, arguments: operand.args };
    case 'list':
      return { values: operand.operands.map(describeOperand) };
  }
};

const encode = (text: string): string =>
  /^[A-Za-z0-9_-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
