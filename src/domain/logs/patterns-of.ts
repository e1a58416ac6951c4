import type { LogPattern } from '../log-pattern.ts';
import type { Service } from '../team.ts';
import type { TimeRange } from '../time-range.ts';
import type { MinedSlice } from './merge-slices.ts';

export interface PatternContext {
  readonly range: TimeRange;
  readonly services: readonly Service[];
}

/** The patterns of mined events, most frequent first. */
export const patternsOf = (mined: MinedSlice, context: PatternContext): LogPattern[] =>
  mined.lines
    .map((line): LogPattern => {
      const catalogued = context.services.find(({ logGroups }) => logGroups.includes(line.logGroup))?.name;
      const named = Object.entries(line.services)
        .sort(([, a], [, b]) => b - a)
        .map(([name]) => name);
      return {
        id: `${line.logGroup}:${line.text}`.replace(/[^\w]+/g, '-').slice(0, 80),
        template: line.text,
        logGroup: line.logGroup,
        services: named.length > 0 ? named : [catalogued ?? line.logGroup.split('/').at(-1) ?? line.logGroup],
        levels: line.levels,
        count: line.count,
        firstSeenMs: line.firstSeenMs,
        lastSeenMs: line.lastSeenMs,
        minuteCounts: Array.from(
          { length: line.minutes.length / 2 },
          (_, i) => [line.minutes[i * 2] ?? 0, line.minutes[i * 2 + 1] ?? 0] as const,
        ),
        samples: line.samples,
        exception: null,
        trend:
          line.firstSeenMs - context.range.fromMs > (context.range.toMs - context.range.fromMs) / 8 ? 'new' : 'steady',
      };
    })
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
