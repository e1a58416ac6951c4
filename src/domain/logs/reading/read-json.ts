import { createFieldReader, type Fields } from './read-fields.ts';

const MAX_DEPTH = 3;
const MAX_FIELDS = 200;

const reader = createFieldReader();

/** The fields of a JSON object, nested ones by their dotted names; null when the text is no object. The answer is reused. */
export const readJson = (text: string): Fields | null => {
  const value = parse(text);
  if (value === null) return null;
  reader.begin();
  let left = MAX_FIELDS;
  walk(value, '', 0, (name, field) => {
    reader.set(name, field);
    left -= 1;
    return left > 0;
  });
  reader.fields.message ??= reader.fields.errorMessage ?? textOf(value);
  return reader.fields;
};

/** An object without a message is shown as its fields in the order of their names, as writers differ in theirs. */
const textOf = (value: object): string => {
  const pairs: string[] = [];
  walk(value, '', 0, (name, field) => {
    if (typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean')
      pairs.push(`${name}=${field}`);
    return pairs.length < MAX_FIELDS;
  });
  return pairs.sort().join(' ');
};

/** Deep nesting overflows the parser's stack; that too is a text like any other. */
const parse = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

const walk = (
  value: object,
  prefix: string,
  depth: number,
  visit: (name: string, field: unknown) => boolean,
): boolean => {
  for (const key of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key];
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (!visit(name, field)) return false;
    const nested = depth < MAX_DEPTH && typeof field === 'object' && field !== null && !Array.isArray(field);
    if (nested && !walk(field, name, depth + 1, visit)) return false;
  }
  return true;
};
