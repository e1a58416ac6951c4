import type { Brief, BriefIncident } from '../brief.ts';
import type { Evidence } from '../evidence.ts';
import type { Severity } from '../incident.ts';
import type { LogPattern } from '../log-pattern.ts';
import type { SourceCoverage } from '../source-coverage.ts';
import { redact } from '../analysis/redact.ts';

const MAX_SAMPLES = 5;

/** A brief for machines: what belongs together and what is to blame, most important first. */
export interface Report {
  readonly runId: string;
  readonly team: string;
  readonly range: { readonly from: string; readonly to: string };
  readonly outcome: Brief['outcome'];
  readonly summary: string;
  /** With the number of items and API calls of each source. */
  readonly coverage: readonly SourceCoverage[];
  readonly notes: readonly string[];
  readonly incidents: readonly ReportIncident[];
}

export interface ReportIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly priority: number;
  readonly confidence: number;
  /** Most likely cause first. */
  readonly services: readonly string[];
  readonly tickets: readonly string[];
  readonly pullRequests: readonly string[];
  readonly logPatterns: readonly ReportLogPattern[];
  readonly rootCause: {
    /** `owner/name#number`; null where no change is to blame. */
    readonly pullRequest: string | null;
    readonly description: string;
    readonly suggestedAction: string;
    readonly by: BriefIncident['analysedBy'];
  };
}

export interface ReportLogPattern {
  readonly logGroup: string;
  readonly service: string;
  readonly template: string;
  readonly count: number;
  /** Up to 5 whole original messages, secrets taken out. */
  readonly samples: readonly string[];
}

/** The report of a brief; the evidence gives the samples that the brief leaves out. */
export const reportOf = (brief: Brief, evidence: Evidence): Report => {
  const patterns = new Map(evidence.logPatterns.map((pattern) => [pattern.id, pattern]));
  return {
    runId: brief.runId,
    team: brief.team,
    range: { from: new Date(brief.range.fromMs).toISOString(), to: new Date(brief.range.toMs).toISOString() },
    outcome: brief.outcome,
    summary: brief.summary,
    coverage: brief.coverage,
    notes: brief.notes,
    incidents: brief.incidents.map((incident) => reportIncident(incident, patterns)),
  };
};

const reportIncident = (incident: BriefIncident, patterns: ReadonlyMap<string, LogPattern>): ReportIncident => ({
  id: incident.id,
  title: incident.title,
  severity: incident.severity,
  priority: incident.priority,
  confidence: incident.confidence,
  services: incident.services,
  tickets: incident.tickets.map(({ key }) => key),
  pullRequests: incident.pullRequests.map(({ id }) => id),
  logPatterns: incident.logPatterns.map((pattern) => ({
    logGroup: pattern.logGroup,
    service: pattern.service,
    template: pattern.template,
    count: pattern.count,
    samples: (patterns.get(pattern.id)?.samples ?? []).slice(0, MAX_SAMPLES).map(({ message }) => redact(message)),
  })),
  rootCause: {
    pullRequest: incident.pullRequests.find(({ role }) => role === 'culprit')?.id ?? null,
    description: incident.description,
    suggestedAction: incident.suggestedAction,
    by: incident.analysedBy,
  },
});
