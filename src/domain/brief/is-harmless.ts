import type { BriefIncident } from '../brief.ts';
import { DOUBTFUL_CONFIDENCE, type Incident, type Severity } from '../incident.ts';
import type { RootCause } from '../root-cause.ts';

/**
 * Of low severity, and reported by nobody (a restart, a blip) or hardly an incident (a report that nothing else speaks
 * of). The brief mentions it in one line, so that a reader can check the judgement; no model is asked about it and no
 * thread opened for it.
 */
const isHarmless = (severity: Severity, tickets: readonly unknown[], confidence: number): boolean =>
  severity === 'low' && (tickets.length === 0 || confidence < DOUBTFUL_CONFIDENCE);

export const isHarmlessIncident = ({ severity, ticketKeys, confidence }: Incident): boolean =>
  isHarmless(severity, ticketKeys, confidence);

export const isHarmlessCause = ({ severity, relatedTickets, confidence }: RootCause): boolean =>
  isHarmless(severity, relatedTickets, confidence);

export const isHarmlessInBrief = ({ severity, tickets, confidence }: BriefIncident): boolean =>
  isHarmless(severity, tickets, confidence);
