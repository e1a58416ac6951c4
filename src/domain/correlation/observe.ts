import type { BurstNode, ChangeNode, TicketNode } from './scene.ts';
import type { Group } from './group.ts';

/** Sees every candidate with its features while the engine works: what weights are fitted on. */
export interface Observe {
  pair(a: BurstNode, b: BurstNode, features: Readonly<Record<string, number>>): void;
  merge(a: Group, b: Group, features: Readonly<Record<string, number>>): void;
  ticket(ticket: TicketNode, group: Group, features: Readonly<Record<string, number>>): void;
  change(
    role: 'suspect' | 'repair' | 'blame',
    change: ChangeNode,
    group: Group,
    features: Readonly<Record<string, number>>,
  ): void;
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
  group: nothing,
};
