import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../../src/domain/logs/patterns/trend-of.ts';

const START_MS = Date.UTC(2026, 4, 4);
const RANGE = { fromMs: START_MS, toMs: START_MS + 86_400_000 };

/** Events by minute of the day. */
const day = (eventsAt: (minute: number) => number): [number, number][] =>
  Array.from({ length: 1_440 }, (_, minute): [number, number] => [START_MS / 60_000 + minute, eventsAt(minute)]).filter(
    ([, count]) => count > 0,
  );

describe('trendOf', () => {
  it.each<[name: string, eventsAt: (minute: number) => number, expected: string]>([
    ['the same all day', () => 2, 'steady'],
    ['with a daily rhythm', (minute) => Math.round(4 + 3 * Math.sin(minute / 230)), 'steady'],
    ['once an hour', (minute) => (minute % 60 === 7 ? 1 : 0), 'steady'],
    ['a few over the day', (minute) => ([30, 400, 610, 900, 1_300].includes(minute) ? 1 : 0), 'steady'],
    ['a burst from nothing', (minute) => (minute >= 600 && minute < 640 ? 12 : 0), 'new'],
    ['a burst that goes on', (minute) => (minute >= 1_300 ? 3 : 0), 'new'],
    ['a burst on a steady stream', (minute) => (minute >= 600 && minute < 640 ? 90 : 1), 'surging'],
    ['what stops in the night', (minute) => (minute < 90 ? 8 : 0), 'fading'],
  ])('%s is %s', (_, eventsAt, expected) => {
    expect(trendOf(day(eventsAt), RANGE)).toBe(expected);
  });

  it('compares with earlier runs where there is a history', () => {
    const burst = day((minute) => (minute >= 600 && minute < 640 ? 12 : 0));
    expect(trendOf(burst, RANGE, 20)).toBe('steady');
    expect(trendOf(burst, RANGE, 1)).toBe('surging');
    expect(trendOf(burst, RANGE, 200)).toBe('fading');
  });

  it('takes any length of range', () => {
    const hour = { fromMs: START_MS, toMs: START_MS + 3_600_000 };
    expect(trendOf([[START_MS / 60_000 + 50, 40]], hour)).toBe('new');
  });
});
