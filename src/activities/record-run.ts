import type { Brief } from '../domain/brief.ts';
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

/** Writes the run to the history, and removes what old runs left; a failed one leaves a dead letter too. Idempotent. */
export const recordRun =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, request: RecordRunRequest): Promise<{ readonly consecutiveFailures: number }> => {
    const { input, briefRef, posted, ...ending } = request;
    const { runId, workflowId, team, range, startedAtMs } = plan;
    const endedAtMs = deps.clock();
    await deps.history.recordRun({
      ...{ runId, workflowId, team, range, startedAtMs, endedAtMs, ...ending },
      brief: briefRef === null ? null : await load<Brief>(deps.evidence, briefRef),
      posted: posted === null ? null : { channel: posted.channelId, messageId: posted.messageId },
    });
    await deps.evidence.prune(endedAtMs - deps.evidenceRetentionMs);
    if (ending.outcome !== 'failed') return { consecutiveFailures: 0 };
    const reason = ending.errors.map((error) => `${error.where}: ${error.message}`).join('; ');
    await deps.history.addDeadLetter({ runId, workflowId, team, failedAtMs: endedAtMs, input, reason });
    return { consecutiveFailures: await deps.history.countConsecutiveFailures(team) };
  };
