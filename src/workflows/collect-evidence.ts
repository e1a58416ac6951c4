import type { CollectedSource, EvidenceRefs, RunPlan } from '../domain/run-plan.ts';
import type { SourceCoverage, SourceKind } from '../domain/source-coverage.ts';
import { activities } from './activity-options.ts';
import { collectLogs } from './collect-logs.ts';
import { runErrorOf } from './run-error-of.ts';
import type { RunProgress } from './run-state.ts';

/** Reads all sources in parallel. A source that fails leaves an error and a coverage gap; the others go on. */
export const collectEvidence = async (plan: RunPlan, progress: RunProgress): Promise<EvidenceRefs> => {
  const tickets = readSource('tickets', plan, progress, () => activities.collectTickets(plan));
  const ticketsRef = tickets.then(
    (collected) => collected?.ref ?? null,
    () => null,
  );
  const reads = [
    tickets,
    readSource('pull-requests', plan, progress, () => activities.collectPullRequests(plan)),
    readSource('logs', plan, progress, () => collectLogs(plan, ticketsRef, progress)),
  ] as const;
  // A cancelled run ends only when its activities have: none goes on behind its back.
  await Promise.allSettled(reads);
  const [ticketsRead, pullRequestsRead, logsRead] = await Promise.all(reads);
  return {
    tickets: ticketsRead?.ref ?? null,
    pullRequests: pullRequestsRead?.ref ?? null,
    logPatterns: logsRead?.ref ?? null,
  };
};

const readSource = async (
  kind: SourceKind,
  plan: RunPlan,
  progress: RunProgress,
  read: () => Promise<CollectedSource>,
): Promise<CollectedSource | null> => {
  const { label, configured } = plan.sources[kind];
  const without = (status: SourceCoverage['status'], gaps: readonly string[]): null => {
    progress.addCoverage({ kind, label, status, items: 0, calls: 0, gaps });
    return null;
  };
  if (!configured) return without('not-configured', []);
  try {
    const collected = await read();
    progress.addCoverage(collected.coverage);
    return collected;
  } catch (thrown) {
    const error = runErrorOf(kind, thrown);
    progress.addError(error);
    return without('failed', [error.message]);
  }
};
