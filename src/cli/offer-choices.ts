import { connectAdapters } from '../assemble.ts';
import { parseConfig } from '../config/load-config.ts';
import { toDaybriefError } from '../domain/daybrief-error.ts';
import type { Choice } from '../ports.ts';
import { CONNECTIONS } from './diagnose-all.ts';
import type { Terminal } from './terminal.ts';

export type OfferedConnection = 'jira' | 'github' | 'cloudwatch' | 'slack';

/** What an account can see, or why nobody asked it. */
export type Offer =
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'not-configured' }
  | { readonly kind: 'failed'; readonly message: string };

const TIMEOUT_MS = 20_000;

/** Asks each connection of a configuration for what it has to offer, by the credentials in the environment. */
export const offerChoices = async (
  template: string,
  names: readonly OfferedConnection[],
  terminal: Terminal,
): Promise<ReadonlyMap<OfferedConnection, Offer>> => {
  const offers = names.map(async (name) => [name, await offerOf(template, name, terminal)] as const);
  return new Map(await Promise.all(offers));
};

const offerOf = async (
  template: string,
  name: OfferedConnection,
  { env, clock, interrupted }: Terminal,
): Promise<Offer> => {
  if (name === 'cloudwatch' && !hasAwsCredentials(env)) return { kind: 'not-configured' };
  try {
    const full = parseConfig(template, 'the new configuration');
    const config = { ...full, connections: { [name]: full.connections[name] } };
    const adapters = await connectAdapters({ config: { path: '', directory: '', config }, env, clock });
    const adapter = adapters[CONNECTIONS[name].adapter];
    if (adapter === null) return { kind: 'not-configured' };
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(TIMEOUT_MS)]);
    return { kind: 'choices', choices: await adapter.choices({ signal, heartbeat: () => undefined }) };
  } catch (thrown) {
    return { kind: 'failed', message: toDaybriefError(thrown).message };
  }
};

/** Without any, the AWS SDK would look for a machine's role at an address that nobody answers. */
const hasAwsCredentials = (env: Terminal['env']): boolean =>
  ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'].some(
    (name) => Boolean(env[name]),
  );
