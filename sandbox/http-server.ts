import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallLog } from './call-log.ts';
import type { ApiName, FaultInjector, FaultRule } from './faults.ts';

export interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  /** The URL's path, still percent-encoded. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Throws BadJson when the body isn't JSON. */
  json(): unknown;
  /** Aborted when the client goes away or the server closes before the answer. */
  readonly signal: AbortSignal;
}

export interface FakeResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: string | Buffer | object;
}

export interface FakeApi {
  readonly name: ApiName;
  /** Undefined: a bare 404. An API that words its 404s answers them itself. */
  routes(request: FakeRequest): Promise<FakeResponse | undefined>;
  /** What the call log and fault rules call this request; default "METHOD /path". */
  operation?(request: FakeRequest): string;
  /** How this API words the faults `status` and `rate-limit`, when the rule brings no body; default: a plain JSON error. */
  failure?(rule: FaultRule, request: FakeRequest): FakeResponse;
}

export interface FakeServer {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly faults: FaultInjector;
  readonly calls: CallLog;
}

export class BadJson extends Error {
  override readonly name = 'BadJson';
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Serves one fake API on its own port, with faults, latency and the count of calls. */
export const serveFake = async (api: FakeApi, options: ServeOptions): Promise<FakeServer> => {
  const closing = new AbortController();
  const server = createServer((incoming, outgoing) => {
    void answer(api, options, incoming, outgoing, closing.signal).catch((error: unknown) => {
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else send(outgoing, { status: 500, body: `the fake ${api.name} failed: ${String(error)}` });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};

const answer = async (
  api: FakeApi,
  { faults, calls }: ServeOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  closing: AbortSignal,
): Promise<void> => {
  const request = await readRequest(incoming, outgoing, closing);
  if (request === undefined) {
    send(outgoing, { status: 413, headers: { connection: 'close' }, body: { message: 'body too large' } });
    return;
  }
  const path = `${request.method} ${request.path}`;
  const operation = api.operation?.(request) ?? path;
  const rule = faults.strike(api.name, [path, operation]);
  const answered = calls.begin(api.name, operation, rule?.kind);
  await pause(faults.latencyMs(api.name), request.signal);
  const response = await respond(api, rule, request);
  if (response === undefined || request.signal.aborted) {
    incoming.socket.resetAndDestroy();
    return;
  }
  answered(response.status);
  send(outgoing, response);
};

/** Undefined: no answer, the connection is to be cut. */
const respond = async (
  api: FakeApi,
  rule: FaultRule | undefined,
  request: FakeRequest,
): Promise<FakeResponse | undefined> => {
  switch (rule?.kind) {
    case 'reset':
      return undefined;
    case 'hang':
      await aborted(request.signal);
      return undefined;
    case 'status':
    case 'rate-limit':
      return (rule.body === undefined ? api.failure?.(rule, request) : undefined) ?? plainFailure(rule);
    case 'malformed':
      return garble(rule, await perform(api, request));
    case 'accept-then-cut':
      await perform(api, request);
      return undefined;
    case undefined:
      return perform(api, request);
  }
};

const perform = async (api: FakeApi, request: FakeRequest): Promise<FakeResponse> =>
  (await api.routes(request)) ?? { status: 404, body: { message: `${request.method} ${request.path} is not served` } };

const plainFailure = (rule: FaultRule): FakeResponse => {
  const status = rule.status ?? (rule.kind === 'rate-limit' ? 429 : 500);
  const seconds = rule.retryAfterSeconds ?? (rule.kind === 'rate-limit' ? 1 : undefined);
  const body = typeof rule.body === 'string' ? rule.body : (rule.body ?? { message: `injected ${status}` });
  return {
    status,
    headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
    body,
  };
};

const garble = (rule: FaultRule, response: FakeResponse): FakeResponse => {
  if (typeof rule.body === 'string') return { status: 200, body: rule.body };
  const whole = bytesOf(rule.body === undefined ? response.body : (rule.body as object));
  const headers = { 'content-type': contentType(response), ...response.headers };
  return { status: 200, headers, body: whole.subarray(0, Math.floor(whole.length / 2)) };
};

const bytesOf = (body: FakeResponse['body']): Buffer => {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

const contentType = ({ body }: FakeResponse): string => {
  if (typeof body !== 'string')
    return Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json; charset=utf-8';
  return body.trimStart().startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
};

const send = (outgoing: ServerResponse, response: FakeResponse): void => {
  const body = bytesOf(response.body);
  const headers = { 'content-type': contentType(response), ...response.headers, 'content-length': String(body.length) };
  outgoing.writeHead(response.status, headers).end(body);
};

/** Undefined when the body is too large. */
const readRequest = async (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  closing: AbortSignal,
): Promise<FakeRequest | undefined> => {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
  return {
    method: incoming.method ?? 'GET',
    url,
    path: url.pathname,
    headers: incoming.headers,
    body,
    json: () => parseJson(body),
    signal: AbortSignal.any([gone.signal, closing]),
  };
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new BadJson(`the body is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
};

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
};
