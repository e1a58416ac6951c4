import { DaybriefError, toDaybriefError } from '../domain/daybrief-error.ts';
import type { SecretSource } from '../ports.ts';
import type { Config } from './config-schema.ts';
import type { ConnectionName, ConnectionsConfig } from './connections-schema.ts';
import { emailFault, regionFault } from './field-schemas.ts';
import { isReference, referenceKey } from './secret-reference.ts';
import { urlFault } from './url-fault.ts';

/** A connection with its secrets in place, or why there is none. */
export type Resolved<Value> =
  | { readonly kind: 'ready'; readonly settings: Value }
  /** Absent from the file, or none of the variables that it names is set. */
  | { readonly kind: 'not-configured'; readonly reason: string }
  /** Only some of its variables are set, or one holds what can't be used. */
  | { readonly kind: 'invalid'; readonly error: DaybriefError };

type Settings<Name extends ConnectionName> = NonNullable<ConnectionsConfig[Name]>;

/** Holds secrets: never print or log it. */
export type Connections = { readonly [Name in ConnectionName]: Resolved<Settings<Name>> };

/** Replaces the references by what they stand for. Throws nothing: each connection carries its own error. */
export const resolveConnections = async (config: Config, secrets: SecretSource): Promise<Connections> => {
  const { jira, github, cloudwatch, slack, openai } = config.connections;
  return {
    jira: await resolveOne('jira', jira, secrets),
    github: await resolveOne('github', github, secrets),
    cloudwatch: await resolveOne('cloudwatch', cloudwatch, secrets),
    slack: await resolveOne('slack', slack, secrets),
    openai: await resolveOne('openai', openai, secrets),
  };
};

/** The settings; null when it isn't configured. Throws its error when it is configured wrongly. */
export const readyOrNull = <Value>(resolved: Resolved<Value>): Value | null => {
  if (resolved.kind === 'invalid') throw resolved.error;
  return resolved.kind === 'ready' ? resolved.settings : null;
};

const resolveOne = async <Value extends object>(
  name: ConnectionName,
  settings: Value | undefined,
  secrets: SecretSource,
): Promise<Resolved<Value>> => {
  if (settings === undefined) return { kind: 'not-configured', reason: `the file has no connections.${name}` };
  const entries: [string, unknown][] = [];
  const missing: { readonly field: string; readonly reference: string }[] = [];
  let references = 0;
  try {
    for (const [field, value] of Object.entries(settings)) {
      if (typeof value !== 'string' || !isReference(value)) {
        entries.push([field, value]);
        continue;
      }
      references++;
      const found = await valueOf(secrets, value);
      if (found === null) missing.push({ field: `connections.${name}.${field}`, reference: value });
      else entries.push([field, checked(`connections.${name}.${field}`, field, value, found)]);
    }
  } catch (thrown) {
    return { kind: 'invalid', error: toDaybriefError(thrown) };
  }
  if (missing.length === 0) return { kind: 'ready', settings: Object.fromEntries(entries) as Value };
  if (missing.length === references) return { kind: 'not-configured', reason: unset(missing) };
  return { kind: 'invalid', error: halfSet(name, missing) };
};

const valueOf = async (secrets: SecretSource, reference: string): Promise<string | null> => {
  try {
    return await secrets.resolve(referenceKey(reference));
  } catch (thrown) {
    if (thrown instanceof DaybriefError && thrown.code === 'NotConfigured') return null;
    throw thrown;
  }
};

const unset = (missing: readonly { readonly reference: string }[]): string => {
  const names = missing.map(({ reference }) => referenceKey(reference).replace(/^env:/, ''));
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not set`;
};

const halfSet = (
  name: ConnectionName,
  missing: readonly { readonly field: string; readonly reference: string }[],
): DaybriefError =>
  new DaybriefError(
    'NotConfigured',
    `connections.${name} is set in part: ${missing.map(({ field, reference }) => `${field} needs ${reference}, which is not set`).join('; ')}. ` +
      'Set it, or unset the others: a connection without any of its variables is left out of the brief.',
  );

const FAULT_BY_FIELD: Readonly<Record<string, (value: string) => string | null>> = {
  baseUrl: urlFault,
  siteUrl: urlFault,
  endpoint: urlFault,
  region: regionFault,
  email: emailFault,
};

const checked = (where: string, field: string, reference: string, value: string): string => {
  const fault = FAULT_BY_FIELD[field]?.(value) ?? null;
  if (fault === null) return value;
  throw new DaybriefError('InvalidConfig', `${where} (${reference}) can't be used: ${fault}.`);
};
