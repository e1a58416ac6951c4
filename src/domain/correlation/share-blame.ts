import type { RankedSuspect } from './rank-suspects.ts';

/** The likeliest suspect of a group, and the log-odds that it is guilty. */
export interface Verdict {
  readonly suspect: RankedSuspect;
  readonly score: number;
}

/**
 * Names the suspects whose verdict is over the threshold. One change is to blame for one incident at most, the one where
 * that is surest; the other incident names nobody.
 */
export const shareBlame = (verdicts: readonly (Verdict | null)[], threshold: number): (RankedSuspect | null)[] => {
  const claims = new Map<string, { readonly at: number; readonly score: number }>();
  for (const [at, verdict] of verdicts.entries()) {
    if (verdict === null) continue;
    const { id } = verdict.suspect.node.change;
    if (verdict.score > (claims.get(id)?.score ?? threshold)) claims.set(id, { at, score: verdict.score });
  }
  return verdicts.map((verdict, at) =>
    verdict !== null && claims.get(verdict.suspect.node.change.id)?.at === at ? verdict.suspect : null,
  );
};
