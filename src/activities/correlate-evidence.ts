import { isHarmlessIncident } from '../domain/brief/is-harmless.ts';
import { correlate } from '../domain/correlation/correlate.ts';
import type { CorrelatedEvidence, EvidenceRefs, RunPlan } from '../domain/run-plan.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { loadEvidence } from './load-evidence.ts';
import { loadTeam } from './run-context.ts';

/** Groups the run's evidence into incidents, by priority, and stores them. */
export const correlateEvidence =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, refs: EvidenceRefs): Promise<CorrelatedEvidence> => {
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const evidence = await loadEvidence(deps.evidence, plan, team, refs);
    const incidents = correlate(evidence, team.correlation);
    const ref = await deps.evidence.put(plan.runId, 'incidents', incidents);
    return { ref, incidents: incidents.filter((incident) => !isHarmlessIncident(incident)).length };
  };
