import { clip } from '../analysis/phrases.ts';
import type { SourceCoverage } from '../source-coverage.ts';

/** "Jira ✓ · GitHub ⚠ read in part · CloudWatch ✗ timed out · Datadog not configured" */
export const coverageLine = (coverage: readonly SourceCoverage[]): string => coverage.map(sourceText).join(' · ');

const sourceText = ({ label, status, gaps }: SourceCoverage): string => {
  if (status === 'complete') return `${label} ✓`;
  if (status === 'partial') return `${label} ⚠ ${clip(gaps[0] ?? 'read in part', 80)}`;
  if (status === 'failed') return `${label} ✗ ${clip(gaps[0] ?? 'failed', 80)}`;
  return `${label} not configured`;
};
