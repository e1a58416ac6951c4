import { ApplicationFailure } from '@temporalio/workflow';
import type { AnalyzeIncidentsInput, RunPlan } from '../domain/run-plan.ts';
import type { SourceCoverage } from '../domain/source-coverage.ts';
import { activities } from './activity-options.ts';
import { recordRun } from './record-run.ts';
import { runErrorOf } from './run-error-of.ts';
import type { RunProgress } from './run-state.ts';
import { markOutcome } from './search-attributes.ts';

/** A run whose every configured source failed has nothing to say, not even that it is quiet. */
export const failUnlessSomethingWasRead = (coverage: readonly SourceCoverage[]): void => {
  const configured = coverage.filter(({ status }) => status !== 'not-configured');
  if (configured.length === 0) {
    throw ApplicationFailure.nonRetryable(
      'The team has no source: give it Jira projects, GitHub repositories or log groups, and connections to read them.',
      'NotConfigured',
    );
  }
  if (configured.some(({ status }) => status !== 'failed')) return;
  const reasons = configured.map(({ label, gaps }) => `${label}: ${gaps.join(', ')}`).join('; ');
  throw ApplicationFailure.nonRetryable(`Every source failed. ${reasons}`, 'AllSourcesFailed');
};

/** Records a failed run with its dead letter, alerts when it was one too many in a row, and returns what to throw. */
export const failRun = async (
  plan: RunPlan,
  input: AnalyzeIncidentsInput,
  progress: RunProgress,
  thrown: unknown,
): Promise<ApplicationFailure> => {
  const where = progress.state.step;
  const error = runErrorOf(where, thrown);
  progress.addError(error);
  markOutcome(plan, 'failed', null);
  const failures = await recordRun(
    plan,
    { input, outcome: 'failed', severity: null, briefRef: progress.briefRef, posted: null },
    progress,
  );
  await alertOnRepeatedFailure(plan, failures, error.message, progress);
  return ApplicationFailure.nonRetryable(`The run failed in step ${where}: ${error.message}`, error.code);
};

const alertOnRepeatedFailure = async (
  plan: RunPlan,
  failures: number,
  reason: string,
  progress: RunProgress,
): Promise<void> => {
  if (plan.alerts === null || failures === 0 || failures % plan.alerts.afterFailures !== 0) return;
  try {
    await activities.postAlert(plan, { channel: plan.alerts.channel, failures, reason });
  } catch (thrown) {
    progress.addError(runErrorOf('alert', thrown));
  }
};

/** The failure of a run that couldn't begin, with the activity's own words on top, where the Web UI and the CLI show them. */
export const inputFailure = (thrown: unknown): ApplicationFailure => {
  const error = runErrorOf('prepare', thrown);
  return ApplicationFailure.nonRetryable(error.message, error.code);
};
