const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface PointLimits {
  /** The primary limit; default 5,000. */
  readonly pointsPerHour: number;
  /** A secondary limit; default 2,000. */
  readonly pointsPerMinute: number;
}

export interface PointState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAtMs: number;
}

/** Counts points as GitHub does: an hour that begins with its first query, and the last minute. */
export class PointBudget {
  readonly #limits: PointLimits;
  readonly #clock: () => number;
  #used = 0;
  #resetAtMs = 0;
  #recent: { readonly atMs: number; readonly points: number }[] = [];

  constructor(limits: PointLimits, clock: () => number) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Takes the points, or says which limit forbids it. */
  take(points: number): 'taken' | 'primary' | 'secondary' {
    const nowMs = this.#clock();
    this.#recent = this.#recent.filter(({ atMs }) => nowMs - atMs < MINUTE_MS);
    const lastMinute = this.#recent.reduce((sum, taken) => sum + taken.points, 0);
    if (lastMinute + points > this.#limits.pointsPerMinute) return 'secondary';
    if (points > this.state().remaining) return 'primary';
    if (this.#used === 0) this.#resetAtMs = nowMs + HOUR_MS;
    this.#used += points;
    this.#recent.push({ atMs: nowMs, points });
    return 'taken';
  }

  state(): PointState {
    const nowMs = this.#clock();
    if (nowMs >= this.#resetAtMs) {
      this.#used = 0;
      this.#resetAtMs = nowMs + HOUR_MS;
    }
    const limit = this.#limits.pointsPerHour;
    return { limit, used: this.#used, remaining: limit - this.#used, resetAtMs: this.#resetAtMs };
  }
}
