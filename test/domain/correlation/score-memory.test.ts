import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { OBSERVE_NOTHING } from '../../../src/domain/correlation/observe.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/domain/correlation/thresholds.ts';
import { background, coldStoreStory, dayOf, labelStory } from './stories.ts';

const DAY = dayOf(labelStory(), coldStoreStory(), background());

describe('what rounds remember of each other', () => {
  it.each([1, 2, 3, 5])('changes nothing after %i rounds: one who watches has all worked out anew', (rounds) => {
    let seen = 0;
    const observe = { ...OBSERVE_NOTHING, change: () => void seen++ };
    const thresholds = { ...DEFAULT_THRESHOLDS, rounds };
    const watched = correlate(DAY, DEFAULT_CORRELATION_SETTINGS, { thresholds, observe });
    expect(correlate(DAY, DEFAULT_CORRELATION_SETTINGS, { thresholds })).toEqual(watched);
    expect(seen).toBeGreaterThan(0);
  });
});
