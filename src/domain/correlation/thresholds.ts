/** Where log-odds are enough; 0 is as likely as not. */
export interface Thresholds {
  readonly merge: number;
  readonly ticket: number;
  readonly repair: number;
  readonly suspect: number;
  readonly blame: number;
  readonly rounds: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  merge: -0.5,
  ticket: -2,
  repair: -2,
  suspect: -2,
  blame: -0.8,
  rounds: 3,
};
