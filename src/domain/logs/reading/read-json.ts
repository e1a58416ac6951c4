import { createFieldReader, type Fields } from './read-fields.ts';

const MAX_DEPTH = 3;
const MAX_FIELDS = 200;

const reader = createFieldReader();

/** The fields of a JSON object, nested ones by their dotted names; null when the text is no object. The answer is reused. */
export const readJson = (text: string): Fields | null => {
  const value = parse(text);
  if (value === null) return null;
  reader.begin();
  setFields(value, '', 0, MAX_FIELDS);
  reader.fields.message ??= reader.fields.errorMessage ?? textOf(value);
  return reader.fields;
};

/** Returns how many more fields may be read. */
const setFields = (value: Nested, prefix: string, depth: number, atMost: number): number => {
  let left = atMost;
  for (const key in value) {
    const field = value[key];
    const name = prefix === '' ? key : `${prefix}.${key}`;
    reader.set(name, field);
    left -= 1;
    if (left > 0 && isNested(field, depth)) left = setFields(field, name, depth + 1, left);
    if (left <= 0) return 0;
  }
  return left;
};

/** An object without a message is shown as its fields in the order of their names, as writers differ in theirs. */
const textOf = (value: Nested): string => {
  const pairs: string[] = [];
  addPairs(value, '', 0, pairs);
  return pairs.sort().join(' ');
};

const addPairs = (value: Nested, prefix: string, depth: number, pairs: string[]): void => {
  for (const key in value) {
    const field = value[key];
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean') {
      pairs.push(`${name}=${field}`);
    } else if (isNested(field, depth)) addPairs(field, name, depth + 1, pairs);
    if (pairs.length >= MAX_FIELDS) return;
  }
};

/** Deep nesting overflows the parser's stack; that too is a text like any other. */
const parse = (text: string): Nested | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Nested) : null;
  } catch {
    return null;
  }
};

/** Parsed JSON has own properties only. */
type Nested = Readonly<Record<string, unknown>>;

const isNested = (field: unknown, depth: number): field is Nested =>
  depth < MAX_DEPTH && typeof field === 'object' && field !== null && !Array.isArray(field);
