import { githubError } from './github-error.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

export interface PageOptions<Item> {
  /** When it isn't the number of items. */
  readonly totalCount?: number;
  /** Only called for items of the page. */
  readonly toNode: (item: Item) => unknown;
  /** Fields of the connection beside the usual ones. */
  readonly fields?: object;
}

/** The part of a connection that the arguments ask for. Throws for a cursor that is none. */
export const pageOf = <Item>(items: readonly Item[], args: PageArguments, options: PageOptions<Item>): object => {
  let start = args.after == null ? 0 : Math.min(positionOf(args.after), items.length);
  let end = args.before == null ? items.length : Math.min(Math.max(positionOf(args.before) - 1, start), items.length);
  if (args.first != null) end = Math.min(end, start + args.first);
  if (args.last != null) start = Math.max(start, end - args.last);
  const nodes = items.slice(start, end).map(options.toNode);
  const cursors = nodes.map((_, index) => cursorOf(start + index + 1));
  return {
    totalCount: options.totalCount ?? items.length,
    nodes,
    edges: nodes.map((node, index) => ({ cursor: cursors[index], node })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
    ...options.fields,
  };
};

export const nothing = (args: PageArguments): object => pageOf([], args, { toNode: (item) => item });

const cursorOf = (position: number): string => Buffer.from(`cursor:${position}`).toString('base64');

const positionOf = (cursor: string): number => {
  const match = /^cursor:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (match !== null) return Number(match[1]);
  throw githubError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
};
