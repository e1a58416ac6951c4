import type { Candidate } from './answer-features.ts';
import type { Scorer } from './linear-score.ts';

/** How likely each change answers each ticket, against all others and against none; by their places in the lists. */
export type AnswerFits = readonly ReadonlyMap<number, number>[];

export const fitAnswers = <Name extends string>(
  candidates: readonly (Pick<Candidate, 'ticket' | 'change'> & { readonly features: Readonly<Record<Name, number>> })[],
  tickets: number,
  scorer: Scorer<Name>,
): AnswerFits => {
  const odds = Array.from({ length: tickets }, () => new Map<number, number>());
  for (const { ticket, change, features } of candidates) {
    odds[ticket]?.set(change, Math.exp(Math.min(50, scorer.score(features))));
  }
  return odds.map(sharesOf);
};

/** Each of them against the others, and against none of them. */
export const sharesOf = (odds: ReadonlyMap<number, number>): Map<number, number> => {
  const total = [...odds.values()].reduce((sum, value) => sum + value, 1);
  return new Map([...odds].map(([at, value]) => [at, value / total]));
};

/** Less likely answers join no two reports. */
const MIN_COMMON = 0.02;

/** How likely one change answers both of two tickets. */
export const commonAnswer = (fits: AnswerFits): ((a: number, b: number) => number) => {
  const likely = fits.map((own) => new Map([...own].filter(([, fit]) => fit > MIN_COMMON)));
  return (a, b) => {
    const other = likely[b];
    let sum = 0;
    for (const [change, fit] of likely[a] ?? []) sum += fit * (other?.get(change) ?? 0);
    return Math.sqrt(sum);
  };
};

/** A change that a report was given; `share` against those that were left. */
export interface Given {
  readonly change: number;
  readonly share: number;
}

export interface Limits {
  readonly answer: number;
  readonly further: number;
  readonly most: number;
}

/**
 * The surest pair first, a change to one report only. What a report has been given no longer stands against the rest: a
 * further change must win over those left.
 */
export const matchAnswers = (
  reports: readonly (readonly number[])[],
  fits: AnswerFits,
  { answer, further, most }: Limits,
): Given[][] => {
  const own = reports.map((tickets) => tickets.map((at) => fits[at] ?? new Map<number, number>()));
  const given: Given[][] = reports.map(() => []);
  const used = new Set<number>();
  for (;;) {
    let best: { at: number; change: number; fit: number } | null = null;
    for (const [at, open] of own.entries()) {
      const got = given[at] ?? [];
      if (got.length >= most) continue;
      const limit = got.length === 0 ? answer : further;
      for (const [change, fit] of shareOfLeft(open, got)) {
        if (used.has(change)) continue;
        if (fit > limit && (best === null || fit > best.fit || (fit === best.fit && change < best.change))) {
          best = { at, change, fit };
        }
      }
    }
    if (best === null) return given;
    used.add(best.change);
    given[best.at]?.push({ change: best.change, share: Math.min(1, best.fit) });
  }
};

/** Of each change its best share with any of the tickets, of what those already given have left of that ticket. */
const shareOfLeft = (tickets: readonly ReadonlyMap<number, number>[], given: readonly Given[]): Map<number, number> => {
  const best = new Map<number, number>();
  for (const shares of tickets) {
    const left = given.reduce((rest, { change }) => rest - (shares.get(change) ?? 0), 1);
    for (const [change, share] of shares)
      best.set(change, Math.max(share / Math.max(1e-9, left), best.get(change) ?? 0));
  }
  return best;
};
