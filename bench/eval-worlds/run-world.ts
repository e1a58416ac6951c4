import type { Evidence } from '../../src/domain/evidence.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { composeBrief } from '../../src/domain/brief/compose-brief.ts';
import { correlate } from '../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import { reportOf, type Report } from '../../src/domain/report/report-of.ts';
import { evidenceOf } from './world-evidence.ts';

export interface WorldRun {
  readonly report: Report;
  readonly miningSeconds: number;
  readonly correlationSeconds: number;
  readonly logEvents: number;
  readonly evidence: Evidence;
}

/** Mines, correlates and writes the brief of a world, without a language model. */
export const runWorld = async (directory: string): Promise<WorldRun> => {
  const start = performance.now();
  const { evidence, logEvents } = await evidenceOf(directory);
  const mined = performance.now();
  const incidents = correlate(evidence, DEFAULT_CORRELATION_SETTINGS);
  const correlated = performance.now();
  return {
    report: reportWithoutModel(evidence, incidents),
    miningSeconds: (mined - start) / 1_000,
    correlationSeconds: (correlated - mined) / 1_000,
    logEvents,
    evidence,
  };
};

/** What the product would report of these incidents without a language model. */
export const reportWithoutModel = (evidence: Evidence, incidents: readonly Incident[]): Report =>
  reportOf(
    composeBrief({
      runId: 'eval',
      evidence,
      coverage: [],
      incidents,
      rootCauses: [],
      summary: null,
      notes: [],
      linkToLogs: () => null,
    }),
    evidence,
  );
