// node scripts/write-config-schema.ts: writes the JSON Schema of daybrief.yaml from the zod schema.
import { writeFile } from 'node:fs/promises';
import { configJsonSchema } from '../src/config/config-json-schema.ts';

const file = new URL('../schema/daybrief.schema.json', import.meta.url);
await writeFile(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
