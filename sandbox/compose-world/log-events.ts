import { busyMinute } from './busy-minute.ts';
import { fillHoles, regexOf } from './fill-holes.ts';
import { isJsonEncoded, writeLogLine } from './log-formats.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { StoryLog } from './story.ts';

const MINUTE_MS = 60_000;

export interface WorldEvent {
  readonly atMs: number;
  readonly message: string;
  readonly logStream: string;
}

/** What the truth says of one kind of line. */
export interface TrueLog {
  readonly id: string;
  readonly service: string;
  readonly logGroup: string;
  /** Matches every such line. */
  readonly regex: string;
  readonly count: number;
}

/** Collects events by log group, none after the end of the day. */
export class LogCollector {
  readonly #random: SeededRandom;
  readonly #nowMs: number;
  readonly #groups = new Map<string, WorldEvent[]>();
  readonly #streams = new Map<string, string[]>();

  constructor(random: SeededRandom, nowMs: number) {
    this.#random = random;
    this.#nowMs = nowMs;
  }

  /** Writes a log's lines, as far as they lie in the day. */
  add(log: StoryLog, startMs: number, id: string): TrueLog {
    let count = 0;
    for (let time = 0; time < log.times; time++) {
      const atMs = Math.floor(startMs + this.#minuteOf(log, startMs) * MINUTE_MS);
      if (atMs >= this.#nowMs) continue;
      this.#write(log, atMs);
      count++;
    }
    const asJson = isJsonEncoded(log.format);
    return { id, service: log.service, logGroup: log.group, regex: regexOf(log.text, asJson), count };
  }

  /** By name; oldest events first. */
  groups(): readonly (readonly [string, readonly WorldEvent[]])[] {
    return [...this.#groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, events]) => [name, events.toSorted((a, b) => a.atMs - b.atMs)] as const);
  }

  #minuteOf({ shape, from, to }: StoryLog, startMs: number): number {
    if (shape === 'daily') return busyMinute(this.#random, startMs, from, to);
    const share = this.#random.next();
    const spread = { even: share, rising: Math.sqrt(share), falling: share * share, waves: this.#waves(share) };
    return from + spread[shape] * (to - from);
  }

  #waves(share: number): number {
    return (Math.floor(share * 5) + this.#random.next() * 0.3) / 5;
  }

  #write(log: StoryLog, atMs: number): void {
    const { format, level, service, source, text, stack, group } = log;
    const fill = (template: string): string => fillHoles(template, this.#random, atMs);
    const line = {
      atMs,
      level,
      service,
      source,
      text: fill(text),
      stack: stack === undefined ? undefined : fill(stack).trimEnd(),
    };
    const events = this.#groups.get(group) ?? [];
    this.#groups.set(group, events);
    events.push({ atMs, message: writeLogLine(format, line, this.#random), logStream: this.#streamOf(service) });
  }

  /** A service runs as a few instances, each with a stream of its own. */
  #streamOf(service: string): string {
    const streams =
      this.#streams.get(service) ?? Array.from({ length: 3 }, () => `${service}/${service}/${this.#random.hex(12)}`);
    this.#streams.set(service, streams);
    return this.#random.pick(streams);
  }
}
