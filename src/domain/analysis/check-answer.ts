import type { Evidence } from '../evidence.ts';
import {
  logEvidence,
  pullRequestEvidence,
  SEVERITIES,
  ticketEvidence,
  type EvidenceId,
  type Incident,
  type Severity,
} from '../incident.ts';
import type { RootCause } from '../root-cause.ts';
import type { ModelRootCause, ModelRootCauses, PromptIdMap } from './model-root-causes.ts';
import { cleanModelText } from './clean-model-text.ts';
import { inventedReferences } from './invented-references.ts';
import { withReadableIds } from './readable-ids.ts';

const MAX_TITLE = 160;
const MAX_DESCRIPTION = 1_500;
const MAX_ACTION = 500;

export interface CheckedAnswer {
  readonly accepted: RootCause[];
  /** What was not believed and why, one short sentence each. */
  readonly dropped: string[];
}

/**
 * Believes of a model's answer only what its evidence supports: a claim must cite evidence of its own incident, a culprit
 * must be a suspect that isn't ruled out, and a ticket or pull request that its texts name must be in the evidence.
 * Whole causes are dropped where that fails, for the rules to fill in; single citations, services, tickets or a severity
 * far from the rules' are left out of an otherwise sound one.
 */
export const checkAnswer = (
  answer: ModelRootCauses,
  idMap: PromptIdMap,
  incidents: readonly Incident[],
  evidence: Evidence,
): CheckedAnswer => {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const run: RunFacts = {
    idMap,
    pullRequests: new Set(evidence.pullRequests.map(({ id }) => id)),
    invented: inventedReferences(evidence),
  };
  const accepted = new Map<string, RootCause>();
  const dropped: string[] = [];
  for (const claim of answer.rootCauses) {
    const incident = byId.get(own(idMap.incidents, claim.incidentId.trim()) ?? '');
    const label = cleanModelText(claim.incidentId, 20);
    if (incident === undefined) dropped.push(`${label}: there is no such incident`);
    else if (accepted.has(incident.id)) dropped.push(`${label}: answered twice, the first answer stands`);
    else {
      const checked = checkClaim(claim, incident, run);
      if (checked.cause !== null) accepted.set(incident.id, checked.cause);
      dropped.push(...checked.dropped.map((reason) => `${label}: ${reason}`));
    }
  }
  return { accepted: [...accepted.values()], dropped };
};

interface RunFacts {
  readonly idMap: PromptIdMap;
  readonly pullRequests: ReadonlySet<string>;
  readonly invented: (text: string) => string[];
}

const checkClaim = (
  claim: ModelRootCause,
  incident: Incident,
  run: RunFacts,
): { readonly cause: RootCause | null; readonly dropped: string[] } => {
  const mine = evidenceOf(incident);
  const citations = [...new Set(claim.evidence)].map((short) => ({ short, id: citedBy(short, run.idMap, mine) }));
  const cited = [...new Set(citations.flatMap(({ id }) => id ?? []))];
  const dropped = citations
    .filter(({ id }) => id === null)
    .map(({ short }) => `cites ${cleanModelText(short, 30)}, which is no evidence of this incident`);
  const culprit = culpritOf(claim, incident, run);
  const texts = textsOf(claim, run.idMap, mine);
  const [invented] = run.invented(`${texts.title}\n${texts.description}\n${texts.suggestedAction}`);
  const problem =
    (cited.length === 0 ? 'cites nothing that exists' : null) ??
    culprit.problem ??
    (Object.values(texts).includes('') ? 'leaves its title, description or action empty' : null) ??
    (invented === undefined ? null : `names ${invented}, which is nowhere in the evidence`);
  if (problem !== null) return { cause: null, dropped: [...dropped, problem] };
  const severity = severityOf(claim, incident);
  if (severity.problem !== null) dropped.push(severity.problem);
  return {
    cause: causeOf(claim, incident, run, { texts, severity: severity.level, culprit: culprit.id, cited }),
    dropped,
  };
};

const evidenceOf = (incident: Incident): Set<EvidenceId> =>
  new Set<EvidenceId>([
    ...incident.ticketKeys.map(ticketEvidence),
    ...incident.pullRequestIds.map(pullRequestEvidence),
    ...incident.suspects.map(({ pullRequestId }) => pullRequestEvidence(pullRequestId)),
    ...incident.logPatternIds.map(logEvidence),
  ]);

/** By the prompt's short id, or by the name that the ticket or pull request has anyway. */
const citedBy = (short: string, idMap: PromptIdMap, mine: ReadonlySet<EvidenceId>): EvidenceId | null => {
  const name = short.trim();
  const id =
    own(idMap.evidence, name) ?? [ticketEvidence(name), pullRequestEvidence(name)].find((named) => mine.has(named));
  return id !== undefined && mine.has(id) ? id : null;
};

const culpritOf = (
  claim: ModelRootCause,
  incident: Incident,
  { idMap, pullRequests }: RunFacts,
): { readonly id: string | null; readonly problem: string | null } => {
  const named = claim.culprit?.trim() ?? '';
  if (named === '') return { id: null, problem: null };
  const id = (own(idMap.evidence, named) ?? named).replace(/^pr:/, '');
  const suspect = incident.suspects.find(({ pullRequestId }) => pullRequestId === id && pullRequests.has(id));
  const label = cleanModelText(named, 60);
  if (suspect === undefined) return { id: null, problem: `blames ${label}, which is no suspect of this incident` };
  const against = cleanModelText(suspect.reasonsAgainst[0] ?? 'by time', 160);
  return suspect.ruledOut
    ? { id: null, problem: `blames ${label}, which is ruled out: ${against}` }
    : { id, problem: null };
};

type Texts = Pick<RootCause, 'title' | 'description' | 'suggestedAction'>;

const textsOf = (claim: ModelRootCause, idMap: PromptIdMap, mine: ReadonlySet<string>): Texts => {
  const shown = (text: string, limit: number): string =>
    cleanModelText(withReadableIds(text.slice(0, limit * 8), idMap, mine), limit);
  return {
    title: shown(claim.title, MAX_TITLE),
    description: shown(claim.description, MAX_DESCRIPTION),
    suggestedAction: shown(claim.suggestedAction, MAX_ACTION),
  };
};

/**
 * The model may differ from the rules by one level: they measured, and text that others wrote can talk a model into
 * anything. What nobody reported it can't make low, which would hide the incident from the brief.
 */
const severityOf = (
  { severity }: ModelRootCause,
  incident: Incident,
): { readonly level: Severity; readonly problem: string | null } => {
  const rules = SEVERITIES.indexOf(incident.severity);
  const found = SEVERITIES.findIndex((level) => level === severity);
  if (found === -1) {
    const label = cleanModelText(severity, 30);
    return { level: incident.severity, problem: `"${label}" is no severity (allowed: ${SEVERITIES.join(', ')})` };
  }
  const nearest = SEVERITIES[Math.min(Math.max(found, rules - 1), rules + 1)] ?? incident.severity;
  const level = nearest === 'low' && incident.ticketKeys.length === 0 ? incident.severity : nearest;
  const problem = `severity ${severity} is too far from ${incident.severity}, which the figures say: ${level} it is`;
  return { level, problem: level === severity ? null : problem };
};

const causeOf = (
  claim: ModelRootCause,
  incident: Incident,
  { idMap }: RunFacts,
  checked: {
    readonly texts: Texts;
    readonly severity: Severity;
    readonly culprit: string | null;
    readonly cited: readonly EvidenceId[];
  },
): RootCause => {
  const services = [...new Set(claim.affectedServices)].filter((service) => incident.services.includes(service));
  const tickets = claim.relatedTickets
    .map((ticket) => (own(idMap.evidence, ticket) ?? ticketEvidence(ticket)).replace(/^ticket:/, ''))
    .filter((key) => incident.ticketKeys.includes(key));
  return {
    incidentId: incident.id,
    ...checked.texts,
    severity: checked.severity,
    affectedServices: services.length > 0 ? services : incident.services,
    relatedTickets: tickets.length > 0 ? [...new Set(tickets)] : incident.ticketKeys,
    pullRequestId: checked.culprit,
    evidence: checked.cited,
    confidence: incident.confidence,
    by: 'model',
  };
};

/** Ids come from a model: `constructor` must not find anything. */
const own = <Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;
