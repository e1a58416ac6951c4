import { describe, expect, it } from 'vitest';
import { closingNumbers } from '../../../src/domain/correlation/closing-numbers.ts';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { evidence, pullRequest, ticket } from './evidence-builders.ts';

const closes = (key: string, description: string, body: string): number => {
  const scene = sceneOf(
    evidence({
      tickets: [ticket(key, 10, { description })],
      pullRequests: [pullRequest('acme/wms#9', 60, { body })],
    }),
  );
  return closingNumbers(scene.tickets, scene.changes)(0, 0);
};

describe('a change that closes an issue by number', () => {
  it('answers the ticket of that number, or the one that links to the issue', () => {
    expect(closes('SHIP-4312', '', 'Fixes #4312')).toBe(1);
    expect(closes('SHIP-7', 'From https://github.example/acme/wms/issues/4312', 'closes: acme/wms#4312')).toBe(1);
    expect(closes('SHIP-4312', '', 'Resolved https://github.example/acme/wms/issues/4312')).toBe(1);
  });

  it('says nothing by a mere mention, another number, or one of two digits', () => {
    expect(closes('SHIP-4312', '', 'See also #4312')).toBe(0);
    expect(closes('SHIP-4312', '', 'Fixes #43129')).toBe(0);
    expect(closes('SHIP-12', '', 'Fixes #12')).toBe(0);
  });
});
