import type { JudgedIncident, JudgedPattern } from '../../../bench/eval-worlds/score-items.ts';
import type { TrueIncident, TrueLog, Truth } from '../../../bench/eval-worlds/world-files.ts';

/** A true incident that says only what a test is about. */
export const trueIncident = (id: string, facts: Partial<TrueIncident> = {}): TrueIncident => ({
  id,
  difficulty: 'medium',
  severity: 'medium',
  services: [],
  rootCause: {},
  tickets: [],
  pullRequests: [],
  logs: [],
  ...facts,
});

export const trueLog = (id: string, regex: string, logGroup = '/app/till'): TrueLog => ({ id, logGroup, regex });

export const truthOf = (
  incidents: readonly TrueIncident[],
  distractors: Partial<Truth['distractors']> = {},
): Truth => ({
  incidents: [...incidents],
  distractors: { tickets: [], pullRequests: [], logs: [], ...distractors },
});

/** An incident of a report. */
export const guess = (facts: Partial<JudgedIncident> = {}): JudgedIncident => ({
  severity: 'medium',
  services: [],
  tickets: [],
  pullRequests: [],
  logPatterns: [],
  rootCause: { pullRequest: null },
  ...facts,
});

export const pattern = (template: string, samples: readonly string[], logGroup = '/app/till'): JudgedPattern => ({
  logGroup,
  template,
  samples,
});
