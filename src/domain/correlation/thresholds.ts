/** Where log-odds are enough; 0 is as likely as not. */
export interface Thresholds {
  /** Bursts are put together while their mean score is above it. */
  readonly pair: number;
  readonly merge: number;
  readonly ticket: number;
  readonly repair: number;
  readonly suspect: number;
  readonly blame: number;
  readonly rounds: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  pair: 0.2,
  merge: 0,
  ticket: -1.8,
  repair: -1.4,
  suspect: -2.5,
  blame: -1.1,
  rounds: 3,
};
