import type { Leads } from './change-features.ts';
import type { Group } from './group.ts';

/** Scores of earlier rounds: with the same group, and the same leads over the other groups, an item has the same score. */
export interface ScoreMemory {
  recall(group: Group, doc: number, leads: Leads): number | undefined;
  /** Returns the score. */
  keep(group: Group, doc: number, leads: Leads, score: number): number;
}

/** Works everything out anew, for those who watch. */
export const NO_MEMORY: ScoreMemory = { recall: () => undefined, keep: (_group, _doc, _leads, score) => score };

export const scoreMemory = (): ScoreMemory => {
  const groups = new WeakMap<Group, Map<number, { readonly score: number; readonly leads: Leads }>>();
  return {
    recall: (group, doc, leads) => {
      const known = groups.get(group)?.get(doc);
      const isSame = known?.leads.bursts === leads.bursts && known.leads.tickets === leads.tickets;
      return isSame ? known.score : undefined;
    },
    keep: (group, doc, leads, score) => {
      let scores = groups.get(group);
      if (scores === undefined) groups.set(group, (scores = new Map<number, { score: number; leads: Leads }>()));
      scores.set(doc, { score, leads });
      return score;
    },
  };
};
