import { boundLines } from './mining/bound-lines.ts';
import { sumLines } from './mining/line-entry.ts';
import type { MinedLine } from './mining/mined-line.ts';

/** Distinct masked lines of a whole run. */
const MAX_MERGED_LINES = 32_000;

/** What one slice of the logs holds: plain JSON whose size is bounded whatever the number of events. */
export interface MinedSlice {
  readonly version: 1;
  readonly events: number;
  readonly lines: readonly MinedLine[];
}

/** Slices mined apart become what one pass over all their events gives, exactly, as long as the bounds aren't reached. */
export const mergeSlices = (slices: readonly MinedSlice[]): MinedSlice => ({
  version: 1,
  events: slices.reduce((sum, { events }) => sum + events, 0),
  lines: boundLines(sumLines(slices.flatMap(({ lines }) => lines)), MAX_MERGED_LINES),
});
