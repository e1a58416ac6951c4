import { z } from 'zod';
import type { Path } from './parse-yaml.ts';

/** Keys that the schema allows at a path; empty where it expects no object. */
export const keysAt = (schema: z.ZodType, path: Path): readonly string[] => {
  let current: z.ZodType | undefined = unwrapped(schema);
  for (const step of path) {
    current = current === undefined ? undefined : childOf(current, step);
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
};

const childOf = (schema: z.ZodType, step: string | number): z.ZodType | undefined => {
  if (schema instanceof z.ZodArray) return unwrapped(schema.element as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return undefined;
  const child: unknown = Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined;
  return child instanceof z.ZodType ? unwrapped(child) : undefined;
};

const unwrapped = (schema: z.ZodType): z.ZodType => {
  let current = schema;
  while (current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault) {
    current = current.unwrap() as z.ZodType;
  }
  return current;
};
