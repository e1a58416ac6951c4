import { isBlind, type SourceCoverage } from '../source-coverage.ts';

export type RunRoute = 'analyse' | 'all-quiet' | 'blind' | 'failed';

/** What was found; anything above 0 is worth a look. */
export type FoundCounts = Readonly<Partial<Record<'tickets' | 'pullRequests' | 'logPatterns' | 'incidents', number>>>;

/**
 * Where a run goes: `failed` when no configured source was read; `analyse` when something was found; `blind` when nothing
 * was found but a source wasn't read whole; `all-quiet` when everything was read and nothing found.
 */
export const routeOutcome = (coverage: readonly SourceCoverage[], counts: FoundCounts): RunRoute => {
  const configured = coverage.filter(({ status }) => status !== 'not-configured');
  if (configured.every(({ status }) => status === 'failed')) return 'failed';
  if (Object.values(counts).some((count) => count > 0)) return 'analyse';
  return configured.some(isBlind) ? 'blind' : 'all-quiet';
};
