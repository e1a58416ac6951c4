import type { JsonSchema } from './json-schema.ts';

/** One table for each block of keys, in the order of the schema. */
export const configReference = (schema: JsonSchema): string =>
  blocksOf(schema, '', '')
    .map(({ path, description, rows }) =>
      [
        `### \`${path}\``,
        ...(description === '' ? [] : [description]),
        ['| key | value | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n'),
      ].join('\n\n'),
    )
    .join('\n\n');

interface Block {
  readonly path: string;
  readonly description: string;
  readonly rows: readonly string[];
}

const blocksOf = (schema: JsonSchema, path: string, description: string): Block[] => {
  const entries = Object.entries(schema.properties ?? {});
  const own = {
    path: path === '' ? 'daybrief.yaml' : path,
    description,
    rows: entries.map((entry) => rowOf(entry, schema)),
  };
  const inner = entries.flatMap(([key, property]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (property.properties !== undefined) return blocksOf(property, at, property.description ?? '');
    const { items } = property;
    return items?.properties === undefined ? [] : blocksOf(items, `${at}[]`, property.description ?? '');
  });
  return entries.length === 0 ? inner : [own, ...inner];
};

const rowOf = ([key, property]: readonly [string, JsonSchema], { required = [] }: JsonSchema): string => {
  const shown = required.includes(key) ? '**required**' : defaultOf(property);
  return `| \`${key}\` | ${valueOf(property)} | ${shown} | ${(property.description ?? '').replaceAll('|', String.raw`\|`)} |`;
};

const defaultOf = ({ default: value }: JsonSchema): string => {
  if (Array.isArray(value)) return value.map((entry) => `\`${String(entry)}\``).join(', ');
  if (typeof value === 'object' || value === undefined) return '';
  return `\`${JSON.stringify(value).replaceAll('"', '')}\``;
};

const valueOf = (property: JsonSchema): string => {
  if (property.enum !== undefined) return property.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (property.type === 'array') return property.items?.properties === undefined ? 'list' : 'list of blocks';
  if (property.properties !== undefined) return 'block';
  if (property.type === 'string') return isReferenceOnly(property) ? 'reference' : 'text';
  if (property.type === 'boolean') return '`true`, `false`';
  const { minimum, maximum } = property;
  const range =
    minimum === undefined || maximum === undefined ? '' : ` ${minimum} to ${maximum.toLocaleString('en-US')}`;
  return `${property.type === 'integer' ? 'whole number' : 'number'}${range}`;
};

const isReferenceOnly = ({ pattern = '' }: JsonSchema): boolean => pattern.includes('secret:');

const MARKS = ['<!-- reference: written by scripts/write-config-schema.ts -->', '<!-- end of reference -->'] as const;

/** The page with the tables between its marks written anew. Throws an Error when a mark is missing. */
export const withReference = (page: string, schema: JsonSchema): string => {
  const [begin, end] = MARKS.map((mark) => page.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`docs/configuration.md must hold "${MARKS[0]}" and, after it, "${MARKS[1]}".`);
  }
  return `${page.slice(0, begin + MARKS[0].length)}\n\n${configReference(schema)}\n\n${page.slice(end)}`;
};
