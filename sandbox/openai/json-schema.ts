/** The part of JSON Schema that structured outputs know. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly description?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export const typesOf = ({ type }: JsonSchema): readonly string[] =>
  type === undefined ? [] : typeof type === 'string' ? [type] : type;

/** What a `$ref` of this schema's root stands for: `#`, `#/$defs/NAME` or `#/definitions/NAME`; undefined when nothing. */
export const resolveRef = (root: JsonSchema, ref: string): JsonSchema | undefined => {
  if (ref === '#') return root;
  const [, kind, name = ''] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(ref) ?? [];
  const definitions = kind === '$defs' ? root.$defs : kind === 'definitions' ? root.definitions : undefined;
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
  return definitions !== undefined && Object.hasOwn(definitions, plain) ? definitions[plain] : undefined;
};
