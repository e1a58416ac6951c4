import type { Severity } from '../incident.ts';
import type { Group } from './group.ts';
import type { PrioritySettings } from './settings.ts';

const CEILING: Readonly<Record<Severity, Severity | null>> = {
  low: 'medium',
  medium: 'high',
  high: 'critical',
  critical: null,
};
/** Where each part is full: a million events, eight services, five tickets. */
const FULL_EVENTS_LOG10 = 6;
const FULL_SERVICES_LOG2 = 3;
const FULL_TICKETS = 5;

export interface Weighed {
  readonly severity: Severity;
  /** Where within its severity it lies, 0 to 1. */
  readonly gravity: number;
  readonly group: Group;
  readonly ongoing: boolean;
}

/**
 * 0 to 100: the severity's floor, and within its band
 * gravity + volume × log10(events + 1) / 6 + breadth × log2(services) / 3 + reports × tickets / 5 + ongoing, each part at
 * most 1, weighted by the settings over their sum. So severity comes first, frequency second.
 */
export const priorityOf = ({ severity, gravity, group, ongoing }: Weighed, settings: PrioritySettings): number => {
  const floor = settings.floor[severity];
  const next = CEILING[severity];
  const top = next === null ? 100 : settings.floor[next];
  const parts =
    settings.gravity * gravity +
    settings.volume * Math.min(1, Math.log10(group.count + 1) / FULL_EVENTS_LOG10) +
    settings.breadth * Math.min(1, Math.log2(Math.max(1, group.services.length)) / FULL_SERVICES_LOG2) +
    settings.reports * Math.min(1, group.tickets.length / FULL_TICKETS) +
    settings.ongoing * (ongoing ? 1 : 0);
  const whole = settings.gravity + settings.volume + settings.breadth + settings.reports + settings.ongoing;
  const share = whole > 0 ? parts / whole : 0;
  return Math.round((floor + (top - floor) * 0.999 * share) * 10) / 10;
};
