import { redact } from '../domain/analysis/redact.ts';
import { composeBrief as compose } from '../domain/brief/compose-brief.ts';
import { isHarmlessInBrief } from '../domain/brief/is-harmless.ts';
import { SEVERITIES, type Incident } from '../domain/incident.ts';
import type { LogPattern } from '../domain/log-pattern.ts';
import { reportOf } from '../domain/report/report-of.ts';
import type { RootCause } from '../domain/root-cause.ts';
import type {
  AnalysisResult,
  ComposedBrief,
  CorrelatedEvidence,
  EvidenceRefs,
  RunPlan,
  SummaryResult,
} from '../domain/run-plan.ts';
import type { SourceCoverage } from '../domain/source-coverage.ts';
import { MINUTE_MS } from '../domain/time-range.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { loadEvidence } from './load-evidence.ts';
import { load, loadTeam } from './run-context.ts';

export interface ComposeBriefRequest {
  readonly evidence: EvidenceRefs;
  readonly correlated: CorrelatedEvidence;
  /** Null when there was nothing to analyse. */
  readonly analysis: AnalysisResult | null;
  /** Null leaves the summary to the rules. */
  readonly summary: SummaryResult | null;
  readonly coverage: readonly SourceCoverage[];
  readonly notes: readonly string[];
}

/** Puts the brief and its report together and stores both; what travels on is small. */
export const composeBrief =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, request: ComposeBriefRequest): Promise<ComposedBrief> => {
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const [evidence, incidents, rootCauses] = await Promise.all([
      loadEvidence(deps.evidence, plan, team, request.evidence),
      load<Incident[]>(deps.evidence, request.correlated.ref),
      request.analysis === null ? [] : load<RootCause[]>(deps.evidence, request.analysis.ref),
    ]);
    const { coverage, notes, summary } = request;
    const brief = compose({
      ...{ runId: plan.runId, evidence, coverage, incidents, rootCauses, notes },
      summary: summary?.text ?? null,
      linkToLogs: (pattern) => linkTo(deps, pattern),
    });
    const [ref, reportRef] = await Promise.all([
      deps.evidence.put(plan.runId, 'brief', brief),
      deps.evidence.put(plan.runId, 'report', reportOf(brief, evidence)),
    ]);
    const told = brief.incidents.filter((incident) => !isHarmlessInBrief(incident));
    return {
      ...{ ref, reportRef, outcome: brief.outcome, summary: brief.summary },
      severity: SEVERITIES.find((level) => told.some(({ severity }) => severity === level)) ?? null,
      incidentIds: told.map(({ id }) => id),
    };
  };

/** A minute on both sides: log tools round, and a reader wants to see what came just before. */
const linkTo = ({ logs }: ActivityDependencies, pattern: LogPattern): string | null => {
  const range = { fromMs: pattern.firstSeenMs - MINUTE_MS, toMs: pattern.lastSeenMs + MINUTE_MS };
  return logs?.linkTo(pattern.logGroup, range, distinctivePart(pattern.template)) ?? null;
};

/** The longest stretch of a template without a variable: what its events have in common literally. A secret goes into no address. */
const distinctivePart = (template: string): string | null => {
  const parts = (template.split('\n')[0] ?? '').split('<*>').map((part) => part.trim());
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  if (redact(longest) !== longest) return null;
  return longest.length >= MIN_CONTAINED ? longest.slice(0, MAX_CONTAINED) : null;
};
const MIN_CONTAINED = 4;
const MAX_CONTAINED = 120;
