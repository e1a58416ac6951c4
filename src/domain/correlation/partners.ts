import { kernel } from './bursts.ts';
import type { Group } from './group.ts';
import { isRevertOf } from './references.ts';
import type { ChangeNode } from './scene.ts';

/** Two changes of which the later answers the earlier. */
export interface Partner {
  readonly node: ChangeNode;
  /** It takes the earlier one back. */
  readonly isRevert: boolean;
  /** Share of the smaller one's files that both touch. */
  readonly files: number;
}

/** For each change the others of its repository that take it back (or that it takes back), or touch its files. */
export const partnersOf = (changes: readonly ChangeNode[]): Map<ChangeNode, Partner[]> => {
  const partners = new Map<ChangeNode, Partner[]>(changes.map((node) => [node, []]));
  for (const own of Map.groupBy(changes, ({ change }) => change.repository).values()) {
    for (const [at, a] of own.entries()) {
      for (const b of own.slice(at + 1)) {
        const isRevert = isRevertOf(a.change, b.change) || isRevertOf(b.change, a.change);
        const files = sharedFiles(a, b);
        if (!isRevert && files === 0) continue;
        partners.get(a)?.push({ node: b, isRevert, files });
        partners.get(b)?.push({ node: a, isRevert, files });
      }
    }
  }
  return partners;
};

/** One file in common says half already. */
export const sharedFiles = (a: ChangeNode, b: ChangeNode): number => {
  const share = shareOfFiles(a, b);
  return share === 0 ? 0 : Math.max(0.5, share);
};

/** Share of the shorter list of files that both touch. */
export const shareOfFiles = (a: ChangeNode, b: ChangeNode): number => {
  const own = filesOf(a);
  const both = b.change.files.filter((path) => own.has(path)).length;
  return both === 0 ? 0 : both / Math.min(own.size, b.change.files.length);
};

const fileSets = new WeakMap<ChangeNode, ReadonlySet<string>>();

const filesOf = (node: ChangeNode): ReadonlySet<string> => {
  let own = fileSets.get(node);
  if (own === undefined) fileSets.set(node, (own = new Set(node.change.files)));
  return own;
};

const BEFORE_MINUTES = 240;
const HEALING_MINUTES = 30;
const OPEN = 0.3;

export interface Answered {
  readonly revert: number;
  readonly files: number;
}

/** Of a change before a group: whether another took it back, or touched its files, as the group ended; 0 to 1. */
export const answersTo = (node: ChangeNode, group: Group, partners: readonly Partner[]): Answered => {
  const caused = causes(node, group);
  return best(caused, partners, (other) => ends(other, group));
};

/** The same, seen from the change that answers. */
export const answeredBy = (node: ChangeNode, group: Group, partners: readonly Partner[]): Answered => {
  const ended = ends(node, group);
  return best(ended, partners, (other) => causes(other, group));
};

/** Whether either of the two is more than `least`. */
export const isAnswer = (node: ChangeNode, group: Group, partners: readonly Partner[], least: number): boolean => {
  if (partners.length === 0) return false;
  const caused = causes(node, group);
  const ended = ends(node, group);
  const isOver = ({ revert, files }: Answered): boolean => revert > least || files > least;
  // No partner makes more of it than the change's own part.
  return (
    (caused > least && isOver(best(caused, partners, (other) => ends(other, group)))) ||
    (ended > least && isOver(best(ended, partners, (other) => causes(other, group))))
  );
};

/** How well a change comes before a group. */
const causes = ({ merged }: ChangeNode, { onset }: Group): number =>
  merged === null || merged > onset + 2 ? 0 : kernel(onset - merged, BEFORE_MINUTES);

/** How well a change ends it: merged as it ended, or still open. */
const ends = ({ created, merged }: ChangeNode, { onset, end }: Group): number => {
  if (created < onset - 2) return 0;
  return merged === null ? OPEN : kernel(end - merged, HEALING_MINUTES);
};

const best = (own: number, partners: readonly Partner[], fit: (other: ChangeNode) => number): Answered => {
  let revert = 0;
  let files = 0;
  if (own === 0) return { revert, files };
  for (const partner of partners) {
    const value = own * fit(partner.node);
    if (partner.isRevert) revert = Math.max(revert, value);
    else files = Math.max(files, value * partner.files);
  }
  return { revert, files };
};
