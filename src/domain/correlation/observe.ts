import type { BurstNode, ChangeNode, TicketNode } from './scene.ts';
import type { Group } from './group.ts';
import type { SuspectFeature } from './suspect-features.ts';

/** Sees every candidate with its features while the engine works: what weights are fitted on. */
export interface Observe {
  pair(a: BurstNode, b: BurstNode, features: Readonly<Record<string, number>>): void;
  merge(a: Group, b: Group, features: Readonly<Record<string, number>>): void;
  ticket(ticket: TicketNode, group: Group, features: Readonly<Record<string, number>>): void;
  change(
    role: 'suspect' | 'repair',
    change: ChangeNode,
    group: Group,
    features: Readonly<Record<string, number>>,
  ): void;
  /** A change that may be to blame for a finished group. */
  suspect(change: ChangeNode, group: Group, features: Readonly<Record<SuspectFeature, number>>): void;
  group(
    what: 'plausible' | 'severity' | 'cause',
    group: Group,
    features: Readonly<Record<string, number>>,
    service?: string,
  ): void;
}

const nothing = (): void => undefined;
export const OBSERVE_NOTHING: Observe = {
  pair: nothing,
  merge: nothing,
  ticket: nothing,
  change: nothing,
  suspect: nothing,
  group: nothing,
};
