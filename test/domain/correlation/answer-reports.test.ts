import { describe, expect, it } from 'vitest';
import { commonAnswer, fitAnswers, matchAnswers } from '../../../src/domain/correlation/answer-reports.ts';
import { scorerOf } from '../../../src/domain/correlation/linear-score.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';

const LIMITS = { answer: 0.4, further: 0.7, most: 3 };
const fits = (...rows: readonly (readonly (readonly [change: number, fit: number])[])[]) =>
  rows.map((row) => new Map(row));

describe('how likely a change answers a ticket', () => {
  const scorer = scorerOf({ bias: 0, features: { odds: { weight: 1, kind: null } } }, DEFAULT_CORRELATION_SETTINGS);
  const candidate = (ticket: number, change: number, odds: number) => ({ ticket, change, features: { odds } });

  it('is shared among all that may, and none', () => {
    const [own] = fitAnswers([candidate(0, 4, 0), candidate(0, 5, 0)], 1, scorer);
    expect([...(own ?? [])]).toEqual([
      [4, 1 / 3],
      [5, 1 / 3],
    ]);
  });

  it('stays a number for scores beyond reason', () => {
    const [own] = fitAnswers([candidate(0, 4, 5_000), candidate(0, 5, -5_000)], 1, scorer);
    expect(own?.get(4)).toBeCloseTo(1, 9);
    expect(own?.get(5)).toBe(0);
  });
});

const changesOf = (...input: Parameters<typeof matchAnswers>): number[][] =>
  matchAnswers(...input).map((given) => given.map(({ change }) => change));

describe('matching reports with changes', () => {
  it('gives a change to the report that it answers likeliest, and the other one its second choice', () => {
    const matched = changesOf(
      [[0], [1]],
      fits(
        [[7, 0.9]],
        [
          [7, 0.5],
          [8, 0.45],
        ],
      ),
      LIMITS,
    );
    expect(matched).toEqual([[7], [8]]);
  });

  it('leaves a report without a change where none stands out', () => {
    expect(
      changesOf(
        [[0]],
        fits([
          [7, 0.3],
          [8, 0.3],
        ]),
        LIMITS,
      ),
    ).toEqual([[]]);
  });

  it('gives a further change only where it wins over those left', () => {
    expect(
      changesOf(
        [[0]],
        fits([
          [7, 0.8],
          [8, 0.18],
        ]),
        LIMITS,
      ),
    ).toEqual([[7, 8]]);
    expect(
      changesOf(
        [[0]],
        fits([
          [7, 0.8],
          [8, 0.1],
        ]),
        LIMITS,
      ),
    ).toEqual([[7]]);
    expect(
      changesOf(
        [[0]],
        fits([
          [7, 0.8],
          [8, 0.18],
        ]),
        { ...LIMITS, most: 1 },
      ),
    ).toEqual([[7]]);
  });

  it('takes the best ticket of a report', () => {
    expect(changesOf([[0, 1]], fits([[7, 0.1]], [[7, 0.6]]), LIMITS)).toEqual([[7]]);
  });

  it('holds a further change against what is left of the same ticket, not of others', () => {
    const table = fits(
      [[7, 0.9]],
      [
        [8, 0.9],
        [9, 0.001],
      ],
    );
    expect(changesOf([[0, 1]], table, LIMITS)).toEqual([[7, 8]]);
    const [[, second] = []] = matchAnswers([[0, 1]], fits([[7, 0.9]], [[8, 0.8]]), LIMITS);
    expect(second?.share).toBeCloseTo(0.8, 9);
  });

  it('tells the share of each: of the first against all, of a further one against those left', () => {
    const table = fits([
      [7, 0.8],
      [8, 0.18],
    ]);
    const [[first, second] = []] = matchAnswers([[0]], table, LIMITS);
    expect(first?.share).toBeCloseTo(0.8, 9);
    expect(second?.share).toBeCloseTo(0.9, 9);
  });
});

it('tells how likely two tickets have one answer', () => {
  const common = commonAnswer(fits([[7, 0.9]], [[7, 0.4]], [[8, 0.9]]));
  expect(common(0, 1)).toBeCloseTo(0.6, 9);
  expect(common(0, 2)).toBe(0);
});
