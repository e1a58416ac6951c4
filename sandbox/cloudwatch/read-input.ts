import type { z } from 'zod';
import { AwsError } from './aws-error.ts';

/** Checks an operation's input against its shape; a violation is what the service says of it. Throws AwsError. */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    (issue) => `Value at '${issue.path.join('.')}' failed to satisfy constraint: ${issue.message}`,
  );
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected`;
  throw new AwsError('InvalidParameterException', `${count}: ${issues.join('; ')}`);
}

/** A cursor is opaque: whoever builds one by hand is told so. */
export function encodeToken(prefix: string, position: number): string {
  return Buffer.from(`${prefix}|${position}`).toString('base64url');
}

/** The position that a token of that prefix holds; 0 without a token. Throws AwsError for a foreign one. */
export function decodeToken(prefix: string, token: string | undefined): number {
  if (token === undefined) return 0;
  const [foundPrefix, position] = Buffer.from(token, 'base64url').toString().split('|');
  if (foundPrefix !== prefix || !/^\d+$/.test(position ?? '')) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  }
  return Number(position);
}
