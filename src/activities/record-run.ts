import { log } from '@temporalio/activity';
import type { Brief } from '../domain/brief.ts';
import { DaybriefError, toDaybriefError } from '../domain/daybrief-error.ts';
import type { Severity } from '../domain/incident.ts';
import type { ModelUsage } from '../domain/model-usage.ts';
import type { PostedBrief, RunPlan, StoredRef } from '../domain/run-plan.ts';
import type { RunError, RunOutcome } from '../domain/run.ts';
import type { SourceCoverage } from '../domain/source-coverage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { load } from './run-context.ts';

export interface RecordRunRequest {
  /** As the run was started, to start it again from a dead letter. */
  readonly input: unknown;
  readonly outcome: RunOutcome;
  readonly severity: Severity | null;
  readonly briefRef: StoredRef | null;
  readonly posted: PostedBrief | null;
  readonly coverage: readonly SourceCoverage[];
  readonly errors: readonly RunError[];
  readonly usage: ModelUsage;
}

/** Writes the run to the history; a failed one leaves a dead letter too. Then removes what old runs left. Idempotent. */
export const recordRun =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, request: RecordRunRequest): Promise<{ readonly consecutiveFailures: number }> => {
    const { input, briefRef, posted, ...ending } = request;
    const { runId, workflowId, team, range, startedAtMs } = plan;
    const endedAtMs = deps.clock();
    await deps.history.recordRun({
      ...{ runId, workflowId, team, range, startedAtMs, endedAtMs, ...ending },
      brief: briefRef === null ? null : await briefBehind(deps, briefRef, ending.outcome),
      posted: posted === null ? null : { channel: posted.channelId, messageId: posted.messageId },
    });
    if (ending.outcome === 'failed') {
      const reason = ending.errors.map((error) => `${error.where}: ${error.message}`).join('; ');
      await deps.history.addDeadLetter({ runId, workflowId, team, failedAtMs: endedAtMs, input, reason });
    }
    await pruneEvidence(deps, endedAtMs);
    if (ending.outcome !== 'failed') return { consecutiveFailures: 0 };
    return { consecutiveFailures: await deps.history.countConsecutiveFailures(team) };
  };

/** A failed run is recorded without its brief when that is gone: its evidence may be what failed. */
const briefBehind = async (
  { evidence }: ActivityDependencies,
  ref: StoredRef,
  outcome: RunOutcome,
): Promise<Brief | null> => {
  try {
    return await load<Brief>(evidence, ref);
  } catch (thrown) {
    if (outcome === 'failed' && thrown instanceof DaybriefError && thrown.code === 'EvidenceMissing') return null;
    throw thrown;
  }
};

/** Housekeeping: what couldn't be removed now goes with the next run. */
const pruneEvidence = async ({ evidence, evidenceRetentionMs }: ActivityDependencies, nowMs: number): Promise<void> => {
  try {
    await evidence.prune(nowMs - evidenceRetentionMs);
  } catch (thrown) {
    log.warn('Evidence of old runs could not be removed', { reason: toDaybriefError(thrown).message });
  }
};
