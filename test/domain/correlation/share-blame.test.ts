import { describe, expect, it } from 'vitest';
import type { RankedSuspect } from '../../../src/domain/correlation/rank-suspects.ts';
import { shareBlame, type Verdict } from '../../../src/domain/correlation/share-blame.ts';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { evidence, pullRequest } from './evidence-builders.ts';

const verdict = (id: string, score: number): Verdict => {
  const [node] = sceneOf(evidence({ pullRequests: [pullRequest(id, 10)] })).changes;
  return { suspect: { node, score: 0, features: {} } as unknown as RankedSuspect, score };
};

const named = (verdicts: readonly (Verdict | null)[], threshold = -1): (string | undefined)[] =>
  shareBlame(verdicts, threshold).map((suspect) => suspect?.node.change.id);

describe('shareBlame', () => {
  it('names whom the verdict is sure enough of', () => {
    expect(named([verdict('a/b#1', 0.4), verdict('a/b#2', -1.2), null])).toEqual(['a/b#1', undefined, undefined]);
  });

  it('blames a change for one incident only, the surest', () => {
    expect(named([verdict('a/b#1', 0.4), verdict('a/b#1', 1.9), verdict('a/b#3', 0)])).toEqual([
      undefined,
      'a/b#1',
      'a/b#3',
    ]);
  });
});
