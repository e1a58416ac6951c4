import type { Group } from './group.ts';

/** A score, and the leads over the other groups that it was made with. */
interface Kept {
  readonly score: number;
  readonly burstLead: number;
  readonly ticketLead: number;
}

/** Scores of one group by the item's place in its list. */
export type GroupScores = (Kept | undefined)[];

/** Scores of earlier rounds: with the same group, and the same leads over the other groups, an item has the same score. */
export interface ScoreMemory {
  of(group: Group, items: number): GroupScores;
}

const noScores = (items: number): GroupScores => Array.from({ length: items });

/** Works everything out anew, for those who watch. */
export const NO_MEMORY: ScoreMemory = { of: (_group, items) => noScores(items) };

export const scoreMemory = (): ScoreMemory => {
  const groups = new WeakMap<Group, GroupScores>();
  return {
    of: (group, items) => {
      let scores = groups.get(group);
      if (scores === undefined) groups.set(group, (scores = noScores(items)));
      return scores;
    },
  };
};
