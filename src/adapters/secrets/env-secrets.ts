import { DaybriefError } from '../../domain/daybrief-error.ts';
import type { SecretSource } from '../../ports.ts';

const PREFIX = 'env:';

/** Secrets from environment variables. An empty variable counts as unset: Compose passes those that the host lacks so. */
export const createEnvSecrets = (env: Readonly<Record<string, string | undefined>>): SecretSource => ({
  resolve: async (reference) => {
    if (!reference.startsWith(PREFIX)) {
      throw new DaybriefError(
        'InvalidConfig',
        `The secret ${reference} is kept where this version can't read; allowed: env:NAME, an environment variable.`,
      );
    }
    const name = reference.slice(PREFIX.length);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new DaybriefError('InvalidConfig', `"${name.slice(0, 80)}" can't be the name of an environment variable.`);
    }
    const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    if (value === undefined || value === '') {
      throw new DaybriefError('NotConfigured', `The environment variable ${name} is not set.`);
    }
    return value;
  },
});
