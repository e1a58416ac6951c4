import type { BriefIncident } from '../brief.ts';
import { isLikely } from '../incident.ts';

type Suspicion = Pick<BriefIncident, 'suspicion'>;

/** Whether its culprit is only suspected. Briefs that were stored before there were suspicions lack one. */
export const isOnlySuspected = (incident: Suspicion): incident is { readonly suspicion: number } =>
  typeof incident.suspicion === 'number' && !isLikely({ score: incident.suspicion });

/** What to call an incident's culprit: `likely`, or a suspicion with its chance. */
export const causeLabel = (incident: Suspicion, likely: string): string =>
  isOnlySuspected(incident) ? `Suspected cause (${Math.round(100 * incident.suspicion)} % likely)` : likely;
