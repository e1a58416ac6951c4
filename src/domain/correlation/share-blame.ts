import type { RankedSuspect } from './rank-suspects.ts';

/**
 * One change is to blame for one incident at most, the one where it is likeliest; there it counts against the group's
 * other suspects, and against nobody being to blame: log-odds against all of them together.
 */
export const shareBlame = (
  rankings: readonly (readonly RankedSuspect[])[],
  threshold: number,
): (RankedSuspect | null)[] => {
  const claims = new Map<string, { readonly at: number; readonly odds: number }>();
  const oddsOf = rankings.map((ranked) => ranked.map((suspect) => oddsAgainst(suspect, ranked)));
  for (const [at, ranked] of rankings.entries()) {
    for (const [place, { node }] of ranked.entries()) {
      const odds = oddsOf[at]?.[place] ?? -Infinity;
      if (odds > (claims.get(node.change.id)?.odds ?? threshold)) claims.set(node.change.id, { at, odds });
    }
  }
  return rankings.map((ranked, at) => ranked.find(({ node }) => claims.get(node.change.id)?.at === at) ?? null);
};

const oddsAgainst = (suspect: RankedSuspect, ranked: readonly RankedSuspect[]): number =>
  suspect.score - Math.log(ranked.reduce((sum, other) => (other === suspect ? sum : sum + Math.exp(other.score)), 1));
