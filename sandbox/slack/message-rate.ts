/**
 * Slack takes about one message a second per channel, and short bursts on top
 * (https://docs.slack.dev/apis/web-api/rate-limits): a bucket per channel.
 */
export class MessageRate {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, { level: number; atMs: number }>();

  /** `perSecond` Infinity: no limit. */
  constructor(perSecond: number, burst: number, clock: () => number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#clock = clock;
  }

  /** 0: taken. Otherwise the whole seconds to wait, and nothing was taken. */
  take(channelId: string): number {
    if (this.#perSecond === Infinity) return 0;
    const nowMs = this.#clock();
    const { level, atMs } = this.#buckets.get(channelId) ?? { level: this.#burst, atMs: nowMs };
    const filled = Math.min(this.#burst, level + (Math.max(0, nowMs - atMs) / 1000) * this.#perSecond);
    if (filled < 1) return Math.ceil((1 - filled) / this.#perSecond);
    this.#buckets.set(channelId, { level: filled - 1, atMs: nowMs });
    return 0;
  }
}
