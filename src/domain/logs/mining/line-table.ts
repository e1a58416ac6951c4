import { WILDCARD } from '../masking/mask-line.ts';
import { boundLines } from './bound-lines.ts';
import { createHashIndex } from './hash-index.ts';
import type { LogEvent } from '../../log-event.ts';
import { addEvent, createEntry, entryOf, type EventFacts, type LineEntry, lineOf } from './line-entry.ts';
import { type LineIdentity, lineKey, type MinedLine } from './mined-line.ts';
import { createSampleBudget } from './sample-budget.ts';
import { createTemplateIndex, type TemplateIndex } from './template-index.ts';

export interface TableLimits {
  /** Distinct masked lines held. */
  readonly maxLines: number;
  /** Characters of samples held; beyond, samples are cut to a quarter, at most to 200 characters. */
  readonly maxSampleLength: number;
}

/** For hashes of masked lines that are known to lead to an entry. */
const HASH_SLOTS = 131_072;
/** Grouping the whole table is dear; what still has no pattern after so many times will never have one. */
const MAX_FOLDS = 6;

/** A bounded table of masked lines. */
export interface LineTable {
  /** The entry of a line whose hash was seen before. */
  known(hash: number): LineEntry | undefined;
  /** The entry of a line, made when there is none. */
  enter(hash: number, identity: LineIdentity): LineEntry;
  /** Counts an event in an entry. */
  add(entry: LineEntry, event: LogEvent, facts: EventFacts): void;
  lines(): MinedLine[];
}

/**
 * Until `maxLines` the table is exact. Beyond, it folds: lines become their templates, later lines that match one are
 * counted there, and what matches nothing is blurred. Only then does the order of events play a part.
 */
export const createLineTable = (limits: TableLimits): LineTable => {
  const hashes = createHashIndex<LineEntry>(HASH_SLOTS);
  let entries = new Map<string, LineEntry>();
  let templates: TemplateIndex | null = null;
  let folds = 0;
  const budget = createSampleBudget(limits.maxSampleLength);
  const fold = (): void => {
    folds += 1;
    hashes.clear();
    const bounded = boundLines([...entries.values()].map(lineOf), Math.floor(limits.maxLines / 2));
    entries = new Map(bounded.map((line) => [lineKey(line), entryOf(line)]));
    templates = createTemplateIndex([...entries.values()]);
    budget.measure(entries.values());
  };
  const find = (identity: LineIdentity): LineEntry => {
    const exact = entries.get(lineKey(identity)) ?? templates?.match(identity);
    if (exact !== undefined) return exact;
    if (entries.size >= limits.maxLines && folds < MAX_FOLDS) fold();
    const wanted = entries.size < limits.maxLines ? identity : withoutPattern(identity.logGroup);
    const entry = entries.get(lineKey(wanted)) ?? createEntry(wanted);
    entries.set(lineKey(wanted), entry);
    return entry;
  };
  return {
    known: (hash) => hashes.get(hash),
    enter: (hash, identity) => {
      const entry = find(identity);
      hashes.set(hash, entry);
      return entry;
    },
    add: (entry, event, facts) => budget.grew(addEvent(entry, event, facts, budget.cut()), entries.values()),
    lines: () => [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => lineOf(entry)),
  };
};

const withoutPattern = (logGroup: string): LineIdentity => ({ logGroup, text: WILDCARD, types: [], frames: [] });
