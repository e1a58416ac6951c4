import { describe, expect, it } from 'vitest';
import { createRunProgress } from '../../src/cli/run-progress.ts';
import type { SourceCoverage } from '../../src/domain/source-coverage.ts';
import type { RunState } from '../../src/workflows/run-state.ts';

const state = (changes: Partial<RunState>): RunState => ({
  ...{ step: 'prepare', team: 'web', coverage: [], logSlices: { done: 0, planned: 0 }, logPatterns: 0, incidents: 0 },
  ...{ messagesPosted: 0, errors: [], notes: [] },
  ...changes,
});

const coverage = (status: SourceCoverage['status'], changes: Partial<SourceCoverage> = {}): SourceCoverage => ({
  ...{ kind: 'tickets', label: 'Jira', status, items: 1, calls: 2, gaps: [] },
  ...changes,
});

const told = (...states: readonly RunState[]): string[] => {
  const lines: string[] = [];
  const progress = createRunProgress({ say: (line) => lines.push(line), paintAside: (_style, text) => text });
  for (const one of states) progress(one);
  return lines;
};

describe('createRunProgress', () => {
  it('says each step and source once, also those that were over between two looks', () => {
    const done = state({ step: 'done', coverage: [coverage('complete')], incidents: 2, messagesPosted: 3 });
    expect(told(state({}), state({ step: 'collect' }), done, done)).toEqual([
      '… reading tickets, pull requests and logs',
      '✓ Jira: 1 ticket, 2 calls',
      '… correlating what was found into incidents',
      '✓ 2 incidents',
      '… looking for root causes',
      '… writing the brief',
      '… posting it',
      '… recording the run',
    ]);
  });

  it('leaves out what the run leaves out', () => {
    const lines = told(state({ step: 'done', coverage: [coverage('not-configured')] }));
    expect(lines).toContain('– Jira: not configured');
    expect(lines.join()).not.toMatch(/root causes|posting/);
  });

  it('says why a source failed or was read in part, and what else went wrong', () => {
    const failed = coverage('failed', { kind: 'logs', label: 'CloudWatch', gaps: ['timed out'] });
    const partial = coverage('partial', { gaps: ['more than 500 tickets match'] });
    const errors = [
      { where: 'logs', code: 'TimedOut', message: 'timed out' },
      { where: 'analyse', code: 'ModelRefused', message: 'the model refused' },
    ];
    expect(told(state({ step: 'correlate', coverage: [partial, failed], errors }))).toEqual([
      '… reading tickets, pull requests and logs',
      '⚠ Jira: 1 ticket, 2 calls; more than 500 tickets match',
      '✗ CloudWatch: timed out',
      '… correlating what was found into incidents',
      '✗ analyse: the model refused',
    ]);
  });
});
