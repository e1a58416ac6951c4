import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadWorld } from '../../sandbox/world.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-world-'));
  await mkdir(join(dir, 'logs'));
  await writeFile(join(dir, 'logs/app.jsonl'), '');
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

const WORLD = {
  name: 'small',
  now: '2026-11-20T08:30:00.000Z',
  timeRangeHours: 24,
  jiraProjects: ['PAY'],
  repositories: ['acme/ledger'],
  logGroups: [{ name: '/app', file: 'logs/app.jsonl' }],
  services: [{ name: 'ledger', logGroups: ['/app'], repositories: ['acme/ledger'] }],
  people: [{ name: 'Dana Whitfield', github: 'dwhitfield', slack: 'U0DWHITFIELD' }],
};
const write = async (world: unknown, issues: unknown = [], pullRequests: unknown = []): Promise<void> => {
  await writeFile(join(dir, 'world.json'), typeof world === 'string' ? world : JSON.stringify(world));
  await writeFile(join(dir, 'jira-issues.json'), JSON.stringify(issues));
  await writeFile(join(dir, 'pull-requests.json'), JSON.stringify(pullRequests));
};

test('a world is read with its time as a number and its logs as absolute files', async () => {
  await write(WORLD);
  const world = await loadWorld(dir);
  expect(world).toMatchObject({ name: 'small', now: Date.UTC(2026, 10, 20, 8, 30), issues: [], pullRequests: [] });
  expect(world.logGroups).toEqual([{ name: '/app', file: join(dir, 'logs/app.jsonl') }]);
});

test('what is wrong is told with its file', async () => {
  await expect(loadWorld(join(dir, 'none'))).rejects.toThrow(/can't read .*none\/.*\.json: a world is a folder/);
  await write('{');
  await expect(loadWorld(dir)).rejects.toThrow(/world\.json is not JSON/);
  await write({ ...WORLD, now: 'yesterday' });
  await expect(loadWorld(dir)).rejects.toThrow(/world\.json is not as .*\n.*must be an ISO 8601 instant/);
  await write(WORLD, [{ id: '1', key: 'PAY-1' }]);
  await expect(loadWorld(dir)).rejects.toThrow(/jira-issues\.json/);
  await write({ ...WORLD, logGroups: [{ name: '/db', file: 'logs/db.jsonl' }] });
  await expect(loadWorld(dir)).rejects.toThrow(/names .*db\.jsonl as the log of \/db/);
});
