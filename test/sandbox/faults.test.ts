import { afterEach, expect, test } from 'vitest';
import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake, type FakeApi, type FakeServer } from '../../sandbox/http-server.ts';

const servers: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
});

/** A fake that remembers what was posted to it. */
const start = async () => {
  let nowMs = 1_000;
  const posted: unknown[] = [];
  const faults = new FaultInjector(() => nowMs);
  const calls = new CallLog(() => nowMs);
  const api: FakeApi = {
    name: 'slack',
    routes: async (request) => {
      if (request.path !== '/api/chat.postMessage') return undefined;
      posted.push(request.json());
      return { status: 200, body: { ok: true, ts: String(posted.length) } };
    },
  };
  const server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls });
  servers.push(server);
  const post = async (timeoutMs = 5_000): Promise<Response> =>
    fetch(`${server.url}/api/chat.postMessage`, {
      method: 'POST',
      body: '{"text":"hello"}',
      signal: AbortSignal.timeout(timeoutMs),
    });
  const advance = (ms: number): void => {
    nowMs += ms;
  };
  return { faults, calls, posted, post, advance, server };
};

test('a call without a fault is performed and counted', async () => {
  const { calls, post, server } = await start();
  expect(await (await post()).json()).toEqual({ ok: true, ts: '1' });
  expect((await fetch(`${server.url}/nowhere?x=1`)).status).toBe(404);
  expect(calls.counts()).toEqual({
    slack: { total: 2, operations: { 'POST /api/chat.postMessage': 1, 'GET /nowhere': 1 } },
  });
  expect(calls.list()[1]).toEqual({ api: 'slack', operation: 'GET /nowhere', status: 404, atMs: 1_000, fault: null });
});

test('status and rate-limit answer in place of the API', async () => {
  const { faults, posted, post } = await start();
  faults.add({ api: 'slack', kind: 'status', status: 503, times: 1 });
  faults.add({ api: 'slack', kind: 'rate-limit', retryAfterSeconds: 7, times: 1 });
  expect((await post()).status).toBe(503);
  const limited = await post();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect(posted).toHaveLength(0);
  expect((await post()).status).toBe(200);
});

test('reset cuts the connection before the request is performed, accept-then-cut after it', async () => {
  const { faults, calls, posted, post } = await start();
  faults.add({ api: 'slack', kind: 'reset', times: 1 });
  await expect(post()).rejects.toThrow('fetch failed');
  expect(posted).toHaveLength(0);
  faults.add({ api: 'slack', kind: 'accept-then-cut', times: 1 });
  await expect(post()).rejects.toThrow('fetch failed');
  expect(posted).toHaveLength(1);
  expect(calls.list().map(({ status, fault }) => [status, fault])).toEqual([
    [null, 'reset'],
    [null, 'accept-then-cut'],
  ]);
});

test('hang never answers, and neither keeps the server from closing nor the call from being counted', async () => {
  const { faults, calls, posted, post, server } = await start();
  faults.add({ api: 'slack', kind: 'hang' });
  await expect(post(100)).rejects.toThrow('timeout');
  const waiting = post();
  const cut = expect(waiting).rejects.toThrow('fetch failed');
  await expect.poll(() => calls.count('slack')).toBe(2);
  await server.close();
  await cut;
  expect(posted).toHaveLength(0);
});

test('malformed answers 200 with half of the JSON, or with the given page', async () => {
  const { faults, post } = await start();
  faults.add({ api: 'slack', kind: 'malformed', times: 1 });
  const truncated = await post();
  expect([truncated.status, truncated.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  await expect(truncated.json()).rejects.toThrow(SyntaxError);
  faults.add({ api: 'slack', kind: 'malformed', body: '<html>sign in</html>' });
  const page = await post();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('a rule strikes only what it matches, after its calls, so many times, until its end', async () => {
  const { faults, post, advance } = await start();
  const statusOf = async (): Promise<number> => (await post()).status;
  faults.add({ api: 'slack', match: '^POST .*chat\\.update$', kind: 'status' });
  faults.add({ api: 'jira', kind: 'status' });
  expect(await statusOf()).toBe(200);
  faults.add({ api: 'slack', match: 'postmessage', kind: 'status', afterCalls: 1, times: 2 });
  expect([await statusOf(), await statusOf(), await statusOf(), await statusOf()]).toEqual([200, 500, 500, 200]);
  faults.add({ api: 'slack', kind: 'status', status: 502, untilMs: 100 });
  expect(await statusOf()).toBe(502);
  advance(100);
  expect(await statusOf()).toBe(200);
  expect(faults.list().map(({ rule }) => rule.api)).toEqual(['slack', 'jira']);
  faults.clear('slack');
  expect(faults.list()).toHaveLength(1);
});

test('a rule that is none is refused', () => {
  const faults = new FaultInjector();
  expect(() => faults.add({ api: 'slack', kind: 'explode' })).toThrow('kind');
  expect(() => faults.add({ api: 'slack', kind: 'reset', match: '(' })).toThrow('must be a regular expression');
  expect(() => faults.add({ api: 'slack', kind: 'reset', time: 1 })).toThrow('time');
});

test('latency delays the answer', async () => {
  const { faults, post } = await start();
  faults.setLatency('slack', 150);
  const begun = performance.now();
  await post();
  expect(performance.now() - begun).toBeGreaterThan(140);
});

test('the log keeps the newest 5,000 calls and counts all', () => {
  const calls = new CallLog(() => 0);
  for (let i = 0; i < 12_000; i++) calls.begin('jira', `call ${i}`)(200);
  expect(calls.list()).toHaveLength(5_000);
  expect(calls.list().at(-1)?.operation).toBe('call 11999');
  expect(calls.count('jira')).toBe(12_000);
});
