import { describe, expect, it } from 'vitest';
import { labelEvidence } from '../../../bench/fit-weights/label-evidence.ts';
import { groupOf, type Group } from '../../../src/domain/correlation/group.ts';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { at, evidence, pattern } from '../../domain/correlation/evidence-builders.ts';
import { trueIncident, trueLog, truthOf } from '../eval-worlds/hand-made-truth.ts';

const OUTBREAK = { from: 100, to: 130, perMinute: 5 };
const declined = pattern('till', 'card <*> declined', OUTBREAK, {
  samples: ['gift card lost', 'card 7 declined', 'card 8 declined'].map((message) => ({
    atMs: at(100),
    logStream: 's',
    message,
  })),
});
const declinedAgain = pattern('till', 'card 9 declined', OUTBREAK);
const elsewhere = pattern('kiosk', 'card 7 declined', OUTBREAK);
const full = pattern('disk', 'no space left', OUTBREAK);
const noise = pattern('till', 'slow answer', OUTBREAK);
const rest = pattern('till', 'pool is empty', OUTBREAK);

const TRUTH = truthOf([
  trueIncident('cards', {
    tickets: ['TILL-1'],
    pullRequests: ['acme/till#1', 'acme/till#2'],
    rootCause: { culpritPullRequest: 'acme/till#1' },
    logs: [trueLog('cards/log-0', 'card \\d+ declined', '/app/till')],
  }),
  trueIncident('disk', { logs: [trueLog('disk/log-0', 'no space left', '/app/disk')] }),
]);
const EVIDENCE = evidence({ logPatterns: [declined, declinedAgain, elsewhere, full, noise, rest] });

describe('labelEvidence', () => {
  const labels = labelEvidence(EVIDENCE, TRUTH);
  const scene = sceneOf(EVIDENCE);
  const group = (...ids: string[]): Group =>
    groupOf(
      {
        bursts: scene.bursts.filter((burst) => ids.includes(burst.pattern.id)),
        tickets: [],
        suspects: [],
        repairs: [],
      },
      scene,
    );

  it('gives a pattern the incident whose template most samples match in its log group', () => {
    expect(labels.ofPattern(declined.id)).toBe('cards');
    expect(labels.ofPattern(full.id)).toBe('disk');
    expect(labels.ofPattern(elsewhere.id)).toBeNull();
    expect(labels.ofPattern(noise.id)).toBeNull();
  });

  it('takes tickets, changes and culprits from the truth', () => {
    expect(labels.ofTicket('TILL-1')).toBe('cards');
    expect(labels.ofTicket('TILL-9')).toBeNull();
    expect(labels.ofChange('acme/till#2')).toBe('cards');
    expect(labels.isCulprit('acme/till#1', 'cards')).toBe(true);
    expect(labels.isCulprit('acme/till#2', 'cards')).toBe(false);
    expect(labels.isCulprit('acme/till#1', 'disk')).toBe(false);
  });

  it('gives a group the incident of half of its templates, one template counted once', () => {
    expect(labels.ofGroup(group(declined.id, noise.id))).toBe('cards');
    expect(labels.ofGroup(group(declined.id, noise.id, rest.id))).toBeNull();
    expect(labels.ofGroup(group(declined.id, declinedAgain.id, noise.id, rest.id))).toBeNull();
    expect(labels.ofGroup(group(noise.id))).toBeNull();
    expect(labels.ofGroup(group())).toBeNull();
  });
});
