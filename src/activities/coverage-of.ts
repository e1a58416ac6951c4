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
  gaps: read.gaps,
});
