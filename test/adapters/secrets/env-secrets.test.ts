import { describe, expect, it } from 'vitest';
import { createEnvSecrets } from '../../../src/adapters/secrets/env-secrets.ts';

const secrets = createEnvSecrets({ TOKEN: ' geheim\n', EMPTY: '', BLANK: '  ' });

describe('createEnvSecrets', () => {
  it('resolves a variable, without the white space that files and shells add', async () => {
    expect(await secrets.resolve('env:TOKEN')).toBe('geheim');
  });

  it.each(['MISSING', 'EMPTY', 'BLANK', 'constructor', '__proto__'])('says that %s is not set', async (name) => {
    await expect(secrets.resolve(`env:${name}`)).rejects.toMatchObject({
      code: 'NotConfigured',
      message: `The environment variable ${name} is not set.`,
    });
  });

  it.each(['env:', 'env:A B', 'env:A=B', 'vault:kv/slack', 'TOKEN'])('refuses the reference %s', async (reference) => {
    await expect(secrets.resolve(reference)).rejects.toMatchObject({ code: 'InvalidConfig' });
  });
});
