import { z } from 'zod';
import { configSchema } from './config-schema.ts';

/** JSON Schema (draft 7, which editors know best) of daybrief.yaml as it is written: what has a default is optional. */
export const configJsonSchema = (): Record<string, unknown> => {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  return { $schema, title: 'daybrief.yaml', ...schema };
};
