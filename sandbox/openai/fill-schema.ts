import { clipText } from './case-notes.ts';
import { flagFor, listFor, numberFor, scopesFor, textFor, type Scope } from './field-values.ts';
import { resolveRef, typesOf, type JsonSchema } from './json-schema.ts';
import { badRequest } from './openai-error.ts';
import { limitIn } from './read-prompt.ts';

/** Schemas may contain themselves; from here on lists stay empty and nullable values null. */
const DEEP = 24;

/** A value of the schema that says what the scope has to say. Throws OpenAiRefusal for a schema without a value. */
export const fillSchema = (root: JsonSchema, scope: Scope): unknown => new Filler(root).value(root, 'answer', scope, 0);

class Filler {
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  value(given: JsonSchema, name: string, scope: Scope, depth: number): unknown {
    if (depth > 4 * DEEP) throw unfillable(name, 'it never ends');
    const schema = this.#resolve(given, name);
    const branch = this.#branch(schema, name, scope, depth);
    if (branch === null) return null;
    if (branch !== schema) return this.value(branch, name, scope, depth + 1);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return chosen(schema.enum, name, scope, schema.description ?? '');
    switch (typesOf(schema).find((type) => type !== 'null')) {
      case 'object':
        return this.#object(schema, scope, depth);
      case 'array':
        return this.#array(schema, name, scope, depth);
      case 'number':
      case 'integer':
        return withinBounds(numberFor(name, scope), schema);
      case 'boolean':
        return flagFor(name, scope);
      case 'string':
        return text(schema, name, scope);
      default:
        return null;
    }
  }

  #resolve(schema: JsonSchema, name: string): JsonSchema {
    let resolved = schema;
    for (let steps = 0; resolved.$ref !== undefined; steps++) {
      const target = resolveRef(this.#root, resolved.$ref);
      if (target === undefined || steps > 20) throw unfillable(name, `${resolved.$ref} leads nowhere`);
      resolved = target;
    }
    return resolved;
  }

  /** The schema itself, one of its alternatives, or null where that is allowed and right. */
  #branch(schema: JsonSchema, name: string, scope: Scope, depth: number): JsonSchema | null {
    const branches = schema.anyOf?.map((branch) => this.#resolve(branch, name));
    const isNullable =
      typesOf(schema).includes('null') || branches?.some((branch) => typesOf(branch).includes('null')) === true;
    if (isNullable && (depth > DEEP || isSilent(schema, branches, name, scope))) return null;
    return branches?.find((branch) => typesOf(branch).join() !== 'null') ?? schema;
  }

  #object({ properties = {} }: JsonSchema, scope: Scope, depth: number): object {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.value(schema, name, scope, depth + 1)]),
    );
  }

  #array(schema: JsonSchema, name: string, scope: Scope, depth: number): unknown[] {
    const { items = {}, minItems = 0, maxItems = Infinity } = schema;
    const item = this.#resolve(items, name);
    const isText = item.enum === undefined && typesOf(item).includes('string');
    const values: unknown[] =
      depth > DEEP
        ? []
        : isText
          ? listFor(name, scope).map((value) => fitted(value, item, name))
          : scopesFor(name, scope).map((inner) => this.value(item, name, inner, depth + 1));
    while (values.length < minItems) values.push(this.value(item, name, scope, depth + 1));
    return values.slice(0, maxItems);
  }
}

/** True when the only honest value is that there is none. */
const isSilent = (
  schema: JsonSchema,
  branches: readonly JsonSchema[] | undefined,
  name: string,
  scope: Scope,
): boolean => {
  const isText = [schema, ...(branches ?? [])].some(
    (branch) => typesOf(branch).includes('string') && branch.enum === undefined,
  );
  return isText && textFor(name, schema.description ?? '', scope) === null;
};

const text = (schema: JsonSchema, name: string, scope: Scope): string => {
  const said = textFor(name, schema.description ?? '', scope) ?? '';
  return fitted(clipText(said, Math.min(limitIn(scope.instructions, name), 2_000)), schema, name);
};

const SAMPLES: Readonly<Record<string, string>> = {
  'date-time': '1970-01-01T00:00:00Z',
  date: '1970-01-01',
  time: '00:00:00Z',
  duration: 'PT0S',
  email: 'nobody@example.com',
  hostname: 'localhost',
  ipv4: '127.0.0.1',
  ipv6: '::1',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** A text of the asked form; the prompt rarely holds one, so formats get a plain sample. */
const fitted = (value: string, { format, pattern }: JsonSchema, name: string): string => {
  const candidate = format === undefined ? value : (SAMPLES[format] ?? value);
  if (pattern === undefined) return candidate;
  const expression = new RegExp(pattern, 'u');
  const found = [candidate, ...candidate.split(/\s+/), '', '0', 'a', 'A-1', '1970-01-01'].find((part) =>
    expression.test(part),
  );
  if (found === undefined) throw unfillable(name, `it has no text that matches ${pattern}`);
  return found;
};

/** The value that the verdict or the case's own words name; else the first, or the last that means "other". */
const chosen = (values: readonly unknown[], name: string, scope: Scope, description: string): unknown => {
  const said = (textFor(name, description, scope) ?? '').toLowerCase();
  const exact = values.find((value) => String(value).toLowerCase() === said);
  if (exact !== undefined) return exact;
  const severity = scope.current?.verdict.severity;
  if (
    severity !== undefined &&
    values.some((value) => String(value).toLowerCase() === severity) &&
    /sever|prior|urgen|level/i.test(name)
  ) {
    return values.find((value) => String(value).toLowerCase() === severity);
  }
  const named = values.find(
    (value) => typeof value === 'string' && said.includes(value.toLowerCase().replaceAll('_', ' ')),
  );
  return named ?? values.find((value) => /^(other|unknown|none)$/i.test(String(value))) ?? values[0];
};

const withinBounds = (value: number, schema: JsonSchema): number => {
  const step = schema.multipleOf ?? (typesOf(schema).includes('integer') ? 1 : undefined);
  const gap = step ?? 1e-6;
  const least = Math.max(
    schema.minimum ?? -Infinity,
    schema.exclusiveMinimum === undefined ? -Infinity : schema.exclusiveMinimum + gap,
  );
  const most = Math.min(
    schema.maximum ?? Infinity,
    schema.exclusiveMaximum === undefined ? Infinity : schema.exclusiveMaximum - gap,
  );
  const bounded = Math.min(most, Math.max(least, value));
  if (step === undefined) return bounded;
  const down = Math.floor(bounded / step) * step;
  return down < least ? Math.ceil(least / step) * step : down;
};

const unfillable = (name: string, found: string): Error =>
  badRequest(`The sandbox's model can't fill '${name}': ${found}.`, 'unsupported_value', 'text.format.schema');
