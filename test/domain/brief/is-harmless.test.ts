import { describe, expect, it } from 'vitest';
import { isHarmlessIncident } from '../../../src/domain/brief/is-harmless.ts';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { coldStoreStory, dayOf } from '../correlation/stories.ts';

const incident = (parts: Partial<Incident>): Incident => {
  const [found] = correlate(dayOf(coldStoreStory()), DEFAULT_CORRELATION_SETTINGS);
  if (found === undefined) throw new Error('the story has no incident');
  return { ...found, ...parts };
};

describe('what is mentioned in one line only', () => {
  it('is of low severity, and reported by nobody or hardly an incident', () => {
    expect(isHarmlessIncident(incident({ severity: 'low', ticketKeys: [] }))).toBe(true);
    expect(isHarmlessIncident(incident({ severity: 'low', ticketKeys: ['COLD-3'], confidence: 0.49 }))).toBe(true);
  });

  it('is not what people report, where the engine is as sure as not, nor anything graver', () => {
    expect(isHarmlessIncident(incident({ severity: 'low', ticketKeys: ['COLD-3'], confidence: 0.5 }))).toBe(false);
    expect(isHarmlessIncident(incident({ severity: 'medium', ticketKeys: [], confidence: 0.5 }))).toBe(false);
  });
});
