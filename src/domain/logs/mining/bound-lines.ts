import { groupLines } from '../grouping/group-lines.ts';
import { WILDCARD } from '../masking/mask-line.ts';
import { sumLines } from './line-entry.ts';
import { exceptionKey, lineKey, type MinedLine } from './mined-line.ts';

/** First words kept apart among lines that have no pattern. */
const MAX_BEGINNINGS = 500;

/**
 * At most `maxLines` lines for the same events. Lines of one pattern become its template; when that isn't enough, the
 * rarest become what they begin with, then nothing but their log group.
 */
export const boundLines = (lines: readonly MinedLine[], maxLines: number): MinedLine[] => {
  if (lines.length <= maxLines) return [...lines];
  const grouped = sumLines(withTemplates(lines));
  if (grouped.length <= maxLines) return grouped;
  const rarestLast = grouped.sort((a, b) => b.count - a.count || (lineKey(a) < lineKey(b) ? -1 : 1));
  const kept = rarestLast.slice(0, Math.floor(maxLines / 2));
  const rest = rarestLast.slice(kept.length);
  const beginnings = sumLines(rest.map((line) => blurred(line, beginningOf(line.text))));
  const room = Math.min(MAX_BEGINNINGS, maxLines - kept.length);
  const blurredLines = beginnings.length <= room ? beginnings : rest.map((line) => blurred(line, WILDCARD));
  return sumLines([...kept, ...blurredLines]);
};

/** Templates are found among the lines of one log group and exception; the lines stay in their order. */
export const withTemplates = (lines: readonly MinedLine[]): MinedLine[] => {
  const templates = new Map<MinedLine, string>();
  for (const group of Map.groupBy(lines, (line) => `${line.logGroup}\u0000${exceptionKey(line)}`).values()) {
    const found = groupLines(group.map(({ text }) => text));
    for (const [index, line] of group.entries()) templates.set(line, found[index] ?? line.text);
  }
  return lines.map((line) => ({ ...line, text: templates.get(line) ?? line.text }));
};

const blurred = (line: MinedLine, text: string): MinedLine => ({ ...line, text, types: [], frames: [] });

const beginningOf = (text: string): string => `${/^\S{1,40}/.exec(text)?.[0] ?? ''} ${WILDCARD}`.trim();
