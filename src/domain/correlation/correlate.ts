import type { Evidence } from '../evidence.ts';
import { pullRequestEvidence, type Incident } from '../incident.ts';
import { assemble } from './assemble.ts';
import { conclude } from './conclude.ts';
import { FITTED_WEIGHTS } from './fitted-weights.ts';
import type { FittedWeights } from './weigh.ts';
import { OBSERVE_NOTHING, type Observe } from './observe.ts';
import { sceneOf } from './scene.ts';
import { blamedElsewhere } from './suspect-reasons.ts';
import type { CorrelationSettings } from './settings.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts';

/** Other weights and thresholds than the fitted ones, and someone who watches: for those who fit them. */
export interface Laboratory {
  readonly weights: FittedWeights;
  readonly thresholds: Thresholds;
  readonly observe: Observe;
}

const PRODUCT: Laboratory = { weights: FITTED_WEIGHTS, thresholds: DEFAULT_THRESHOLDS, observe: OBSERVE_NOTHING };

/**
 * Groups a run's evidence into incidents, in order of priority. Pure: the same evidence in any order gives the same
 * incidents; each piece of evidence is in at most one.
 */
export const correlate = (
  evidence: Evidence,
  settings: CorrelationSettings,
  laboratory: Partial<Laboratory> = {},
): Incident[] => {
  const { weights, thresholds, observe } = { ...PRODUCT, ...laboratory };
  const scene = sceneOf(evidence);
  const assembly = assemble(scene, settings, weights, observe, thresholds);
  const incidents = conclude({ scene, assembly, settings, weights, thresholds, observe });
  return withoutRepeats(incidents.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1)));
};

/**
 * A pull request that conclusions brought into two incidents stays in the one that it is blamed for, else in the first;
 * one that two incidents blame, as they have a version bump each, is to blame for the first.
 */
const withoutRepeats = (incidents: readonly Incident[]): Incident[] => {
  const owners = new Map<string, Incident>();
  for (const incident of incidents) {
    const culprit = incident.culpritPullRequestId;
    if (culprit !== null && !owners.has(culprit)) owners.set(culprit, incident);
  }
  for (const incident of incidents) {
    for (const id of incident.pullRequestIds) if (!owners.has(id)) owners.set(id, incident);
  }
  return incidents.map((incident) => {
    const lost = new Set(incident.pullRequestIds.filter((id) => owners.get(id) !== incident));
    return lost.size === 0 ? incident : without(incident, lost);
  });
};

const without = (incident: Incident, lost: ReadonlySet<string>): Incident => {
  const ends = new Set<string>([...lost].map((id) => pullRequestEvidence(id)));
  const culprit = incident.culpritPullRequestId;
  return {
    ...incident,
    pullRequestIds: incident.pullRequestIds.filter((id) => !lost.has(id)),
    links: incident.links.filter(({ from, to }) => !ends.has(from) && !ends.has(to)),
    suspects: incident.suspects.map((suspect) =>
      culprit === suspect.pullRequestId && lost.has(culprit) ? blamedElsewhere(suspect) : suspect,
    ),
    culpritPullRequestId: culprit !== null && lost.has(culprit) ? null : culprit,
  };
};
