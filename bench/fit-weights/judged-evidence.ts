import type { Group } from '../../src/domain/correlation/group.ts';
import type { LogPattern } from '../../src/domain/log-pattern.ts';
import type { JudgedIncident } from '../eval-worlds/score-items.ts';

/** As many as a report shows. */
const MAX_SAMPLES = 5;

/** A group as the scorer of reports would read it, without what it concludes. */
export const judgedGroup = ({ bursts, tickets, suspects, repairs }: Group): JudgedIncident => ({
  ...judgedPatterns(bursts.map(({ pattern }) => pattern)),
  tickets: tickets.map(({ ticket }) => ticket.key),
  pullRequests: [...suspects, ...repairs].map(({ change }) => change.id),
});

export const judgedPatterns = (patterns: readonly LogPattern[]): JudgedIncident => ({
  severity: 'low',
  services: [],
  tickets: [],
  pullRequests: [],
  logPatterns: patterns.map(({ logGroup, template, samples }) => ({
    logGroup,
    template,
    samples: samples.slice(0, MAX_SAMPLES).map(({ message }) => message),
  })),
  rootCause: { pullRequest: null },
});
