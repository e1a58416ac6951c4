import type { LogException, LogPattern } from '../log-pattern.ts';
import type { Service } from '../team.ts';
import type { TimeRange } from '../time-range.ts';
import type { MinedSlice } from './merge-slices.ts';
import { boundLines, withTemplates } from './mining/bound-lines.ts';
import { sumLines } from './mining/line-entry.ts';
import { exceptionKey, lineKey, type MinedLine } from './mining/mined-line.ts';
import { byCount, chooseSamples } from './patterns/choose-samples.ts';
import { patternId } from './patterns/pattern-id.ts';
import { servicesOf } from './patterns/services-of.ts';
import { trendOf } from './patterns/trend-of.ts';
import { typeAtStart } from './reading/read-exception.ts';

export interface PatternContext {
  readonly range: TimeRange;
  readonly services: readonly Service[];
  /** Events an hour in earlier runs by pattern id, where there is a history. */
  readonly hourlyBefore?: ReadonlyMap<string, number>;
}

/** Patterns of a run; the rarest beyond are one for each log group. */
const MAX_PATTERNS = 5_000;
const MAX_VARIANTS = 12;

/** The patterns of mined events, most frequent first. Depends on the events only, not on how they were sliced. */
export const patternsOf = (mined: MinedSlice, context: PatternContext): LogPattern[] => {
  const variants = new Map<string, MinedLine[]>();
  const templated = withTemplates(mined.lines);
  for (const [index, line] of templated.entries()) {
    const group = variants.get(lineKey(line));
    const original = mined.lines[index] ?? line;
    if (group === undefined) variants.set(lineKey(line), [original]);
    else group.push(original);
  }
  return boundLines(sumLines(templated), MAX_PATTERNS)
    .map((line) => patternOf(line, variants.get(lineKey(line)) ?? [line], context))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
};

const patternOf = (line: MinedLine, variants: readonly MinedLine[], context: PatternContext): LogPattern => {
  const id = patternId([line.logGroup, line.text, exceptionKey(line)]);
  const minuteCounts = pairsOf(line.minutes);
  const byFrequency = byCount(variants);
  return {
    id,
    template: line.text,
    logGroup: line.logGroup,
    services: servicesOf(line, context.services),
    levels: line.levels,
    count: line.count,
    firstSeenMs: line.firstSeenMs,
    lastSeenMs: line.lastSeenMs,
    minuteCounts,
    samples: chooseSamples(byFrequency),
    exception: exceptionOf(line),
    trend: trendOf(minuteCounts, context.range, context.hourlyBefore?.get(id) ?? null),
    variants: byFrequency.slice(0, MAX_VARIANTS).map(({ text }) => text),
    requestIds: line.requestIds,
  };
};

const pairsOf = (minutes: readonly number[]): [number, number][] =>
  Array.from({ length: minutes.length / 2 }, (_, index) => [minutes[index * 2] ?? 0, minutes[index * 2 + 1] ?? 0]);

/** Without a stack trace, the exception that the message itself begins with. */
const exceptionOf = (line: MinedLine): LogException | null => {
  if (line.types.length + line.frames.length > 0) return { types: line.types, frames: line.frames };
  const type = typeAtStart(line.text);
  return type === null ? null : { types: [type], frames: [] };
};
