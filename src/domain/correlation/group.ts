import type { BurstNode, ChangeNode, Scene, TicketNode } from './scene.ts';

/** An incident in the making, as it stands before a round; minutes since the epoch. */
export interface Group {
  readonly bursts: readonly BurstNode[];
  readonly tickets: readonly TicketNode[];
  readonly suspects: readonly ChangeNode[];
  readonly repairs: readonly ChangeNode[];
  readonly onset: number;
  readonly end: number;
  readonly count: number;
  /** Of the group and its shortest or densest burst, half each. */
  readonly short: number;
  readonly dense: number;
  /** Its services, those that began to fail first in front. */
  readonly services: readonly string[];
  /** Lasted a few minutes only, and speaks of restarting. */
  readonly blip: number;
}

export interface Members {
  readonly bursts: readonly BurstNode[];
  readonly tickets: readonly TicketNode[];
  readonly suspects: readonly ChangeNode[];
  readonly repairs: readonly ChangeNode[];
}

/** What erred so shortly before the end of the range may go on. */
export const ONGOING_MINUTES = 10;
const ENOUGH_EVENTS = 20;
const ENOUGH_SHARE = 0.02;
const BLIP_MINUTES = 8;

export const groupOf = (members: Members, scene: Scene): Group => {
  const { bursts } = members;
  const count = bursts.reduce((sum, burst) => sum + burst.count, 0);
  const heavy = bursts.filter((burst) => burst.count >= Math.min(ENOUGH_EVENTS, ENOUGH_SHARE * count));
  const tickets = members.tickets.map(({ at }) => at);
  const onset = heavy.length > 0 ? Math.min(...heavy.map(({ first }) => first)) : Math.min(scene.to, ...tickets);
  const end = bursts.length > 0 ? Math.max(...bursts.map(({ last }) => last)) : Math.max(onset, ...tickets);
  const whole = 1 - Math.min(1, (end - onset) / 600);
  const dense = Math.max(0, ...bursts.map((burst) => burst.dense));
  return {
    ...members,
    onset,
    end,
    count,
    short: (whole + dense) / 2,
    dense,
    services: [
      ...new Set(
        bursts.toSorted((a, b) => a.first - b.first || b.count - a.count).flatMap(({ services }) => services[0] ?? []),
      ),
    ],
    blip:
      end - Math.min(onset, ...bursts.map(({ first }) => first)) <= BLIP_MINUTES &&
      end < scene.to - 15 &&
      bursts.length > 0
        ? 1
        : 0,
  };
};

/** The group with other members; the same object when they are the same, so that what is known of it stays known. */
export const withMembers = (group: Group, change: Partial<Members>, scene: Scene): Group => {
  const members = {
    bursts: kept(group.bursts, change.bursts),
    tickets: kept(group.tickets, change.tickets),
    suspects: kept(group.suspects, change.suspects),
    repairs: kept(group.repairs, change.repairs),
  };
  const isSame =
    members.bursts === group.bursts &&
    members.tickets === group.tickets &&
    members.suspects === group.suspects &&
    members.repairs === group.repairs;
  return isSame ? group : groupOf(members, scene);
};

const kept = <Item>(before: readonly Item[], after: readonly Item[] = before): readonly Item[] =>
  after.length === before.length && after.every((item, at) => item === before[at]) ? before : after;

export const bestOver = <Item>(items: readonly Item[], value: (item: Item) => number): number => {
  let best = 0;
  for (const item of items) best = Math.max(best, value(item));
  return best;
};

const saidBy = new WeakMap<readonly { readonly terms: ReadonlySet<string> }[], ReadonlySet<string>>();

/** All terms of some evidence; remembered by the list. */
export const termsOfAll = (items: readonly { readonly terms: ReadonlySet<string> }[]): ReadonlySet<string> => {
  const known = saidBy.get(items);
  if (known !== undefined) return known;
  const all = new Set<string>();
  for (const { terms } of items) for (const term of terms) all.add(term);
  saidBy.set(items, all);
  return all;
};
