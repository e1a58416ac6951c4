import type { LogEvent } from '../../log-event.ts';
import type { LogSample } from '../../log-pattern.ts';
import { MINUTE_MS } from '../../time-range.ts';
import { addSamples, lengthOf, MAX_SAMPLE_LENGTH, mayBecomeSample } from './line-samples.ts';
import { addIds, isAmongLowest } from './lowest-ids.ts';
import { countsOf, type LineIdentity, type MinedLine } from './mined-line.ts';
import { ownCopy } from './own-copy.ts';

const MAX_SERVICES = 32;
const MAX_REQUEST_ID_LENGTH = 80;

/** A line that is still counted. */
export interface LineEntry extends LineIdentity {
  count: number;
  firstSeenMs: number;
  lastSeenMs: number;
  readonly levels: Map<string, number>;
  readonly services: Map<string, number>;
  readonly minutes: Map<number, number>;
  samples: readonly LogSample[];
  requestIds: readonly string[];
}

export const createEntry = (identity: LineIdentity): LineEntry => ({
  ...identity,
  count: 0,
  firstSeenMs: Infinity,
  lastSeenMs: -Infinity,
  levels: new Map(),
  services: new Map(),
  minutes: new Map(),
  samples: [],
  requestIds: [],
});

export interface EventFacts {
  readonly level: string | null;
  readonly service: string | null;
  readonly requestId: string | null;
}

/** Counts an event; returns by how many characters the kept samples grew. */
export const addEvent = (entry: LineEntry, event: LogEvent, facts: EventFacts): number => {
  entry.count += 1;
  if (event.atMs < entry.firstSeenMs) entry.firstSeenMs = event.atMs;
  if (event.atMs > entry.lastSeenMs) entry.lastSeenMs = event.atMs;
  const minute = Math.floor(event.atMs / MINUTE_MS);
  entry.minutes.set(minute, (entry.minutes.get(minute) ?? 0) + 1);
  if (facts.level !== null) entry.levels.set(facts.level, (entry.levels.get(facts.level) ?? 0) + 1);
  if (facts.service !== null) addService(entry, facts.service);
  const { requestId } = facts;
  if (requestId !== null && requestId.length <= MAX_REQUEST_ID_LENGTH && isAmongLowest(requestId, entry.requestIds)) {
    entry.requestIds = addIds(entry.requestIds, [ownCopy(requestId)]);
  }
  return mayBecomeSample(event.atMs, entry.samples) ? addSample(entry, event) : 0;
};

const addService = (entry: LineEntry, service: string): void => {
  const count = entry.services.get(service);
  if (count === undefined && entry.services.size >= MAX_SERVICES) return;
  entry.services.set(count === undefined ? ownCopy(service) : service, (count ?? 0) + 1);
};

const addSample = (entry: LineEntry, event: LogEvent): number => {
  const before = entry.samples;
  const sample = {
    atMs: event.atMs,
    logStream: event.logStream,
    message: event.message.length > MAX_SAMPLE_LENGTH ? event.message.slice(0, MAX_SAMPLE_LENGTH) : event.message,
  };
  const after = addSamples(before, [sample]);
  entry.samples = after.map((kept) =>
    kept === sample ? { ...sample, logStream: ownCopy(sample.logStream), message: ownCopy(sample.message) } : kept,
  );
  return lengthOf(after) - lengthOf(before);
};

export const lineOf = (entry: LineEntry): MinedLine => ({
  ...entry,
  levels: countsOf(entry.levels),
  services: countsOf(entry.services),
  minutes: [...entry.minutes].sort(([a], [b]) => a - b).flat(),
});

/** An entry to go on counting with. */
export const entryOf = (line: MinedLine): LineEntry => ({
  ...line,
  levels: new Map(Object.entries(line.levels)),
  services: new Map(Object.entries(line.services)),
  minutes: new Map(
    Array.from({ length: line.minutes.length / 2 }, (_, i) => [line.minutes[i * 2] ?? 0, line.minutes[i * 2 + 1] ?? 0]),
  ),
});
