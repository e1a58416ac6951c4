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

interface Known {
  readonly scores: Float64Array;
  readonly bursts: Float64Array;
  readonly tickets: Float64Array;
}

/** `documents`: how many texts there are. */
export const scoreMemory = (documents: number): ScoreMemory => {
  const groups = new Map<Group, Known>();
  const start = (group: Group): Known => {
    const unknown = (): Float64Array => new Float64Array(documents).fill(NaN);
    const known = { scores: unknown(), bursts: unknown(), tickets: unknown() };
    groups.set(group, known);
    return known;
  };
  return {
    recall: (group, doc, { bursts, tickets }) => {
      const known = groups.get(group);
      return known?.bursts[doc] === bursts && known.tickets[doc] === tickets ? known.scores[doc] : undefined;
    },
    keep: (group, doc, { bursts, tickets }, score) => {
      const known = groups.get(group) ?? start(group);
      known.scores[doc] = score;
      known.bursts[doc] = bursts;
      known.tickets[doc] = tickets;
      return score;
    },
  };
};
