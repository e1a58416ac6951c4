import { mergeSlices, type MinedSlice } from '../domain/logs/merge-slices.ts';
import { createSliceMiner } from '../domain/logs/mine-slice.ts';
import { patternsOf } from '../domain/logs/patterns-of.ts';
import type { LogSlice } from '../domain/log-event.ts';
import type { RunPlan, StoredRef } from '../domain/run-plan.ts';
import { distinctiveTerms } from '../domain/ticket-terms.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { LogPlan, SliceRead } from '../ports.ts';
import { activityCall } from './call-context.ts';
import { fewGaps } from './coverage-of.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { load, loadTeam, required } from './run-context.ts';

/** A slice mined into patterns, stored; several workers mine slices of one run. */
export interface MinedRef extends SliceRead {
  readonly ref: StoredRef;
}

/** Counts the range's error events and cuts them into slices of one query each. */
export const planLogSlices =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan): Promise<LogPlan> => {
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const planned = await required(deps.logs, 'log source').planSlices(
      { range: plan.range, logGroups: team.scope.logGroups, maxEventsPerSlice: team.logs.maxEventsPerSlice },
      activityCall(),
    );
    return { ...planned, gaps: fewGaps(planned.gaps) };
  };

/** Map: one slice of the logs becomes a table of patterns, whose size doesn't depend on the number of events. */
export const mineLogSlice =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, slice: LogSlice): Promise<MinedRef> => {
    const miner = createSliceMiner();
    const read = await required(deps.logs, 'log source').readSlice(
      slice,
      (events) => events.forEach((event) => miner.add(event)),
      activityCall(),
    );
    const name = `slice/${slice.logGroup}/${slice.fromMs}`;
    return minedRef(read, await deps.evidence.put(plan.runId, name, miner.finish()));
  };

/** Looks up what tickets name exactly in the events that the slices leave out; null when they name nothing. */
export const lookUpTicketTerms =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, ticketsRef: StoredRef): Promise<MinedRef | null> => {
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const terms = distinctiveTerms(await load<Ticket[]>(deps.evidence, ticketsRef), team.logs.maxTicketTerms);
    if (terms.length === 0) return null;
    const miner = createSliceMiner();
    const read = await required(deps.logs, 'log source').findTerms(
      { range: plan.range, logGroups: team.scope.logGroups, maxEventsPerSlice: team.logs.maxEventsPerSlice },
      terms,
      (events) => events.forEach((event) => miner.add(event)),
      activityCall(),
    );
    return minedRef(read, await deps.evidence.put(plan.runId, 'slice/ticket-terms', miner.finish()));
  };

const minedRef = ({ events, gaps, calls }: SliceRead, ref: StoredRef): MinedRef => ({
  events,
  gaps: fewGaps(gaps),
  calls,
  ref,
});

export interface MergedPatterns {
  readonly ref: StoredRef;
  readonly patterns: number;
}

/** Merge: the slices' tables become the run's log patterns, the same as one pass over all events would give. */
export const mergeLogPatterns =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, sliceRefs: readonly StoredRef[]): Promise<MergedPatterns> => {
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const call = activityCall();
    const slices: MinedSlice[] = [];
    for (const ref of sliceRefs) {
      slices.push(await load<MinedSlice>(deps.evidence, ref));
      call.heartbeat();
    }
    const patterns = patternsOf(mergeSlices(slices), { range: plan.range, services: team.scope.services });
    return { ref: await deps.evidence.put(plan.runId, 'log-patterns', patterns), patterns: patterns.length };
  };
