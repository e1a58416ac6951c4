import type { Evidence } from '../domain/evidence.ts';
import type { LogPattern } from '../domain/log-pattern.ts';
import type { PullRequest } from '../domain/pull-request.ts';
import type { EvidenceRefs, RunPlan, StoredRef } from '../domain/run-plan.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { EvidenceStore } from '../ports.ts';
import type { TeamSettings } from './dependencies.ts';
import { load } from './run-context.ts';

/** All that the run collected; a source without a reference contributes nothing. */
export const loadEvidence = async (
  store: EvidenceStore,
  plan: RunPlan,
  team: TeamSettings,
  refs: EvidenceRefs,
): Promise<Evidence> => {
  const items = async <Item>(ref: StoredRef | null): Promise<Item[]> => (ref === null ? [] : load<Item[]>(store, ref));
  const [tickets, pullRequests, logPatterns] = await Promise.all([
    items<Ticket>(refs.tickets),
    items<PullRequest>(refs.pullRequests),
    items<LogPattern>(refs.logPatterns),
  ]);
  return { range: plan.range, scope: team.scope, tickets, pullRequests, logPatterns };
};
