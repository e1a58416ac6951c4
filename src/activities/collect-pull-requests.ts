import type { CollectedSource, RunPlan } from '../domain/run-plan.ts';
import { activityCall } from './call-context.ts';
import { coverageOf } from './coverage-of.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { loadTeam, required } from './run-context.ts';

/** Reads the range's pull requests, and the merged ones before it that may be to blame, and stores them. */
export const collectPullRequests =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan): Promise<CollectedSource> => {
    const source = required(deps.pullRequests, 'pull request source');
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const collected = await source.collectPullRequests(
      { range: plan.range, repositories: team.scope.repositories, ...team.pullRequests },
      activityCall(),
    );
    return {
      ref: await deps.evidence.put(plan.runId, 'pull-requests', collected.items),
      coverage: coverageOf('pull-requests', source.label, { ...collected, items: collected.items.length }),
    };
  };
