import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWorld } from '../../sandbox/world.ts';

interface Truth {
  readonly incidents: readonly {
    readonly tickets: readonly string[];
    readonly pullRequests: readonly string[];
    readonly rootCause: { readonly culpritPullRequest: string | null };
    readonly logs: readonly { readonly logGroup: string; readonly regex: string; readonly count: number }[];
  }[];
}

const commands = (await readFile('sandbox/worlds/README.md', 'utf8'))
  .split('\n')
  .filter((line) => line.startsWith('node sandbox/compose-world/main.ts'))
  .map((line) => line.split(' ').slice(1));
const nameOf = (args: readonly string[]): string => args[args.indexOf('--name') + 1] ?? '';

let out = '';
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'daybrief-worlds-'));
});
afterAll(() => rm(out, { recursive: true }));

const filesOf = async (dir: string): Promise<Record<string, string>> => {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).toSorted();
  const contents = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path.slice(dir.length + 1), contents[index] ?? '']));
};

test('the README tells of three worlds', () => {
  expect(commands.map(nameOf)).toEqual(['small', 'quiet', 'one-incident']);
});

describe.each(commands.map((args) => [nameOf(args), args] as const))('%s', (name, args) => {
  const dir = join('sandbox/worlds', name);

  test('is what its command makes', async () => {
    const made = join(out, name);
    const changed = args.with(args.indexOf('--out') + 1, made);
    await promisify(execFile)(process.execPath, changed);
    const [expected, actual] = await Promise.all([filesOf(dir), filesOf(made)]);
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [file, content] of Object.entries(expected)) expect(actual[file] === content, file).toBe(true);
  });

  test('is a world whose truth names only what is there', async () => {
    const world = await loadWorld(dir);
    const truth = JSON.parse(await readFile(join(dir, 'truth.json'), 'utf8')) as Truth;
    const keys = world.issues.map(({ key }) => key);
    const pulls = world.pullRequests.map(({ number, repository }) => `${repository.nameWithOwner}#${number}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(pulls).size).toBe(pulls.length);
    for (const incident of truth.incidents) {
      expect(keys).toEqual(expect.arrayContaining([...incident.tickets]));
      expect(pulls).toEqual(expect.arrayContaining([...incident.pullRequests]));
      const culprit = incident.rootCause.culpritPullRequest;
      if (culprit !== null) expect(incident.pullRequests).toContain(culprit);
      for (const { logGroup, regex, count } of incident.logs) {
        const file = world.logGroups.find((group) => group.name === logGroup)?.file ?? '';
        const messages = (await readFile(file, 'utf8'))
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as { '@message': string })['@message']);
        expect(messages.filter((message) => new RegExp(regex).test(message))).toHaveLength(count);
      }
    }
  });

  test('holds nothing after its end, and is small enough for git', async () => {
    const world = await loadWorld(dir);
    const contents = Object.values(await filesOf(dir));
    expect(contents.reduce((sum, content) => sum + content.length, 0)).toBeLessThan(1_500_000);
    const times = contents.join('\n').matchAll(/"(?:@timestamp|createdAt|mergedAt|created|updated)": ?"([^"]+)"/g);
    const latest = Math.max(...[...times].map(([, at = '']) => Date.parse(at.replace('+0000', 'Z'))));
    expect(latest).toBeLessThanOrEqual(world.now);
  });
});
