import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { evidence, pattern, pullRequest } from './evidence-builders.ts';

const outbreak = { from: 600, to: 640, perMinute: 10 };
const teamsWith = (authors: Readonly<Record<string, readonly string[]>>) =>
  sceneOf(
    evidence({
      logPatterns: Object.keys(authors).map((service) => pattern(service, 'broken', outbreak)),
      pullRequests: Object.entries(authors).flatMap(([service, names], group) =>
        names.map((author, index) => pullRequest(`acme/${service}#${10 * group + index + 1}`, 60, { author })),
      ),
    }),
  ).teams;

describe('services that the same people work on', () => {
  it('are near each other, those of others are not', () => {
    const teams = teamsWith({ quay: ['ana', 'bo'], crane: ['ana', 'bo'], till: ['cy'] });
    expect(teams.between('quay', 'crane')).toBeCloseTo(1, 5);
    expect(teams.between('quay', 'till')).toBe(0);
  });

  it('count less where the shared one works everywhere', () => {
    const teams = teamsWith({ quay: ['ana', 'dev'], crane: ['bo', 'dev'], till: ['cy', 'dev'], gate: ['dev'] });
    expect(teams.between('quay', 'crane')).toBeLessThan(0.2);
  });

  it('say nothing of bots, of one service with itself, or of a service nobody changed', () => {
    const teams = teamsWith({ quay: ['renovate[bot]'], crane: ['renovate[bot]'], till: [] });
    expect(teams.between('quay', 'crane')).toBe(0);
    expect(teams.between('quay', 'quay')).toBe(0);
    expect(teams.between('quay', 'till')).toBe(0);
    expect(teams.between('quay', 'unheard-of')).toBe(0);
  });
});
