import { clip } from '../domain/analysis/phrases.ts';
import { redact } from '../domain/analysis/redact.ts';
import type { SourceCoverage, SourceKind } from '../domain/source-coverage.ts';

/** Coverage of a source that answered: whole, or in part when it reported gaps. */
export const coverageOf = (
  kind: SourceKind,
  label: string,
  read: { readonly items: number; readonly gaps: readonly string[]; readonly calls: number },
): SourceCoverage => ({
  kind,
  label,
  status: read.gaps.length > 0 ? 'partial' : 'complete',
  items: read.items,
  calls: read.calls,
  gaps: fewGaps(read.gaps),
});

/** Gaps travel in payloads and are shown in Slack; some quote what a server answered. */
const MAX_GAPS = 20;
const MAX_GAP = 300;

export const fewGaps = (gaps: readonly string[]): readonly string[] => {
  const shown = gaps.slice(0, MAX_GAPS).map((gap) => clip(redact(gap), MAX_GAP));
  return gaps.length > MAX_GAPS ? [...shown, `and ${gaps.length - MAX_GAPS} more gaps`] : shown;
};
