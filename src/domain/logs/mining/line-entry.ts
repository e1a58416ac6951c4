import type { LogEvent } from '../../log-event.ts';
import type { LogSample } from '../../log-pattern.ts';
import { MINUTE_MS } from '../../time-range.ts';
import { addSamples, lengthOf, limitOf, mayBecomeSample, type SampleLimit } from './line-samples.ts';
import { addIds, highestHash, isAmongLowest } from './lowest-ids.ts';
import { type LineIdentity, lineKey, type MinedLine } from './mined-line.ts';
import { addMinute, compactMinutes, createMinuteCounts, type MinuteCounts } from './minute-counts.ts';
import { ownCopy } from './own-copy.ts';
import { countsOf, type Tally, tally } from './tally.ts';

const MAX_REQUEST_ID_LENGTH = 80;

/** A line that is still counted. */
export interface LineEntry {
  readonly identity: LineIdentity;
  count: number;
  firstSeenMs: number;
  lastSeenMs: number;
  readonly levels: Tally;
  readonly services: Tally;
  readonly minutes: MinuteCounts;
  samples: readonly LogSample[];
  sampleLimit: SampleLimit;
  requestIds: readonly string[];
  highestIdHash: number;
}

export const createEntry = ({ logGroup, text, types, frames }: LineIdentity): LineEntry => ({
  identity: { logGroup, text, types, frames },
  count: 0,
  firstSeenMs: Infinity,
  lastSeenMs: -Infinity,
  levels: [],
  services: [],
  minutes: createMinuteCounts(),
  samples: [],
  sampleLimit: limitOf([]),
  requestIds: [],
  highestIdHash: Infinity,
});

export interface EventFacts {
  readonly level: string | null;
  /** A string of its own. */
  readonly service: string | null;
  readonly requestId: string | null;
}

/** Counts an event; returns by how many characters the kept samples, each cut to `sampleCut`, grew. */
export const addEvent = (entry: LineEntry, event: LogEvent, facts: EventFacts, sampleCut: number): number => {
  const { atMs } = event;
  entry.count += 1;
  if (atMs < entry.firstSeenMs) entry.firstSeenMs = atMs;
  if (atMs > entry.lastSeenMs) entry.lastSeenMs = atMs;
  addMinute(entry.minutes, Math.floor(atMs / MINUTE_MS), 1);
  if (facts.level !== null) tally(entry.levels, facts.level, 1);
  if (facts.service !== null) tally(entry.services, facts.service, 1);
  const { requestId } = facts;
  if (
    requestId !== null &&
    requestId.length <= MAX_REQUEST_ID_LENGTH &&
    isAmongLowest(requestId, entry.requestIds, entry.highestIdHash)
  ) {
    keepIds(entry, [ownCopy(requestId)]);
  }
  return mayBecomeSample(atMs, entry.sampleLimit) ? addSample(entry, event, sampleCut) : 0;
};

const keepIds = (entry: LineEntry, ids: readonly string[]): void => {
  entry.requestIds = addIds(entry.requestIds, ids);
  entry.highestIdHash = highestHash(entry.requestIds);
};

const addSample = (entry: LineEntry, { atMs, logStream, message }: LogEvent, sampleCut: number): number => {
  const before = entry.samples;
  const sample = { atMs, logStream, message: message.length > sampleCut ? message.slice(0, sampleCut) : message };
  const after = addSamples(before, [sample]);
  if (after.includes(sample)) {
    entry.samples = after.map((kept) =>
      kept === sample ? { atMs, logStream: ownCopy(logStream), message: ownCopy(sample.message) } : kept,
    );
    entry.sampleLimit = limitOf(entry.samples);
  }
  return lengthOf(after) - lengthOf(before);
};

export const cutSamples = (entry: LineEntry, length: number): void => {
  entry.samples = entry.samples.map((sample) =>
    sample.message.length > length ? { ...sample, message: ownCopy(sample.message.slice(0, length)) } : sample,
  );
};

/** Counts another line's events. */
const addLine = (entry: LineEntry, line: MinedLine): void => {
  entry.count += line.count;
  entry.firstSeenMs = Math.min(entry.firstSeenMs, line.firstSeenMs);
  entry.lastSeenMs = Math.max(entry.lastSeenMs, line.lastSeenMs);
  for (const [level, count] of Object.entries(line.levels)) tally(entry.levels, level, count);
  for (const [service, count] of Object.entries(line.services)) tally(entry.services, service, count);
  for (let at = 0; at < line.minutes.length; at += 2) {
    addMinute(entry.minutes, line.minutes[at] ?? 0, line.minutes[at + 1] ?? 0);
  }
  if (line.samples.some(({ atMs }) => mayBecomeSample(atMs, entry.sampleLimit))) {
    entry.samples = addSamples(entry.samples, line.samples);
    entry.sampleLimit = limitOf(entry.samples);
  }
  if (line.requestIds.some((id) => isAmongLowest(id, entry.requestIds, entry.highestIdHash))) {
    keepIds(entry, line.requestIds);
  }
};

export const lineOf = (entry: LineEntry): MinedLine => ({
  ...entry.identity,
  count: entry.count,
  firstSeenMs: entry.firstSeenMs,
  lastSeenMs: entry.lastSeenMs,
  levels: countsOf(entry.levels),
  services: countsOf(entry.services),
  minutes: compactMinutes(entry.minutes.pairs),
  samples: entry.samples,
  requestIds: entry.requestIds,
});

/** An entry to go on counting with. */
export const entryOf = (line: MinedLine): LineEntry => {
  const entry = createEntry(line);
  addLine(entry, line);
  return entry;
};

/** Sums lines of equal identity; ascending by `lineKey`. */
export const sumLines = (lines: readonly MinedLine[]): MinedLine[] => {
  if (isSummed(lines)) return [...lines];
  const sums = new Map<string, { readonly first: MinedLine; entry: LineEntry | null }>();
  for (const line of lines) {
    const key = lineKey(line);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { first: line, entry: null });
    else {
      sum.entry ??= entryOf(sum.first);
      addLine(sum.entry, line);
    }
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { first, entry }]) => (entry === null ? first : lineOf(entry)));
};

/** Whether they are in order already, each once: so is what a single slice comes to. */
const isSummed = (lines: readonly MinedLine[]): boolean => {
  let before: string | null = null;
  for (const line of lines) {
    const key = lineKey(line);
    if (before !== null && key <= before) return false;
    before = key;
  }
  return true;
};
