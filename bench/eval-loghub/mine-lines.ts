import { createSliceMiner } from '../../src/domain/logs/mine-slice.ts';
import { withTemplates } from '../../src/domain/logs/mining/bound-lines.ts';
import { createLineReader } from '../../src/domain/logs/mining/line-reader.ts';
import { lineKey } from '../../src/domain/logs/mining/mined-line.ts';

/** The pattern of each message, by the same miner and settings as a run's. */
export const mineLines = (messages: readonly string[]): string[] => {
  const events = messages.map((message, index) => ({ atMs: index, logGroup: 'sample', logStream: '', message }));
  const miner = createSliceMiner();
  for (const event of events) miner.add(event);
  const { lines } = miner.finish();
  const patterns = withTemplates(lines);
  const patternByLine = new Map(lines.map((line, index) => [lineKey(line), lineKey(patterns[index] ?? line)]));
  const reader = createLineReader();
  return events.map((event) => {
    reader.read(event);
    return patternByLine.get(lineKey(reader.identity())) ?? '';
  });
};
