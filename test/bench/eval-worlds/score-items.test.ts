import { describe, expect, it } from 'vitest';
import { predictedSets, trueSets } from '../../../bench/eval-worlds/score-items.ts';
import { guess, pattern, trueIncident, trueLog, truthOf } from './hand-made-truth.ts';

const DECLINED = trueLog('declined', '^card \\d+ declined');
const LOCKED = trueLog('locked', 'drawer (?:north|south) locked');
const TRACE = trueLog('trace', 'IllegalState.*Drawer\\.open');

const TRUTH = truthOf(
  [
    trueIncident('cards', { tickets: ['TILL-1'], pullRequests: ['acme/till#4'], logs: [DECLINED] }),
    trueIncident('drawers', { tickets: ['TILL-2', 'TILL-3'], logs: [LOCKED, TRACE] }),
  ],
  { logs: [trueLog('near-declined', 'card .* declined by test bank')] },
);

const logItemsOf = (...patterns: readonly Parameters<typeof pattern>[]): string[] => [
  ...(predictedSets([guess({ logPatterns: patterns.map((one) => pattern(...one)) })], TRUTH)[0]?.items ?? []),
];

describe('trueSets', () => {
  it('names tickets, pull requests and log templates of each incident', () => {
    expect(trueSets(TRUTH).map(({ items }) => [...items])).toEqual([
      ['T:TILL-1', 'P:acme/till#4', 'L:declined'],
      ['T:TILL-2', 'T:TILL-3', 'L:locked', 'L:trace'],
    ]);
  });
});

describe('predictedSets', () => {
  it('names what a report lists, once each', () => {
    const [set] = predictedSets(
      [guess({ tickets: ['TILL-1', 'TILL-1'], pullRequests: ['acme/till#4'], logPatterns: [] })],
      TRUTH,
    );
    expect([...(set?.items ?? [])]).toEqual(['T:TILL-1', 'P:acme/till#4']);
  });

  it('lets a pattern stand for the template that most of its samples match', () => {
    expect(logItemsOf(['<*>', ['card 12 declined', 'drawer north locked', 'drawer south locked']])).toEqual([
      'L:locked',
    ]);
    expect(logItemsOf(['<*>', ['drawer north locked', 'card 7 declined', 'card 8 declined']])).toEqual(['L:declined']);
  });

  it('takes a pattern for noise when most of its samples, or all, match nothing', () => {
    expect(logItemsOf(['card <*>', ['card 7 accepted', 'card 8 accepted', 'card 9 declined']])).toEqual([
      'L:noise:/app/till:card <*>',
    ]);
    expect(logItemsOf(['card <*>', []])).toEqual(['L:noise:/app/till:card <*>']);
  });

  it('matches only in the log group that the template is of', () => {
    expect(logItemsOf(['card <*> declined', ['card 7 declined'], '/app/shop'])).toEqual([
      'L:noise:/app/shop:card <*> declined',
    ]);
  });

  it('matches whole messages, over their lines', () => {
    expect(logItemsOf(['IllegalState', ['IllegalState: shut\n\tat shop.Drawer.open(Drawer.java:3)']])).toEqual([
      'L:trace',
    ]);
  });

  it('counts patterns that stand for one template once', () => {
    expect(logItemsOf(['card <*> declined', ['card 1 declined']], ['<*> declined', ['card 2 declined']])).toEqual([
      'L:declined',
    ]);
  });

  it('finds near misses that more than half of the samples match', () => {
    const near = (samples: readonly string[]): readonly string[] | undefined =>
      predictedSets([guess({ logPatterns: [pattern('<*>', samples)] })], TRUTH)[0]?.nearLogs;
    const miss = 'card 5 declined by test bank';
    expect(near([miss, miss, 'card 5 declined'])).toEqual(['near-declined']);
    expect(near([miss, 'card 5 declined'])).toEqual([]);
    expect(near([])).toEqual([]);
  });
});
