import type { z } from 'zod';
import { configSchema, type Config } from './config-schema.ts';
import { nearestWord } from './nearest-word.ts';
import type { ParsedYaml, Path, Position } from './parse-yaml.ts';
import { keysAt } from './schema-keys.ts';
import { ruleFaults } from './config-rules.ts';

export interface ConfigFault {
  readonly position: Position;
  /** `teams[0].schedule.cron`; empty for the file as a whole. */
  readonly path: string;
  /** What was found and what is allowed; never a secret. */
  readonly message: string;
}

export type CheckedConfig =
  | { readonly config: Config; readonly faults: readonly [] }
  | { readonly config: null; readonly faults: readonly ConfigFault[] };

/** All that is wrong at once, in the order of the file. */
export const checkConfig = (yaml: ParsedYaml): CheckedConfig => {
  if (yaml.faults.length > 0)
    return { config: null, faults: inOrder(yaml.faults.map((fault) => ({ path: '', ...fault }))) };
  const parsed = configSchema.safeParse(yaml.value, { reportInput: true });
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => describe(issue, yaml))),
    ...ruleFaults(yaml.value).map(({ path, message }) => ({
      position: yaml.locate(path),
      path: pathText(path),
      message,
    })),
  ];
  if (parsed.success && faults.length === 0) return { config: parsed.data, faults: [] };
  return { config: null, faults: inOrder(faults) };
};

const inOrder = (faults: readonly ConfigFault[]): readonly ConfigFault[] =>
  faults.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);

const describe = (issue: z.core.$ZodIssue, yaml: ParsedYaml): ConfigFault[] => {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, yaml));
  const message = isMissing(issue) ? missingText(path) : `${found(path, issue.input)}; ${allowed(issue)}`;
  return [{ position: yaml.locate(path), path: pathText(path), message }];
};

const isMissing = (issue: z.core.$ZodIssue): boolean => issue.code === 'invalid_type' && issue.input === undefined;

const missingText = (path: Path): string => `"${path.at(-1) ?? 'teams'}" is missing`;

const unknownKey = (path: Path, key: string, yaml: ParsedYaml): ConfigFault => {
  const keys = keysAt(configSchema, path);
  const nearest = nearestWord(key, keys);
  const suggestion = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return {
    position: yaml.locateKey(path, key),
    path: pathText([...path, key.slice(0, MAX_ECHO)]),
    message: `unknown key; allowed: ${keys.join(', ')}.${suggestion}`,
  };
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
};

const allowed = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_type' && !issue.message.startsWith('allowed: ')) {
    const isQuotable = issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input);
    return `allowed: ${TYPE_WORDS[issue.expected] ?? issue.expected}${isQuotable ? '; put it in quotes' : ''}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const nearest = typeof issue.input === 'string' ? nearestWord(issue.input, values) : null;
    return `allowed: ${values.join(', ')}${nearest === null ? '' : `. Did you mean "${nearest}"?`}`;
  }
  return issue.message;
};

const MAX_ECHO = 60;
/** What stands under these may be a secret that was written in the wrong place. */
const UNSPOKEN = new Set(['connections', 'store']);
const SPOKEN = new Set([
  'api',
  'region',
  'timeoutSeconds',
  'queryBudgetSeconds',
  'maxConcurrentQueries',
  'maxInputTokens',
]);

const found = (path: Path, input: unknown): string => {
  if (input === null) {
    const isComment = path.at(-1) === 'channel' ? '; # begins a comment unless it is in quotes' : '';
    return `found nothing${isComment}`;
  }
  if (Array.isArray(input)) return `found a list${input.length === 0 ? ' without entries' : ''}`;
  if (typeof input === 'object') return 'found a block of keys';
  const isSpoken = !UNSPOKEN.has(String(path[0])) || SPOKEN.has(String(path.at(-1)));
  if (typeof input === 'string') {
    return isSpoken ? `found ${JSON.stringify(clip(input))}` : `found a text of ${input.length} characters (not shown)`;
  }
  return isSpoken ? `found ${typeof input === 'number' ? input : JSON.stringify(input)}` : `found a ${typeof input}`;
};

const clip = (text: string): string => (text.length > MAX_ECHO ? `${text.slice(0, MAX_ECHO)}…` : text);

/** `teams[0].schedule.cron` */
const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
