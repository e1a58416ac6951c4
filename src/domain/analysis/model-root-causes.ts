import type { EvidenceId } from '../incident.ts';

/** What the model answers about one incident, in the short ids of its prompt. */
export interface ModelRootCause {
  /** "I1" */
  readonly incidentId: string;
  readonly title: string;
  readonly description: string;
  /** One of SEVERITIES; anything else is ignored. */
  readonly severity: string;
  readonly affectedServices: readonly string[];
  /** "T1", or the ticket's key. */
  readonly relatedTickets: readonly string[];
  /** "P1" or `owner/name#number`; null when no change is to blame. */
  readonly culprit: string | null;
  readonly suggestedAction: string;
  /** What the claim rests on: "T1", "P2", "L3". */
  readonly evidence: readonly string[];
}

export interface ModelRootCauses {
  readonly rootCauses: readonly ModelRootCause[];
}

/** What the short ids of a prompt stand for. They run on over all incidents, so that a foreign citation shows. */
export interface PromptIdMap {
  /** "I1" to the incident's id. */
  readonly incidents: Readonly<Record<string, string>>;
  /** "T1", "P1", "L1" to the evidence. */
  readonly evidence: Readonly<Record<string, EvidenceId>>;
}
