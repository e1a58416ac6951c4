import type { SeededRandom } from './seeded-random.ts';
import type { StoryChange, StoryTicket } from './story.ts';

/** A ticket or change with the time from which its minutes count. */
export interface Placed<Item> {
  readonly item: Item;
  readonly startMs: number;
}

export interface EvidenceNames {
  /** "BOOK-412" */
  readonly ticketKey: (ticket: StoryTicket) => string;
  readonly changeNumber: (change: StoryChange) => number;
  /** Replaces `[ticket:ref]` by "BOOK-412", `[change:ref]` by "#88" and `[number:ref]` by "88", as in branch names. */
  readonly nameIn: (text: string) => string;
}

const MINUTE_MS = 60_000;

/**
 * Gives numbers as they run in life: by project and by repository, in order of creation.
 * Throws an Error where two tickets or two changes share a ref.
 */
export const numberEvidence = (
  tickets: readonly Placed<StoryTicket>[],
  changes: readonly Placed<StoryChange>[],
  random: SeededRandom,
): EvidenceNames => {
  const numberOf = sequence(random);
  refuseTwins(tickets);
  refuseTwins(changes);
  const keys = new Map<string, string>();
  for (const { item } of inOrder(tickets, ({ at }) => at))
    keys.set(item.ref, `${item.project}-${numberOf(item.project)}`);
  const numbers = new Map<string, number>();
  for (const { item } of inOrder(changes, ({ opened }) => opened)) numbers.set(item.ref, numberOf(item.repo));
  return {
    ticketKey: ({ ref }) => known(keys, ref),
    changeNumber: ({ ref }) => known(numbers, ref),
    nameIn: (text) =>
      text
        .replaceAll(/\[ticket:([\w-]+)\]/g, (_, ref: string) => known(keys, ref))
        .replaceAll(/\[change:([\w-]+)\]/g, (_, ref: string) => `#${known(numbers, ref)}`)
        .replaceAll(/\[number:([\w-]+)\]/g, (_, ref: string) => String(known(numbers, ref))),
  };
};

const refuseTwins = (placed: readonly Placed<{ readonly ref: string }>[]): void => {
  const seen = new Set<string>();
  for (const { item } of placed) {
    if (seen.has(item.ref)) throw new Error(`the stories have two of "${item.ref}"; texts must name one`);
    seen.add(item.ref);
  }
};

const inOrder = <Item>(placed: readonly Placed<Item>[], minuteOf: (item: Item) => number): readonly Placed<Item>[] => {
  const atMs = ({ item, startMs }: Placed<Item>): number => startMs + minuteOf(item) * MINUTE_MS;
  return placed.toSorted((a, b) => atMs(a) - atMs(b));
};

const sequence = (random: SeededRandom): ((home: string) => number) => {
  const latest = new Map<string, number>();
  return (home) => {
    const number = (latest.get(home) ?? random.whole(180, 2_900)) + random.whole(1, 3);
    latest.set(home, number);
    return number;
  };
};

const known = <Value>(values: ReadonlyMap<string, Value>, ref: string): Value => {
  const value = values.get(ref);
  if (value === undefined) throw new Error(`the stories speak of "${ref}", but none has it`);
  return value;
};
