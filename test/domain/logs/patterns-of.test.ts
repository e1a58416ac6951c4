import { describe, expect, it } from 'vitest';
import { createSliceMiner } from '../../../src/domain/logs/mine-slice.ts';
import { patternsOf } from '../../../src/domain/logs/patterns-of.ts';
import type { LogPattern } from '../../../src/domain/log-pattern.ts';
import type { Service } from '../../../src/domain/team.ts';

const START_MS = Date.UTC(2026, 4, 4);
const RANGE = { fromMs: START_MS, toMs: START_MS + 86_400_000 };

const mine = (
  messages: readonly string[],
  logGroup = '/ecs/yard-api',
  services: readonly Service[] = [],
): LogPattern[] => {
  const miner = createSliceMiner();
  for (const [index, message] of messages.entries()) {
    miner.add({ atMs: START_MS + index * 61_000, logGroup, logStream: `s${index % 3}`, message });
  }
  return patternsOf(miner.finish(), { range: RANGE, services });
};

const catalogued = (name: string, logGroups: readonly string[], aliases: readonly string[] = []): Service => ({
  name,
  aliases,
  logGroups,
  repositories: [],
});

describe('patternsOf', () => {
  it('puts the same exception from the same place into one pattern, from another place into another', () => {
    const failed = (call: string, line: number): string =>
      `2026-05-04 10:00:00,000 ERROR net.example.Yard: move ${line} failed\njava.io.IOException: gone\n\tat net.example.${call}(Yard.java:${line})`;
    const patterns = mine([failed('Yard.move', 12), failed('Yard.move', 14), failed('Depot.store', 9)]);
    expect(patterns.map(({ count, exception, template }) => ({ count, exception, template }))).toEqual([
      {
        count: 2,
        template: 'move <*> failed',
        exception: { types: ['java.io.IOException'], frames: ['net.example.Yard.move (Yard.java)'] },
      },
      {
        count: 1,
        template: 'move <*> failed',
        exception: { types: ['java.io.IOException'], frames: ['net.example.Depot.store (Yard.java)'] },
      },
    ]);
    expect(new Set(patterns.map(({ id }) => id)).size).toBe(2);
  });

  it('names the exception that a message begins with, and says what a bare traceback says', () => {
    expect(mine(['java.net.SocketTimeoutException: Read timed out'])[0]?.exception).toEqual({
      types: ['java.net.SocketTimeoutException'],
      frames: [],
    });
    const [bare] = mine(['Traceback (most recent call last):\n  File "/app/a.py", line 3, in go\nKeyError: 7']);
    expect(bare).toMatchObject({
      template: 'KeyError: <*>',
      exception: { types: ['KeyError'], frames: ['go (a.py)'] },
    });
  });

  it('gives services by events, then catalogue, then log group', () => {
    const json = (service: string): string => JSON.stringify({ level: 'error', service, msg: 'signal dark' });
    expect(mine([json('b'), json('a'), json('b')])[0]?.services).toEqual(['b', 'a']);
    const catalogue = [catalogued('Yard API', ['/ecs/yard-api'], ['yard_api']), catalogued('Depot', ['/ecs/depot'])];
    expect(mine([json('yard-api')], '/ecs/yard-api', catalogue)[0]?.services).toEqual(['Yard API']);
    expect(mine(['signal dark'], '/ecs/depot', catalogue)[0]?.services).toEqual(['Depot']);
    expect(mine(['signal dark'], '/aws/ecs/rail-gate/prod')[0]?.services).toEqual(['rail-gate']);
    expect(mine(['2026-05-04 10:00:00 ERROR [crane-control] signal dark'], '/platform')[0]?.services).toEqual([
      'crane-control',
    ]);
  });

  it('keeps a few diverse originals, variants and request ids', () => {
    const messages = Array.from({ length: 60 }, (_, index) =>
      JSON.stringify({
        msg: `crane ${['ada', 'brook', 'cleo', 'dmitri', 'edda', 'fay'][index % 6]} tilts by ${index}`,
        request_id: `r-${index}`,
      }),
    );
    const [pattern] = mine(messages);
    expect(pattern).toMatchObject({ template: 'crane <*> tilts by <*>', count: 60 });
    expect(pattern?.variants).toHaveLength(6);
    expect(pattern?.requestIds).toHaveLength(8);
    expect(pattern?.samples).toHaveLength(5);
    expect(pattern?.samples[0]?.message).toBe(messages[0]);
    const names = pattern?.samples.map(({ message }) => /crane (\w+)/.exec(message)?.[1]);
    expect(new Set(names).size).toBeGreaterThanOrEqual(4);
    expect(pattern?.minuteCounts.reduce((sum, [, count]) => sum + count, 0)).toBe(60);
  });

  it('gives a pattern the same id in every run', () => {
    const id = (start: number): string | undefined => mine([`crane ${start} tilts`])[0]?.id;
    expect(id(1)).toBe(id(2_000));
    expect(id(1)).toMatch(/^p-[\da-f]{16}$/);
  });

  it('never lets a sample of one log group or exception into another pattern', () => {
    const miner = createSliceMiner();
    for (let index = 0; index < 60; index += 1) {
      const stack =
        index % 2 === 0 ? '' : `\njava.io.IOException: x\n\tat net.example.A.b${index % 4 === 1 ? 'c' : 'd'}(A.java:1)`;
      miner.add({
        atMs: START_MS + index,
        logGroup: `/g/${index % 3}`,
        logStream: '',
        message: `group ${index % 3} kind <${index % 4}>${stack}`,
      });
    }
    for (const { samples, logGroup } of patternsOf(miner.finish(), { range: RANGE, services: [] })) {
      for (const { message } of samples) expect(message).toContain(`group ${logGroup.slice(3)} `);
    }
  });
});
