import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { API_NAMES } from '../../sandbox/faults.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/start-sandbox.ts';

const worldDir = 'sandbox/worlds/one-incident';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});
const start = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  sandbox = await startSandbox({ worldDir, ...options });
  return sandbox;
};

const postTo = async ({ urls, credentials }: Sandbox, channel: string): Promise<Response> =>
  fetch(`${urls.slack}/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.slack.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel, text: 'hello' }),
  });

const control = async ({ url }: Sandbox, method: string, path: string, body?: unknown) => {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

describe('a sandbox', () => {
  test('serves every API on a port of its own, with credentials that they accept', async () => {
    const { urls, url, credentials } = await start();
    expect(new Set([...Object.values(urls), url]).size).toBe(API_NAMES.length + 1);
    const basic = Buffer.from(`${credentials.jira.email}:${credentials.jira.token}`).toString('base64');
    const myself = await fetch(`${urls.jira}/rest/api/3/myself`, { headers: { authorization: `Basic ${basic}` } });
    const viewer = await fetch(`${urls.github}/graphql`, {
      method: 'POST',
      headers: { authorization: `bearer ${credentials.github.token}`, 'user-agent': 'test' },
      body: JSON.stringify({ query: '{ viewer { login } }' }),
    });
    const models = await fetch(`${urls.openai}/v1/models`, {
      headers: { authorization: `Bearer ${credentials.openai.apiKey}` },
    });
    const unsigned = await fetch(urls.cloudwatch, { method: 'POST', body: '{}' });
    expect([myself.status, viewer.status, models.status, unsigned.status]).toEqual([200, 200, 200, 400]);
    expect(await viewer.json()).toMatchObject({ data: { viewer: { login: expect.any(String) as string } } });
  });

  test('tells what was posted, by channel', async () => {
    const running = await start();
    expect((await postTo(running, '#daybrief')).status).toBe(200);
    expect(running.messages()).toHaveLength(1);
    expect(running.messages('daybrief')).toMatchObject([{ text: 'hello', threadTs: null }]);
    expect(running.messages('#alerts')).toEqual([]);
    expect(running.calls.count('slack', 'chat.postMessage')).toBe(1);
  });

  test('can lack APIs, be slow, and limit Slack as asked', async () => {
    const running = await start({
      without: ['jira'],
      latencyMs: { slack: 120 },
      slackMessagesPerSecond: 1,
      slack: { messageBurst: 1 },
    });
    await expect(fetch(running.urls.jira)).rejects.toThrow('fetch failed');
    const begun = performance.now();
    expect((await postTo(running, 'alerts')).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(110);
    running.faults.setLatency('slack', 0);
    expect((await postTo(running, 'alerts')).status).toBe(429);
  });

  test('closes what it had opened when a port is taken', async () => {
    const { urls } = await start();
    const port = Number(new URL(urls.openai).port);
    await expect(startSandbox({ worldDir, ports: { control: port } })).rejects.toThrow('EADDRINUSE');
    await expect(startSandbox({ worldDir: 'sandbox/worlds/none' })).rejects.toThrow(/can't read .*none/);
  });
});

describe('the control API', () => {
  test('adds, lists and removes faults', async () => {
    const running = await start();
    const rule = { api: 'slack', kind: 'status', status: 503, times: 1 };
    expect(await control(running, 'POST', '/faults', rule)).toEqual({ status: 201, body: [rule] });
    expect(await control(running, 'GET', '/faults')).toMatchObject({ body: [{ rule, seen: 0, struck: 0 }] });
    const refused = await postTo(running, 'alerts');
    expect([refused.status, await refused.json()]).toEqual([503, { ok: false, error: 'service_unavailable' }]);
    await control(running, 'POST', '/faults', [rule, { ...rule, api: 'jira' }]);
    expect(await control(running, 'DELETE', '/faults?api=slack')).toMatchObject({ body: [{ rule: { api: 'jira' } }] });
    expect(await control(running, 'DELETE', '/faults')).toEqual({ status: 200, body: [] });
    expect(await control(running, 'POST', '/faults', { api: 'slack', kind: 'explode' })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('kind') as string },
    });
    expect((await control(running, 'DELETE', '/faults?api=fax')).status).toBe(400);
    const broken = await fetch(`${running.url}/faults`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
  });

  test('sets latency, counts calls, shows messages and the page', async () => {
    const running = await start();
    expect(await control(running, 'PUT', '/latency', { jira: 5 })).toMatchObject({ body: { jira: 5, slack: 0 } });
    expect((await control(running, 'PUT', '/latency', { fax: 5 })).status).toBe(400);
    await postTo(running, 'alerts');
    expect(await control(running, 'GET', '/calls')).toEqual({
      status: 200,
      body: { slack: { total: 1, operations: { 'chat.postMessage': 1 } } },
    });
    expect(await control(running, 'DELETE', '/calls')).toEqual({ status: 200, body: {} });
    expect(await control(running, 'GET', '/messages?channel=%23alerts')).toMatchObject({ body: [{ text: 'hello' }] });
    expect(await control(running, 'GET', '/messages?channel=daybrief')).toEqual({ status: 200, body: [] });
    expect(await control(running, 'GET', '/healthz')).toEqual({
      status: 200,
      body: { status: 'ok', world: 'one-incident' },
    });
    const page = await fetch(running.url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toMatch(/^<!doctype html>[^]*\.message \{/);
    const view = await control(running, 'GET', '/slack/view?channel=alerts');
    expect(view.body).toMatchObject({ channel: { messages: [{ user: 'U0DAYBRIEF' }] }, thread: null });
    const { version } = view.body as { version: number };
    expect((await control(running, 'GET', `/slack/view?channel=alerts&version=${version}`)).body).toEqual({ version });
    expect((await fetch(`${running.url}/nowhere`)).status).toBe(404);
  });
});

describe('sandbox/main.ts', () => {
  const run = (...args: string[]) =>
    spawn(process.execPath, ['sandbox/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

  test.each(['SIGTERM', 'SIGINT'] as const)('prints its addresses and ends on %s', async (signal) => {
    const child = run('--world', worldDir, '--json', '--latency', '1');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url, urls, world } = JSON.parse(line) as { url: string; urls: Record<string, string>; world: string };
    expect([world, Object.keys(urls).toSorted()]).toEqual(['one-incident', [...API_NAMES].toSorted()]);
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([
    [[], 2, /^Usage: /],
    [['--world', 'sandbox/worlds/none'], 1, /can't read .*world\.json/],
    [['--world', worldDir, '--port-slack', 'http'], 1, /--port-slack must be a whole number, not "http"/],
    [['--world', worldDir, '--verbose'], 1, /Unknown option '--verbose'/],
  ])('%j ends with %i', async (args, code, message) => {
    const child = run(...args);
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const [exit] = (await once(child, 'close')) as [number];
    expect(exit).toBe(code);
    expect(told).toMatch(message);
  });
});
