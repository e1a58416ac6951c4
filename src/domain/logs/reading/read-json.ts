import { createFieldReader, type Fields } from './read-fields.ts';

const MAX_DEPTH = 3;
const MAX_FIELDS = 200;

/** The fields of a JSON object, nested ones by their dotted names; null when the text is no object. */
export const readJson = (text: string): Fields | null => {
  const value = parse(text);
  if (value === null) return null;
  const reader = createFieldReader();
  const seen: string[] = [];
  walk(value, '', 0, (name, field) => {
    reader.set(name, field);
    if (typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean')
      seen.push(`${name}=${String(field)}`);
    return seen.length < MAX_FIELDS;
  });
  // An object without a message is shown as its fields, in their order of names: writers differ in theirs.
  reader.fields.message ??= reader.fields.errorMessage ?? seen.sort().join(' ');
  return reader.fields;
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
  for (const [key, field] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (!visit(name, field)) return false;
    const nested = typeof field === 'object' && field !== null && !Array.isArray(field);
    if (nested && depth < MAX_DEPTH && !walk(field as object, name, depth + 1, visit)) return false;
  }
  return true;
};
