import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composedDays, ownStories } from '../../../bench/eval-worlds/composed-days.ts';
import { loadWorld } from '../../../sandbox/world.ts';

const book = await ownStories();
const asked = { days: 2, seed: 41, incidents: 2, noiseLogs: 300 };

describe('composedDays', () => {
  it('makes worlds that the sandbox can serve, one at a time, and leaves nothing behind', async () => {
    const seen: string[] = [];
    for await (const folder of composedDays(book, asked)) {
      for (const earlier of seen) expect(existsSync(earlier)).toBe(false);
      seen.push(folder);
      const world = await loadWorld(folder);
      expect(world.issues.length).toBeGreaterThan(60);
      expect(world.pullRequests.length).toBeGreaterThan(150);
    }
    expect(seen.map((folder) => basename(folder))).toEqual(['day-41', 'day-42']);
    expect(existsSync(dirname(seen[0] ?? '.'))).toBe(false);
  });

  it('makes the same days again, also when the caller stops early', async () => {
    const truths: string[] = [];
    let last = '';
    for (let round = 0; round < 2; round++) {
      for await (const folder of composedDays(book, asked)) {
        truths.push(await readFile(join(folder, 'truth.json'), 'utf8'));
        last = folder;
        break;
      }
    }
    expect(truths[0]).toBe(truths[1]);
    expect(existsSync(dirname(last))).toBe(false);
  });
});
