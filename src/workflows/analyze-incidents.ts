import { setHandler, workflowInfo } from '@temporalio/workflow';
import type { AnalyzeIncidentsInput, RunPlan, RunResult } from '../domain/run-plan.ts';
import { activities } from './activity-options.ts';
import { analyse, summarise } from './analyse.ts';
import { collectEvidence } from './collect-evidence.ts';
import { failRun, failUnlessSomethingWasRead, inputFailure } from './fail-run.ts';
import { stateQuery } from './messages.ts';
import { postBrief } from './post-brief.ts';
import { recordRun } from './record-run.ts';
import { RunProgress } from './run-state.ts';
import { markOutcome, markTeam } from './search-attributes.ts';

/**
 * One brief: collect, correlate, analyse, summarise, post, record.
 * Fails at once on a wrong input; fails, with a dead letter, when every source failed or the brief can't be posted.
 */
export async function analyzeIncidents(input: AnalyzeIncidentsInput = {}): Promise<RunResult> {
  const progress = new RunProgress();
  setHandler(stateQuery, () => progress.state, { description: 'Where the run is and what it has seen so far' });

  const plan = await prepare(input);
  progress.update({ team: plan.team });
  markTeam(plan);
  try {
    return await makeBrief(plan, input, progress);
  } catch (thrown) {
    throw await failRun(plan, input, progress, thrown);
  }
}

/** The first execution's id names the run, so that a reset or retried execution finds what was posted before it. */
const prepare = async (input: AnalyzeIncidentsInput): Promise<RunPlan> => {
  const { workflowId, firstExecutionRunId, startTime } = workflowInfo();
  try {
    return await activities.prepareRun({
      input,
      workflowId,
      runId: firstExecutionRunId,
      startedAtMs: startTime.getTime(),
    });
  } catch (thrown) {
    throw inputFailure(thrown);
  }
};

const makeBrief = async (plan: RunPlan, input: AnalyzeIncidentsInput, progress: RunProgress): Promise<RunResult> => {
  progress.enter('collect');
  const evidence = await collectEvidence(plan, progress);
  failUnlessSomethingWasRead(progress.state.coverage);

  progress.enter('correlate');
  const correlated = await activities.correlateEvidence(plan, evidence);
  progress.update({ incidents: correlated.incidents });

  progress.enter('analyse');
  const analysis = correlated.incidents > 0 ? await analyse(plan, evidence, correlated, progress) : null;

  progress.enter('summarise');
  const summary = analysis === null ? null : await summarise(plan, analysis, progress);
  const { coverage, notes } = progress.state;
  const brief = await activities.composeBrief(plan, { evidence, correlated, analysis, summary, coverage, notes });
  progress.briefRef = brief.ref;

  progress.enter('post');
  const posted = plan.channel === null ? null : await postBrief(plan, plan.channel, brief, progress);
  const postedAfterMs = posted === null ? null : posted.postedAtMs - plan.startedAtMs;

  progress.enter('record');
  markOutcome(plan, brief.outcome, brief.severity);
  const usage = progress.usage;
  await recordRun(
    plan,
    { input, outcome: brief.outcome, severity: brief.severity, briefRef: brief.ref, posted },
    progress,
  );

  progress.enter('done');
  const { errors } = progress.state;
  const { runId, workflowId, team, range } = plan;
  return {
    ...{ runId, workflowId, team, range, coverage, errors, usage, posted, postedAfterMs },
    ...{ outcome: brief.outcome, severity: brief.severity, summary: brief.summary },
    ...{ incidents: brief.incidentIds.length, briefRef: brief.ref, reportRef: brief.reportRef, notes },
  };
};
