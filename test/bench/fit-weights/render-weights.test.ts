import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { rawWeightsOf, renderWeights, roundedWeights } from '../../../bench/fit-weights/render-weights.ts';
import { FITTED_WEIGHTS } from '../../../src/domain/correlation/fitted-weights.ts';
import { weigh, type FittedWeights } from '../../../src/domain/correlation/weigh.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const WEIGH = resolve(ROOT, 'src/domain/correlation/weigh.ts');

/** Numbers as a fit leaves them; all of `merge` is 0. */
const fitted = (): FittedWeights => {
  let at = 0;
  const raw = rawWeightsOf(FITTED_WEIGHTS, () => Math.sin(++at) * 7);
  const merge = { bias: -5.1234, weights: {} };
  return weigh({ ...raw, merge, pair: { ...raw.pair, weights: { ...raw.pair.weights, words: 0.004, crowd: -0.004 } } });
};

describe('renderWeights', () => {
  const directory = mkdtempSync(join(tmpdir(), 'render-weights-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, 'fitted-weights.ts');
  const source = renderWeights(fitted());

  it('gives a module with the same weights, rounded', async () => {
    writeFileSync(path, source.replace('./weigh.ts', pathToFileURL(WEIGH).href));
    const module = (await import(pathToFileURL(path).href)) as { FITTED_WEIGHTS: FittedWeights };
    expect(module.FITTED_WEIGHTS).toEqual(roundedWeights(fitted()));
    expect(module.FITTED_WEIGHTS.merge.bias).toBe(-5.12);
  });

  it('is formatted as the repository formats', () => {
    writeFileSync(path, source);
    const oxfmt = resolve(ROOT, 'node_modules/oxfmt/bin/oxfmt');
    execFileSync(process.execPath, [oxfmt, '-c', resolve(ROOT, '.oxfmtrc.json'), path]);
    expect(readFileSync(path, 'utf8')).toBe(source);
  });

  it('leaves out what rounds to nothing', () => {
    expect(source).not.toMatch(/: -?0,/);
    expect(source).toContain('merge: {\n    bias: -5.12,\n    weights: {},\n  },');
  });
});
