import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectTemporal, connectWorker, temporalSettings } from '../../src/temporal/connect-temporal.ts';
import { freePort } from '../../src/dev/free-port.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-connect-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Without this machine's own profile. */
const withProfile = async (toml: string): Promise<Record<string, string>> => {
  const file = join(dir, 'temporal.toml');
  await writeFile(file, toml);
  return { TEMPORAL_CONFIG_FILE: file };
};

const PROFILE = '[profile.default]\naddress = "profile.example:7233"\nnamespace = "from-profile"\n';

describe('where Temporal is', () => {
  it('is on this machine where nothing says otherwise, or where our own configuration says', async () => {
    const env = await withProfile('');
    expect(temporalSettings(env)).toMatchObject({ address: '127.0.0.1:7233', namespace: 'default' });
    expect(temporalSettings(env, { address: 'ours.example:7233', namespace: 'ours' })).toMatchObject({
      ...{ address: 'ours.example:7233', namespace: 'ours', connectionOptions: { address: 'ours.example:7233' } },
    });
  });

  it('comes from a TOML profile before ours, and from a variable before both', async () => {
    const env = await withProfile(`${PROFILE}[profile.cloud]\naddress = "cloud.example:7233"\n`);
    const ours = { address: 'ours.example:7233', namespace: 'ours' };
    expect(temporalSettings(env, ours)).toMatchObject({ address: 'profile.example:7233', namespace: 'from-profile' });
    expect(temporalSettings({ ...env, TEMPORAL_ADDRESS: 'var.example:7233' }, ours)).toMatchObject({
      ...{ address: 'var.example:7233', namespace: 'from-profile' },
    });
    expect(temporalSettings({ ...env, TEMPORAL_NAMESPACE: 'var' }, ours).namespace).toBe('var');
    expect(temporalSettings({ ...env, TEMPORAL_PROFILE: 'cloud' }, ours)).toMatchObject({
      ...{ address: 'cloud.example:7233', namespace: 'ours' },
    });
  });

  it('passes an API key on, and turns TLS on with it', async () => {
    const { connectionOptions } = temporalSettings({ ...(await withProfile('')), TEMPORAL_API_KEY: 'key-1' });
    expect(connectionOptions).toMatchObject({ apiKey: 'key-1', tls: true });
  });

  it('passes certificates and headers on', async () => {
    const [cert, key, ca] = ['cert', 'key', 'ca'].map((name) => join(dir, `${name}.pem`));
    for (const file of [cert, key, ca]) await writeFile(file ?? '', `PEM of ${file ?? ''}`);
    const env = {
      ...(await withProfile('')),
      ...{
        TEMPORAL_TLS_CLIENT_CERT_PATH: cert,
        TEMPORAL_TLS_CLIENT_KEY_PATH: key,
        TEMPORAL_TLS_SERVER_CA_CERT_PATH: ca,
      },
      ...{ TEMPORAL_TLS_SERVER_NAME: 'temporal.internal', TEMPORAL_GRPC_META_X_TENANT: 'a' },
    };
    const { tls, metadata } = temporalSettings(env).connectionOptions;
    expect(tls).toMatchObject({ serverNameOverride: 'temporal.internal' });
    const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString();
    const read = tls as { clientCertPair: { crt: unknown; key: unknown }; serverRootCACertificate: unknown };
    expect([read.clientCertPair.crt, read.clientCertPair.key, read.serverRootCACertificate].map(text)).toEqual(
      [cert, key, ca].map((file) => `PEM of ${file ?? ''}`),
    );
    expect(metadata).toEqual({ 'x-tenant': 'a' });
  });

  it.each([
    ['a broken file', '[profile.default\n', {}],
    ['a profile that is not there', PROFILE, { TEMPORAL_PROFILE: 'nobody' }],
    [
      'a certificate that is not there',
      '',
      { TEMPORAL_TLS_CLIENT_CERT_PATH: '/no/cert.pem', TEMPORAL_TLS_CLIENT_KEY_PATH: '/no/key.pem' },
    ],
  ])('is refused from %s', async (_, toml, variables) => {
    const env = { ...(await withProfile(toml)), ...variables };
    expect(() => temporalSettings(env)).toThrow(
      expect.objectContaining({
        code: 'InvalidConfig',
        message: expect.stringContaining("Temporal's own configuration") as string,
      }) as Error,
    );
  });
});

describe('a server that does not answer', () => {
  const settingsFor = async (address: string) =>
    temporalSettings({ ...(await withProfile('')), TEMPORAL_ADDRESS: address });
  const unavailable = (address: string): unknown =>
    expect.objectContaining({
      code: 'Unavailable',
      message: expect.stringContaining(`No Temporal server answers at ${address}.`) as string,
    });

  it('is reported by its address: nothing listens', async () => {
    const settings = await settingsFor(`127.0.0.1:${await freePort()}`);
    await expect(connectTemporal(settings)).rejects.toEqual(unavailable(settings.address));
    await expect(connectWorker(settings)).rejects.toEqual(unavailable(settings.address));
  });

  it('is reported by its address: something listens and says nothing', async () => {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      sockets.add(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const settings = await settingsFor(`127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`);
    try {
      await expect(connectTemporal(settings)).rejects.toEqual(unavailable(settings.address));
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });
});
