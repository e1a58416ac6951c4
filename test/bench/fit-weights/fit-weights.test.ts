import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../../bench/fit-weights/fit-options.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

describe('readCommand', () => {
  it('reads folders with their weights', () => {
    expect(
      readCommand(['--worlds', 'w', '--also', 'a=b=0.4', '--also', 'c=1', '--folds', '4', '--score', 's']),
    ).toEqual({
      worlds: 'w',
      also: [
        { folder: 'a=b', weight: 0.4 },
        { folder: 'c', weight: 1 },
      ],
      score: 's',
      folds: 4,
      out: null,
      json: false,
    });
  });

  it('writes where the engine reads, or where told', () => {
    expect(readCommand(['--worlds', 'w', '--write']).out).toBe(
      resolve(ROOT, 'src/domain/correlation/fitted-weights.ts'),
    );
    expect(readCommand(['--worlds', 'w', '--out', 'x.ts']).out).toBe('x.ts');
  });

  it.each([
    [[], /--worlds DIR is missing/],
    [['--worlds', 'w', '--also', 'more'], /--also more: takes DIR=WEIGHT/],
    [['--worlds', 'w', '--also', 'more=2'], /over 0 and up to 1/],
    [['--worlds', 'w', '--also', 'more=0'], /over 0 and up to 1/],
    [['--worlds', 'w', '--folds', '1'], /--folds 1: takes a whole number/],
    [['--worlds', 'w', '--folds', 'many'], /--folds many: takes a whole number/],
    [['--words', 'w'], /--words/],
  ])('refuses %j', (args, message) => {
    expect(() => readCommand(args)).toThrow(message);
  });
});

describe('fit-weights', () => {
  const directory = mkdtempSync(join(tmpdir(), 'fit-weights-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const fit = (...args: string[]) => {
    const script = join(ROOT, 'bench/fit-weights/fit-weights.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    return { status, stderr };
  };

  it('says what is wrong with the worlds', () => {
    expect(fit('--worlds', join(directory, 'none'))).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^✗ .*none: no such folder/) as string,
    });
    expect(fit('--worlds', directory).stderr).toMatch(/no world in it/);
    cpSync(join(ROOT, 'sandbox/worlds/quiet'), join(directory, 'untold'), { recursive: true });
    rmSync(join(directory, 'untold/truth.json'));
    expect(fit('--worlds', directory).stderr).toMatch(/untold: no truth\.json/);
    expect(fit('--worlds', join(ROOT, 'sandbox/worlds/quiet')).stderr).toMatch(/stage pair: none of its 0 examples/);
  });
});
