import { describe, expect, it } from 'vitest';
import { groupingFigures } from '../../../bench/eval-loghub/grouping-figures.ts';

/** One letter a line. */
const figuresOf = (predicted: string, truth: string): ReturnType<typeof groupingFigures> =>
  groupingFigures(predicted.split(''), truth.split(''));

describe('groupingFigures', () => {
  it('gives 1 to the same groups under other names', () => {
    expect(figuresOf('xxyzzz', 'aabccc')).toEqual({ groupingAccuracy: 1, f1: 1, predicted: 3, events: 3 });
  });

  it('counts neither part of a split event', () => {
    // Exact: b's two lines of seven. One of three predicted groups, one of two events: 2 · 1/3 · 1/2 / (5/6).
    const { groupingAccuracy, f1 } = figuresOf('xxxyyzz', 'aaaaabb');
    expect(groupingAccuracy).toBeCloseTo(2 / 7, 10);
    expect(f1).toBeCloseTo(0.4, 10);
  });

  it('counts no event of a merged group', () => {
    // Exact: c's three lines of six. One of two groups, one of three events: 2 · 1/2 · 1/3 / (5/6).
    const { groupingAccuracy, f1 } = figuresOf('xxxyyy', 'aabccc');
    expect(groupingAccuracy).toBe(0.5);
    expect(f1).toBeCloseTo(0.4, 10);
  });

  it('loses two groups to one strayed line', () => {
    // a's third line is in b's group; only c is exact: one of three both ways.
    const { groupingAccuracy, f1 } = figuresOf('xxyyycc', 'aaabbcc');
    expect(groupingAccuracy).toBeCloseTo(2 / 7, 10);
    expect(f1).toBeCloseTo(1 / 3, 10);
  });

  it('weighs lines for accuracy and groups for F1', () => {
    // Nine lines of one event exact, one event split into two single lines: 9/11 of the lines; 1/3 and 1/2 of the groups.
    const { groupingAccuracy, f1 } = figuresOf('xxxxxxxxxyz', 'aaaaaaaaabb');
    expect(groupingAccuracy).toBeCloseTo(9 / 11, 10);
    expect(f1).toBeCloseTo(0.4, 10);
  });

  it('gives 0 where no group is exact', () => {
    expect(figuresOf('xyxy', 'aabb')).toEqual({ groupingAccuracy: 0, f1: 0, predicted: 2, events: 2 });
  });
});
