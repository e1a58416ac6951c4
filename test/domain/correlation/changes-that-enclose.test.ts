import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { groupOf, type Group } from '../../../src/domain/correlation/group.ts';
import { answeredBy, answersTo } from '../../../src/domain/correlation/partners.ts';
import { sceneOf, type ChangeNode, type Scene } from '../../../src/domain/correlation/scene.ts';
import { DEFAULT_CORRELATION_SETTINGS as SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { PullRequest } from '../../../src/domain/pull-request.ts';
import { at, evidence, pattern, pullRequest } from './evidence-builders.ts';

const CULPRIT = 'acme/edge-config#70';
const REVERT = 'acme/edge-config#71';

/** Errors from minute 600 to 640 in words that no change uses. */
const outage = (): ReturnType<typeof pattern>[] => [
  pattern('seat-map', 'client <*> refused: too many attempts', { from: 600, to: 640, perMinute: 40 }),
  pattern('boarding', 'session <*> closed by peer', { from: 601, to: 640, perMinute: 25 }),
];

const changes = (revertedAt: number | null): PullRequest[] => [
  pullRequest(CULPRIT, 592, { title: 'One hop less', files: ['mesh/prod.yaml'], headRef: 'one-hop' }),
  pullRequest(REVERT, revertedAt, {
    title: 'Revert "One hop less"',
    createdAtMs: at(630),
    files: ['mesh/prod.yaml'],
    headRef: 'revert-70-one-hop',
  }),
  pullRequest('acme/edge-config#60', -900, { title: 'Sort the overlays', files: ['mesh/stage.yaml'] }),
];

const sceneWith = (pullRequests: readonly PullRequest[]): [Scene, Group] => {
  const scene = sceneOf(evidence({ logPatterns: outage(), pullRequests }));
  return [scene, groupOf({ bursts: scene.bursts, tickets: [], suspects: [], repairs: [] }, scene)];
};

const nodeOf = (scene: Scene, id: string): ChangeNode => {
  const node = scene.changes.find(({ change }) => change.id === id);
  if (node === undefined) throw new Error(`no ${id}`);
  return node;
};

const answer = (pullRequests: readonly PullRequest[], id: string) => {
  const [scene, group] = sceneWith(pullRequests);
  const node = nodeOf(scene, id);
  const partners = scene.partners.get(node) ?? [];
  return { earlier: answersTo(node, group, partners), later: answeredBy(node, group, partners) };
};

describe('a change and its revert around an incident', () => {
  it('answer each other, the nearer they enclose it the more', () => {
    const near = answer(changes(641), CULPRIT).earlier.revert;
    expect(near).toBeGreaterThan(0.8);
    expect(answer(changes(641), REVERT).later.revert).toBeCloseTo(near, 5);
    const late = answer(changes(760), CULPRIT).earlier.revert;
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(near / 4);
  });

  it('count a little while the revert is still open', () => {
    const open = answer(changes(null), CULPRIT).earlier.revert;
    expect(open).toBeGreaterThan(0.1);
    expect(open).toBeLessThan(0.35);
  });

  it('say nothing where the revert came before the errors, or the change after', () => {
    const before = changes(641).map((pr) => (pr.id === REVERT ? { ...pr, createdAtMs: at(500) } : pr));
    expect(answer(before, CULPRIT).earlier.revert).toBe(0);
    const after = changes(641).map((pr) => (pr.id === CULPRIT ? { ...pr, mergedAtMs: at(610) } : pr));
    expect(answer(after, CULPRIT).earlier.revert).toBe(0);
  });

  it('are found by their files where no revert is named', () => {
    const quiet = changes(641).map((pr) => (pr.id === REVERT ? { ...pr, title: 'two hops', headRef: 'hops' } : pr));
    const { earlier } = answer(quiet, CULPRIT);
    expect(earlier.revert).toBe(0);
    expect(earlier.files).toBeGreaterThan(0.8);
    expect(answer(quiet, 'acme/edge-config#60').earlier.files).toBe(0);
  });

  it('are blamed and placed although no word of theirs stands in the errors', () => {
    const [incident] = correlate(evidence({ logPatterns: outage(), pullRequests: changes(641) }), SETTINGS);
    expect(incident?.culpritPullRequestId).toBe(CULPRIT);
    expect(incident?.pullRequestIds).toContain(REVERT);
    const [suspect] = incident?.suspects ?? [];
    expect(suspect?.reasonsFor.join('\n')).toMatch(/taken back as the errors ended|a later change reverts it/);
  });
});
