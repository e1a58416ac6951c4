import { HOUR_MS } from '../domain/time-range.ts';
import type { TeamScope } from '../domain/team.ts';
import { correlationSettings } from './correlation-overrides.ts';
import type { TeamConfig } from './team-schema.ts';

/** A team of the file in the shape of the activities' TeamSettings. */
export const teamSettings = (team: TeamConfig) => ({
  scope: {
    name: team.name,
    timeZone: team.schedule.timeZone,
    jiraProjects: unique(team.jiraProjects),
    repositories: unique(team.repositories),
    logGroups: unique(team.logGroups),
    services: team.services,
    people: team.people,
  } satisfies TeamScope,
  channel: team.channel ?? null,
  tickets: team.tickets,
  pullRequests: {
    suspectLookbackMs: team.pullRequests.suspectLookbackHours * HOUR_MS,
    maxPullRequests: team.pullRequests.maxPullRequests,
  },
  logs: team.logs,
  models: team.models,
  correlation: correlationSettings(team.correlation),
});

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
