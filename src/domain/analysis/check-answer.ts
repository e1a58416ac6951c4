import type { Evidence } from '../evidence.ts';
import {
  pullRequestEvidence,
  SEVERITIES,
  ticketEvidence,
  type EvidenceId,
  type Incident,
  type Severity,
} from '../incident.ts';
import type { RootCause } from '../root-cause.ts';
import type { ModelRootCause, ModelRootCauses, PromptIdMap } from './model-root-causes.ts';
import { clip } from './phrases.ts';
import { redact } from './redact.ts';

const MAX_TITLE = 160;
const MAX_DESCRIPTION = 1_500;
const MAX_ACTION = 500;

export interface CheckedAnswer {
  readonly accepted: RootCause[];
  /** What was not believed and why, one short sentence each. */
  readonly dropped: string[];
}

/**
 * Believes of a model's answer only what its evidence supports: a claim must cite evidence of its own incident,
 * a culprit must be a suspect that isn't ruled out. Whole causes are dropped where that fails, for the rules to fill in;
 * single citations, services, tickets or an unknown severity are left out of an otherwise sound one.
 */
export const checkAnswer = (
  answer: ModelRootCauses,
  idMap: PromptIdMap,
  incidents: readonly Incident[],
  evidence: Evidence,
): CheckedAnswer => {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const known = new Set(evidence.pullRequests.map(({ id }) => id));
  const accepted = new Map<string, RootCause>();
  const dropped: string[] = [];
  for (const claim of answer.rootCauses) {
    const incident = byId.get(own(idMap.incidents, claim.incidentId) ?? '');
    const label = clip(claim.incidentId, 20);
    if (incident === undefined) dropped.push(`${label}: there is no such incident`);
    else if (accepted.has(incident.id)) dropped.push(`${label}: answered twice, the first answer stands`);
    else {
      const checked = checkClaim(claim, incident, idMap, known);
      if (checked.cause !== null) accepted.set(incident.id, checked.cause);
      dropped.push(...checked.dropped.map((reason) => `${label}: ${reason}`));
    }
  }
  return { accepted: [...accepted.values()], dropped };
};

const checkClaim = (
  claim: ModelRootCause,
  incident: Incident,
  idMap: PromptIdMap,
  known: ReadonlySet<string>,
): { readonly cause: RootCause | null; readonly dropped: string[] } => {
  const mine = evidenceOf(incident);
  const cited = [...new Set(claim.evidence.flatMap((short) => own(idMap.evidence, short) ?? []))].filter((id) =>
    mine.has(id),
  );
  const dropped = claim.evidence
    .filter((short) => !mine.has(own(idMap.evidence, short) ?? 'log:'))
    .map((short) => `cites ${clip(short, 30)}, which is no evidence of this incident`);
  const culprit = culpritOf(claim, incident, idMap, known);
  if (cited.length === 0) return { cause: null, dropped: [...dropped, 'cites nothing that exists'] };
  if (culprit.problem !== null) return { cause: null, dropped: [...dropped, culprit.problem] };
  if (claim.title.trim() === '' || claim.description.trim() === '')
    return { cause: null, dropped: [...dropped, 'says nothing'] };
  const severity = SEVERITIES.find((level) => level === claim.severity);
  if (severity === undefined)
    dropped.push(`"${clip(claim.severity, 30)}" is no severity (allowed: ${SEVERITIES.join(', ')})`);
  const cause = causeOf(claim, incident, idMap, {
    severity: severity ?? incident.severity,
    culprit: culprit.id,
    cited,
  });
  return { cause, dropped };
};

const evidenceOf = (incident: Incident): Set<string> =>
  new Set<string>([
    ...incident.ticketKeys.map(ticketEvidence),
    ...incident.pullRequestIds.map(pullRequestEvidence),
    ...incident.suspects.map(({ pullRequestId }) => pullRequestEvidence(pullRequestId)),
    ...incident.logPatternIds.map((id) => `log:${id}`),
  ]);

const culpritOf = (
  claim: ModelRootCause,
  incident: Incident,
  idMap: PromptIdMap,
  known: ReadonlySet<string>,
): { readonly id: string | null; readonly problem: string | null } => {
  if (claim.culprit === null || claim.culprit.trim() === '') return { id: null, problem: null };
  const id = (own(idMap.evidence, claim.culprit) ?? claim.culprit).replace(/^pr:/, '');
  const suspect = incident.suspects.find(({ pullRequestId }) => pullRequestId === id && known.has(id));
  const label = clip(claim.culprit, 60);
  if (suspect === undefined) return { id: null, problem: `blames ${label}, which is no suspect of this incident` };
  if (suspect.ruledOut)
    return { id: null, problem: `blames ${label}, which is ruled out: ${suspect.reasonsAgainst[0] ?? 'by time'}` };
  return { id, problem: null };
};

const causeOf = (
  claim: ModelRootCause,
  incident: Incident,
  idMap: PromptIdMap,
  checked: { readonly severity: Severity; readonly culprit: string | null; readonly cited: readonly string[] },
): RootCause => {
  const services = [...new Set(claim.affectedServices)].filter((service) => incident.services.includes(service));
  const tickets = claim.relatedTickets
    .map((ticket) => (own(idMap.evidence, ticket) ?? ticketEvidence(ticket)).replace(/^ticket:/, ''))
    .filter((key) => incident.ticketKeys.includes(key));
  const action = clip(redact(claim.suggestedAction), MAX_ACTION);
  return {
    incidentId: incident.id,
    title: clip(redact(claim.title), MAX_TITLE),
    description: clip(redact(claim.description), MAX_DESCRIPTION),
    severity: checked.severity,
    affectedServices: services.length > 0 ? services : incident.services,
    relatedTickets: tickets.length > 0 ? [...new Set(tickets)] : incident.ticketKeys,
    pullRequestId: checked.culprit,
    suggestedAction: action,
    evidence: checked.cited as readonly EvidenceId[],
    confidence: incident.confidence,
    by: 'model',
  };
};

/** Ids come from a model: `constructor` must not find anything. */
const own = <Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;
