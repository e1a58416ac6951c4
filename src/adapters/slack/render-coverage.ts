import type { SourceCoverage } from '../../domain/source-coverage.ts';
import { inline, joinWithin } from './mrkdwn.ts';

const MARKS: Readonly<Record<SourceCoverage['status'], string>> = {
  complete: '✓',
  partial: '⚠ read in part',
  failed: '✗',
  'not-configured': '– not configured',
};

/** "Jira ✓ · GitHub ✓ · CloudWatch ✗ timed out", then what is missing of sources read in part. */
export const renderCoverage = (coverage: readonly SourceCoverage[], max: number): string => {
  const gaps = coverage
    .filter(({ status }) => status === 'partial')
    .flatMap(({ label, gaps: missing }) => missing.map((gap) => `⚠ ${inline(label, 40)}: ${inline(gap, 200)}`));
  return joinWithin([joinWithin(coverage.map(sourceText), ' · ', 800), ...gaps], '\n', max);
};

const sourceText = ({ label, status, gaps }: SourceCoverage): string => {
  const reason = status === 'failed' ? ` ${inline(gaps[0] ?? 'failed', 200)}` : '';
  return `${inline(label, 40)} ${MARKS[status]}${reason}`;
};
