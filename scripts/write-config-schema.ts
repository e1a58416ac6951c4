// node scripts/write-config-schema.ts: writes the JSON Schema of daybrief.yaml, and the tables of docs/configuration.md,
// from the zod schema. oxfmt formats both afterwards.
import { readFile, writeFile } from 'node:fs/promises';
import { configJsonSchema } from '../src/config/config-json-schema.ts';
import { withReference } from './config-reference.ts';

const schemaFile = new URL('../schema/daybrief.schema.json', import.meta.url);
const docsFile = new URL('../docs/configuration.md', import.meta.url);
const schema = configJsonSchema();
await writeFile(schemaFile, `${JSON.stringify(schema, null, 2)}\n`);
await writeFile(docsFile, withReference(await readFile(docsFile, 'utf8'), schema));
