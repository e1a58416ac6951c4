import { Client, Connection, isGrpcServiceError, ServiceError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { DaybriefError } from '../domain/daybrief-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Temporal is. Temporal's own variables (TEMPORAL_ADDRESS, …) and TOML profiles come before these. */
export interface TemporalDefaults {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
}

export interface TemporalSettings {
  readonly connectionOptions: ConnectConfig['connectionOptions'];
  readonly address: string;
  readonly namespace: string;
}

const DEFAULT_ADDRESS = '127.0.0.1:7233';
const DEFAULT_NAMESPACE = 'default';

/** Throws `InvalidConfig` when a TOML profile or TEMPORAL_* variable can't be used. */
export const temporalSettings = (env: Environment, defaults: TemporalDefaults = {}): TemporalSettings => {
  const { connectionOptions, namespace } = loadProfile(env);
  const address = connectionOptions.address ?? defaults.address ?? DEFAULT_ADDRESS;
  return {
    connectionOptions: { ...connectionOptions, address },
    address,
    namespace: namespace ?? defaults.namespace ?? DEFAULT_NAMESPACE,
  };
};

type ConnectConfig = ReturnType<typeof loadClientConnectConfig>;

const loadProfile = (env: Environment): ConnectConfig => {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  try {
    return loadWithFile(Object.fromEntries(set));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new DaybriefError(
      'InvalidConfig',
      `Temporal's own configuration (TEMPORAL_* variables or its temporal.toml) can't be used: ${reason}.`,
      { cause: thrown },
    );
  }
};

/** @temporalio/envconfig stumbles over a temporal.toml without any profile, which says nothing. */
const loadWithFile = (overrideEnvVars: Record<string, string>): ConnectConfig => {
  try {
    return loadClientConnectConfig({ overrideEnvVars });
  } catch (thrown) {
    if (!(thrown instanceof TypeError) || overrideEnvVars['TEMPORAL_PROFILE'] !== undefined) throw thrown;
    return loadClientConnectConfig({ overrideEnvVars, disableFile: true });
  }
};

export interface TemporalClient {
  readonly client: Client;
  readonly settings: TemporalSettings;
  close(): Promise<void>;
}

/** A client for starting and watching runs. Throws `Unavailable` when no server answers within 10 s, `Unauthorized` or `Forbidden` when it refuses. */
export const connectTemporal = async (settings: TemporalSettings): Promise<TemporalClient> => {
  const connection = await reach(settings, () => Connection.connect(settings.connectionOptions));
  return {
    client: new Client({ connection, namespace: settings.namespace }),
    settings,
    close: () => connection.close(),
  };
};

/** A worker's connection. Throws as `connectTemporal` does. */
export const connectWorker = (settings: TemporalSettings): Promise<NativeConnection> =>
  reach(settings, () => NativeConnection.connect(settings.connectionOptions));

const reach = async <Connected>(
  { address }: TemporalSettings,
  connect: () => Promise<Connected>,
): Promise<Connected> => {
  try {
    return await connect();
  } catch (thrown) {
    const refusal = refusalIn(thrown);
    if (refusal !== null) {
      const message = `Temporal at ${address} refuses the credentials: ${refusal.details}. Check TEMPORAL_API_KEY, the TEMPORAL_TLS_… files, or the profile of temporal.toml.`;
      throw new DaybriefError(refusal.code, message, { cause: thrown });
    }
    throw new DaybriefError(
      'Unavailable',
      `No Temporal server answers at ${address}. Start one (daybrief dev, or temporal server start-dev), or set TEMPORAL_ADDRESS.`,
      { cause: thrown },
    );
  }
};

type Refusal = 'Unauthorized' | 'Forbidden';

/** By gRPC status code, as the client gives it, and by its name, as the native connection writes it. */
const REFUSALS: Readonly<Record<number, Refusal>> = { 7: 'Forbidden', 16: 'Unauthorized' };
const NATIVE_REFUSAL = /\b(?:(PermissionDenied)|Unauthenticated)\b/;

const refusalIn = (thrown: unknown): { readonly code: Refusal; readonly details: string } | null => {
  const cause = thrown instanceof ServiceError ? thrown.cause : thrown;
  if (isGrpcServiceError(cause)) {
    const code = REFUSALS[cause.code];
    return code === undefined ? null : { code, details: cause.details };
  }
  const native = cause instanceof Error ? NATIVE_REFUSAL.exec(cause.message) : null;
  if (native === null) return null;
  return { code: native[1] === undefined ? 'Unauthorized' : 'Forbidden', details: native[0] };
};
