import { resolveRef, typesOf, type JsonSchema } from './json-schema.ts';

/** https://developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas"; February 2026. */
const MAX_LEVELS = 10;
const MAX_PROPERTIES = 5_000;
const MAX_ENUM_VALUES = 1_000;
const MAX_NAME_CHARACTERS = 120_000;
const LARGE_ENUM = { values: 250, characters: 15_000 };

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
const KEYWORDS = new Set(
  (
    '$schema $id $ref $defs definitions type title description enum const anyOf properties required ' +
    'additionalProperties items pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'minItems maxItems'
  ).split(' '),
);
const FORMATS = new Set('date-time time date duration email hostname ipv4 ipv6 uuid'.split(' '));

type Path = readonly string[];

/** What OpenAI would refuse a strict schema for, in its words; null when nothing. */
export const findSchemaFault = (schema: unknown): string | null => {
  if (!isSchema(schema)) return 'schema must be a JSON Schema object.';
  const checker = new Checker(schema);
  return checker.root() ?? checker.limits();
};

class Checker {
  readonly #root: JsonSchema;
  #properties = 0;
  #enumValues = 0;
  #characters = 0;
  #levels = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  root(): string | null {
    if (this.#root.anyOf !== undefined) {
      return inContext([], 'schema must be a JSON Schema of \'type: "object"\', got \'type: "None"\'');
    }
    const types = typesOf(this.#root);
    if (types.length !== 1 || types[0] !== 'object') {
      const found = types.length === 0 ? 'None' : types.join(', ');
      return inContext([], `schema must be a JSON Schema of 'type: "object"', got 'type: "${found}"'`);
    }
    return this.#check(this.#root, [], 0) ?? this.#definitions();
  }

  limits(): string | null {
    if (this.#levels > MAX_LEVELS) return `${this.#levels} levels of nesting exceeds limit of ${MAX_LEVELS}.`;
    if (this.#properties > MAX_PROPERTIES) {
      return `${this.#properties} parameters exceeds limit of ${MAX_PROPERTIES}.`;
    }
    if (this.#enumValues > MAX_ENUM_VALUES) {
      return `${this.#enumValues} enum values exceeds limit of ${MAX_ENUM_VALUES}.`;
    }
    if (this.#characters > MAX_NAME_CHARACTERS) {
      return `${this.#characters} characters of names and values exceeds limit of ${MAX_NAME_CHARACTERS}.`;
    }
    return null;
  }

  #definitions(): string | null {
    for (const kind of ['$defs', 'definitions'] as const) {
      for (const [name, definition] of Object.entries(this.#root[kind] ?? {})) {
        this.#characters += name.length;
        const fault = this.#check(definition, [kind, name], 1);
        if (fault !== null) return fault;
      }
    }
    return null;
  }

  #check(schema: unknown, path: Path, level: number): string | null {
    if (!isSchema(schema)) return inContext(path, 'schema must be an object');
    if (level > 100) return inContext(path, 'schema is nested too deeply');
    const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword));
    if (unknown !== undefined) return inContext(path, `'${unknown}' is not permitted`);
    if (schema.$ref !== undefined) {
      const target = typeof schema.$ref === 'string' ? resolveRef(this.#root, schema.$ref) : undefined;
      return target === undefined
        ? inContext(path, `reference to component '${schema.$ref}' which was not found in the schema`)
        : null;
    }
    if (schema.anyOf !== undefined) return this.#checkBranches(schema.anyOf, path, level);
    const wrongType = typesOf(schema).find((type) => !TYPES.has(type));
    if (wrongType !== undefined) return inContext(path, `'${wrongType}' is not a valid type`);
    if (schema.type === undefined && schema.enum === undefined && schema.const === undefined) {
      return inContext(path, "schema must have a 'type' key");
    }
    return (
      this.#checkValues(schema, path) ?? this.#checkObject(schema, path, level) ?? this.#checkArray(schema, path, level)
    );
  }

  #checkBranches(branches: unknown, path: Path, level: number): string | null {
    if (!Array.isArray(branches) || branches.length === 0) return inContext(path, "'anyOf' must be a non-empty array");
    for (const [index, branch] of branches.entries()) {
      const fault = this.#check(branch, [...path, 'anyOf', String(index)], level);
      if (fault !== null) return fault;
    }
    return null;
  }

  #checkValues({ enum: values, const: constant, format, pattern }: JsonSchema, path: Path): string | null {
    if (typeof constant === 'string') this.#characters += constant.length;
    if (format !== undefined && !FORMATS.has(format)) return inContext(path, `'format' '${format}' is not permitted`);
    if (pattern !== undefined && !isPattern(pattern)) return inContext(path, "'pattern' is not a valid regex");
    if (values === undefined) return null;
    if (!Array.isArray(values) || values.length === 0) return inContext(path, "'enum' must be a non-empty array");
    const characters = values.reduce<number>((sum, value) => sum + String(value).length, 0);
    this.#enumValues += values.length;
    this.#characters += characters;
    return values.length > LARGE_ENUM.values && characters > LARGE_ENUM.characters
      ? inContext(path, `enum with more than ${LARGE_ENUM.values} values exceeds ${LARGE_ENUM.characters} characters`)
      : null;
  }

  #checkObject(schema: JsonSchema, path: Path, level: number): string | null {
    if (!typesOf(schema).includes('object')) return null;
    this.#levels = Math.max(this.#levels, level);
    if (schema.additionalProperties !== false) {
      return inContext(path, "'additionalProperties' is required to be supplied and to be false");
    }
    const properties = schema.properties ?? {};
    const names = Object.keys(properties);
    const fault = requiredFault(names, schema.required);
    if (fault !== null) return inContext(path, fault);
    this.#properties += names.length;
    for (const name of names) {
      this.#characters += name.length;
      const inner = this.#check(properties[name], [...path, 'properties', name], level + 1);
      if (inner !== null) return inner;
    }
    return null;
  }

  #checkArray(schema: JsonSchema, path: Path, level: number): string | null {
    if (!typesOf(schema).includes('array')) return null;
    this.#levels = Math.max(this.#levels, level);
    if (schema.items === undefined) return inContext(path, 'array schema missing items');
    return this.#check(schema.items, [...path, 'items'], level + 1);
  }
}

const requiredFault = (names: readonly string[], required: unknown): string | null => {
  const rule = "'required' is required to be supplied and to be an array including every key in properties.";
  if (!Array.isArray(required)) return names.length === 0 ? null : `${rule} Missing '${names[0]}'`;
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined) return `${rule} Missing '${missing}'`;
  const extra: unknown = required.find((name) => typeof name !== 'string' || !names.includes(name));
  return extra === undefined ? null : `${rule} Extra required key ${JSON.stringify(extra)} supplied`;
};

const inContext = (path: Path, fault: string): string => {
  const context = path.length === 1 ? `('${path[0]}',)` : `(${path.map((step) => `'${step}'`).join(', ')})`;
  return `In context=${context}, ${fault}.`;
};

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPattern = (source: unknown): boolean => {
  try {
    return typeof source === 'string' && new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};
