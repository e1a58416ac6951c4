import { AwsError } from './aws-error.ts';
import type { EventRow } from './event-row.ts';
import { compareValues } from './value.ts';

const TERM = /\s*([?-]?)("(?:\\.|[^"\\])*"|[^\s"]+)/y;
const SELECTOR = /^\{\s*\$\.([\w.@-]+)\s*(=|!=|<|>|<=|>=)\s*("(?:[^"\\]|\\.)*"|[\w.*-]+)\s*\}$/;

/** Compiles a filter pattern of FilterLogEvents: terms, "phrases", ?optional, -excluded, or `{ $.field = value }`. */
export function compileFilterPattern(pattern: string): (row: EventRow) => boolean {
  const trimmed = pattern.trim();
  return trimmed.startsWith('{') ? compileSelector(trimmed) : compileTerms(trimmed);
}

function compileTerms(pattern: string): (row: EventRow) => boolean {
  const terms: Record<'' | '?' | '-', string[]> = { '': [], '?': [], '-': [] };
  for (TERM.lastIndex = 0; TERM.lastIndex < pattern.length;) {
    const match = TERM.exec(pattern);
    if (!match) throw invalid(pattern);
    const sign = match[1] === '?' || match[1] === '-' ? match[1] : '';
    terms[sign].push(unquoted(match[2] ?? ''));
  }
  return (row) => {
    const message = row.line?.message ?? '';
    const has = (term: string): boolean => message.includes(term);
    const isWanted = terms[''].every(has) && (terms['?'].length === 0 || terms['?'].some(has));
    return isWanted && !terms['-'].some(has);
  };
}

function compileSelector(pattern: string): (row: EventRow) => boolean {
  const match = SELECTOR.exec(pattern);
  if (!match) throw invalid(pattern);
  const [, field = '', operator, text = ''] = match;
  const wanted = unquoted(text);
  return (row) => {
    const value = row.get(field);
    if (value === undefined) return false;
    const order = compareValues(value, wanted);
    if (operator === '=') return order === 0;
    if (operator === '!=') return order !== 0;
    return operator?.startsWith('<') === true ? order < Number(operator === '<=') : order > -Number(operator === '>=');
  };
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

function invalid(pattern: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid filter pattern: ${pattern}`);
}
