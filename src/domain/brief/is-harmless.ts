import type { BriefIncident } from '../brief.ts';
import type { Incident, Severity } from '../incident.ts';
import type { RootCause } from '../root-cause.ts';

/**
 * Seen in the logs, of low severity, and reported by nobody: a restart, a blip. The brief mentions it in one line,
 * so that a reader can check the judgement; no model is asked about it and no thread opened for it.
 */
const isHarmless = (severity: Severity, tickets: readonly unknown[]): boolean =>
  severity === 'low' && tickets.length === 0;

export const isHarmlessIncident = ({ severity, ticketKeys }: Incident): boolean => isHarmless(severity, ticketKeys);

export const isHarmlessCause = ({ severity, relatedTickets }: RootCause): boolean =>
  isHarmless(severity, relatedTickets);

export const isHarmlessInBrief = ({ severity, tickets }: BriefIncident): boolean => isHarmless(severity, tickets);
