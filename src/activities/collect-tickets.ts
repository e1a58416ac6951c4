import type { CollectedSource, RunPlan } from '../domain/run-plan.ts';
import { activityCall } from './call-context.ts';
import { coverageOf } from './coverage-of.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { loadTeam, required } from './run-context.ts';

/** Reads the range's tickets and stores them. */
export const collectTickets =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan): Promise<CollectedSource> => {
    const source = required(deps.tickets, 'ticket source');
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const collected = await source.collectTickets(
      { range: plan.range, projects: team.scope.jiraProjects, ...team.tickets },
      activityCall(),
    );
    return {
      ref: await deps.evidence.put(plan.runId, 'tickets', collected.items),
      coverage: coverageOf('tickets', source.label, { ...collected, items: collected.items.length }),
    };
  };
