import { SlackRefusal } from './slack-refusal.ts';

export interface SlackPage<Item> {
  readonly items: readonly Item[];
  /** Empty after the last page. */
  readonly nextCursor: string;
}

/** A page of items that each have a mark of their own; the cursor names the first one of the next page. */
export const pageOf = <Item extends { readonly id: string } | { readonly ts: string }>(
  items: readonly Item[],
  cursor: string | undefined,
  limit: number,
): SlackPage<Item> => {
  const from = cursor === undefined ? 0 : items.findIndex((item) => cursorOf(item) === cursor);
  if (from < 0) throw new SlackRefusal('invalid_cursor');
  const next = items[from + limit];
  return { items: items.slice(from, from + limit), nextCursor: next === undefined ? '' : cursorOf(next) };
};

const cursorOf = (item: { readonly id: string } | { readonly ts: string }): string =>
  Buffer.from(`next:${'ts' in item ? item.ts : item.id}`).toString('base64');
