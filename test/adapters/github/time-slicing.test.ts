import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createGitHubPullRequestSource } from '../../../src/adapters/github/github-pull-request-source.ts';
import { startScriptedServer, type ScriptedServer } from '../scripted-server.ts';
import { answerSearch, node, searchVariables } from './search-script.ts';

const toMs = Date.UTC(2026, 10, 20, 8, 30);
const dayMs = 86_400_000;

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const read = async (nodes: readonly ReturnType<typeof node>[], maxPullRequests: number) => {
  server = await startScriptedServer((request) => answerSearch(request, nodes));
  const source = createGitHubPullRequestSource({ baseUrl: server.url, token: 't', clock: () => toMs });
  const range = { fromMs: toMs - dayMs, toMs };
  return source.collectPullRequests(
    { range, suspectLookbackMs: 0, repositories: ['acme/web'], maxPullRequests },
    { signal: new AbortController().signal, heartbeat: () => {} },
  );
};

test('2,600 pull requests, 1,200 of them within one minute, are all read in slices of at most 1,000', async () => {
  const spread = Array.from({ length: 1400 }, (_, i) => node('acme/web', i + 1, toMs - dayMs + i * 60_000));
  const burst = Array.from({ length: 1200 }, (_, i) => node('acme/web', 2000 + i, toMs - dayMs / 2 + i * 50));
  const found = await read([...spread, ...burst], 5000);
  expect(found.items).toHaveLength(2600);
  expect(found.gaps).toEqual([]);
  expect(found.calls).toBeLessThan(120);
  expect(found.calls).toBe(server?.seen.length);
});

test('never more than four searches are in flight', async () => {
  const inFlight = { now: 0, most: 0 };
  server = await startScriptedServer(async (request) => {
    inFlight.most = Math.max(inFlight.most, ++inFlight.now);
    await sleep(5);
    inFlight.now--;
    return answerSearch(request, []);
  });
  const source = createGitHubPullRequestSource({ baseUrl: server.url, token: 't', clock: () => toMs });
  const repositories = Array.from({ length: 30 }, (_, i) => `acme/service-${i}`);
  await source.collectPullRequests(
    { range: { fromMs: toMs - dayMs, toMs }, suspectLookbackMs: 0, repositories, maxPullRequests: 100 },
    { signal: new AbortController().signal, heartbeat: () => {} },
  );
  expect(inFlight.most).toBe(4);
});

test('more than 1,000 within a single second cannot be sliced: the rest is told', async () => {
  const found = await read(
    Array.from({ length: 1100 }, (_, i) => node('acme/web', i + 1, toMs - 5000)),
    5000,
  );
  expect(found.items).toHaveLength(1000);
  expect(found.gaps).toEqual([expect.stringContaining('about 100 pull requests were left out')]);
});

test('reading stops at the limit, and the number left out is told', async () => {
  const found = await read(
    Array.from({ length: 800 }, (_, i) => node('acme/web', i + 1, toMs - i * 1000 - 1)),
    120,
  );
  expect(found.items).toHaveLength(120);
  expect(found.gaps).toEqual([expect.stringContaining('about 680 pull requests were left out')]);
  expect(server?.seen.filter((request) => searchVariables(request).query !== '').length).toBeLessThan(8);
});
