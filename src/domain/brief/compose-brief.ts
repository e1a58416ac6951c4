import { indexEvidence, type IncidentEvidence } from '../analysis/evidence-index.ts';
import { clip } from '../analysis/phrases.ts';
import { redact } from '../analysis/redact.ts';
import { repairsOf } from '../analysis/repairs-of.ts';
import { SUMMARY_MAX_CHARACTERS, summariseByRules } from '../analysis/summarise-by-rules.ts';
import { analyseByRules } from '../analysis/analyse-by-rules.ts';
import type { Brief, BriefFigures, BriefIncident, BriefLogPattern, BriefOutcome, BriefPullRequest } from '../brief.ts';
import type { Evidence } from '../evidence.ts';
import { SEVERITIES, type Incident } from '../incident.ts';
import type { LogPattern } from '../log-pattern.ts';
import { classifyPullRequest } from '../correlation/references.ts';
import type { PullRequest, PullRequestKind } from '../pull-request.ts';
import type { RootCause } from '../root-cause.ts';
import type { SourceCoverage } from '../source-coverage.ts';
import { isOnlySuspected } from './cause-label.ts';
import { coverageLine } from './coverage-line.ts';
import { isHarmlessCause } from './is-harmless.ts';
import { routeOutcome } from './route-outcome.ts';

const MAX_SAMPLES = 3;
const MAX_NOTE = 500;

export interface BriefInput {
  readonly runId: string;
  readonly evidence: Evidence;
  readonly coverage: readonly SourceCoverage[];
  /** In order of priority, as `correlate` returns them. */
  readonly incidents: readonly Incident[];
  /** Incidents without one get the rules' root cause. */
  readonly rootCauses: readonly RootCause[];
  /** The model's summary; null leaves it to the rules. */
  readonly summary: string | null;
  readonly notes: readonly string[];
  /** A page where a person sees the events of a pattern; null where there is none. */
  readonly linkToLogs: (pattern: LogPattern) => string | null;
}

/** The finished brief. Secrets are taken out of every text that others wrote. */
export const composeBrief = (input: BriefInput): Brief => {
  const { evidence, incidents } = input;
  const coverage = input.coverage.map((source) => ({ ...source, gaps: source.gaps.map(shownNote) }));
  const itemsOf = indexEvidence(evidence);
  const causes = new Map(input.rootCauses.map((cause) => [cause.incidentId, cause]));
  // In the engine's order, but for what a model found graver or lighter than the engine did.
  const cases = incidents
    .map((incident) => ({ incident, cause: causes.get(incident.id) ?? analyseByRules(incident, evidence) }))
    .toSorted((a, b) => SEVERITIES.indexOf(a.cause.severity) - SEVERITIES.indexOf(b.cause.severity));
  const told = cases.map(({ cause }) => cause).filter((cause) => !isHarmlessCause(cause));
  const outcome = outcomeOf(coverage, told.length);
  const shown = cases.map(({ incident, cause }) => briefIncident(incident, cause, itemsOf(incident), input.linkToLogs));
  const suspected = new Set(shown.filter(isOnlySuspected).map(({ id }) => id));
  return {
    runId: input.runId,
    team: evidence.scope.name,
    timeZone: evidence.scope.timeZone,
    range: evidence.range,
    outcome,
    summary:
      input.summary === null
        ? summariseByRules({ rootCauses: told, suspected, outcome, coverageLine: coverageLine(coverage) })
        : clip(redact(input.summary), SUMMARY_MAX_CHARACTERS - 1),
    summarisedBy: input.summary === null ? 'rules' : 'model',
    coverage,
    incidents: shown,
    notes: input.notes.map(shownNote),
    figures: figuresOf(evidence, coverage),
  };
};

/** What an adapter or a model said about itself quotes what others wrote. */
const shownNote = (text: string): string => clip(redact(text), MAX_NOTE);

const outcomeOf = (coverage: readonly SourceCoverage[], incidents: number): BriefOutcome => {
  const route = routeOutcome(coverage, { incidents });
  if (incidents > 0) return 'incidents';
  return route === 'all-quiet' ? 'all-quiet' : 'blind';
};

const briefIncident = (
  incident: Incident,
  cause: RootCause,
  items: IncidentEvidence,
  linkToLogs: BriefInput['linkToLogs'],
): BriefIncident => {
  const suspect = incident.suspects.find(
    ({ pullRequestId }) => pullRequestId === (cause.pullRequestId ?? incident.suspects[0]?.pullRequestId),
  );
  return {
    id: incident.id,
    title: cause.title,
    severity: cause.severity,
    priority: incident.priority,
    confidence: cause.confidence,
    services: cause.affectedServices.map(redact),
    description: cause.description,
    suggestedAction: cause.suggestedAction,
    explanation: redact(incident.explanation),
    analysedBy: cause.by,
    startedAtMs: incident.startedAtMs,
    lastSeenMs: incident.lastSeenMs,
    ongoing: incident.ongoing,
    tickets: items.tickets.map(({ key, url, summary, priority, assignee }) => ({
      key,
      url,
      summary: redact(summary),
      priority,
      assignee: assignee === null ? null : redact(assignee),
    })),
    pullRequests: pullRequestsOf(incident, cause, items),
    logPatterns: items.logPatterns.map((pattern) => briefPattern(pattern, linkToLogs)),
    suspicion: cause.by === 'rules' && cause.pullRequestId !== null ? (suspect?.score ?? null) : null,
    reasonsFor: (suspect?.reasonsFor ?? []).map(redact),
    reasonsAgainst: (suspect?.reasonsAgainst ?? []).map(redact),
  };
};

/** The culprit first, also when a model found it among suspects that the engine had left out. */
const pullRequestsOf = (incident: Incident, cause: RootCause, items: IncidentEvidence): BriefPullRequest[] => {
  const repairs = new Set(repairsOf(incident, items.pullRequests).map(({ id }) => id));
  const culprit = cause.pullRequestId === null ? undefined : items.suspects.get(cause.pullRequestId);
  const suspects = new Set(
    incident.suspects.filter(({ ruledOut }) => !ruledOut).map(({ pullRequestId }) => pullRequestId),
  );
  const roleOf = ({ id }: PullRequest): BriefPullRequest['role'] => {
    if (id === cause.pullRequestId) return 'culprit';
    if (suspects.has(id)) return 'suspect';
    return repairs.has(id) ? 'repair' : 'related';
  };
  const all = new Map([...(culprit === undefined ? [] : [culprit]), ...items.pullRequests].map((pr) => [pr.id, pr]));
  const rank = { culprit: 0, suspect: 1, repair: 2, related: 3 };
  return [...all.values()]
    .map((pr) => ({
      id: pr.id,
      url: pr.url,
      title: redact(pr.title),
      author: pr.author,
      role: roleOf(pr),
      mergedAtMs: pr.mergedAtMs,
    }))
    .toSorted((a, b) => rank[a.role] - rank[b.role]);
};

const briefPattern = (pattern: LogPattern, linkToLogs: BriefInput['linkToLogs']): BriefLogPattern => ({
  id: pattern.id,
  template: redact(pattern.template),
  service: redact(pattern.services[0] ?? pattern.logGroup),
  logGroup: pattern.logGroup,
  count: pattern.count,
  firstSeenMs: pattern.firstSeenMs,
  lastSeenMs: pattern.lastSeenMs,
  samples: pattern.samples.slice(0, MAX_SAMPLES).map(({ message }) => redact(message)),
  url: linkToLogs(pattern),
});

const figuresOf = (evidence: Evidence, coverage: readonly SourceCoverage[]): BriefFigures => {
  const read = coverage.filter(({ kind }) => kind === 'logs').reduce((sum, { items }) => sum + items, 0);
  const kinds = evidence.pullRequests.flatMap(classifyPullRequest);
  const ofKind = (kind: PullRequestKind): number => kinds.filter((found) => found === kind).length;
  return {
    tickets: evidence.tickets.length,
    pullRequests: evidence.pullRequests.length,
    failedChecks: ofKind('failed-ci'),
    reverts: ofKind('revert'),
    hotfixes: ofKind('hotfix'),
    logEvents: read > 0 ? read : evidence.logPatterns.reduce((sum, { count }) => sum + count, 0),
    logPatterns: evidence.logPatterns.length,
  };
};
