import type { Incident } from '../incident.ts';
import type { PullRequest } from '../pull-request.ts';

/** The incident's pull requests that answer to it (fixes, reverts, hotfixes): those that are no suspects of it. */
export const repairsOf = (incident: Incident, pullRequests: readonly PullRequest[]): PullRequest[] => {
  const suspects = new Set(incident.suspects.map(({ pullRequestId }) => pullRequestId));
  const repairs = pullRequests.filter(({ id }) => incident.pullRequestIds.includes(id) && !suspects.has(id));
  return repairs.filter(({ createdAtMs, mergedAtMs }) => (mergedAtMs ?? createdAtMs) >= incident.startedAtMs);
};
