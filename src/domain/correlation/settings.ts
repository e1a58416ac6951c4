import type { Severity, SignalKind } from '../incident.ts';

/** How correlation weighs what it sees. Plain data: a team's configuration may replace any of it. */
export interface CorrelationSettings {
  /** How much each kind of signal counts. Only the proportions to the defaults matter: 0 switches a kind off. */
  readonly weights: Readonly<Record<SignalKind, number>>;
  readonly priority: PrioritySettings;
}

/** Weights of the priority formula in `priority.ts`; each part is a share of the points within a severity's band. */
export interface PrioritySettings {
  /** Where each severity's band of points begins; it ends where the next one begins, or at 100. */
  readonly floor: Readonly<Record<Severity, number>>;
  /** How grave it is for its severity: a high that is nearly critical comes before one that is hardly high. */
  readonly gravity: number;
  readonly volume: number;
  readonly breadth: number;
  readonly reports: number;
  readonly ongoing: number;
}

export const DEFAULT_CORRELATION_SETTINGS: CorrelationSettings = {
  weights: {
    keyword: 0.3,
    service: 0.3,
    time: 0.2,
    person: 0.1,
    'file-path': 0.1,
    reference: 0.3,
    exception: 0.2,
  },
  priority: {
    floor: { critical: 80, high: 55, medium: 30, low: 0 },
    gravity: 2,
    volume: 0.35,
    breadth: 0.2,
    reports: 0.25,
    ongoing: 0.2,
  },
};
