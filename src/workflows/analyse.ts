import type { AnalysisResult, CorrelatedEvidence, EvidenceRefs, RunPlan, SummaryResult } from '../domain/run-plan.ts';
import { activities } from './activity-options.ts';
import { runErrorOf } from './run-error-of.ts';
import type { RunProgress } from './run-state.ts';

/** Root causes by the model; by rules, in the same shape, when there is none or when it failed. */
export const analyse = async (
  plan: RunPlan,
  evidence: EvidenceRefs,
  correlated: CorrelatedEvidence,
  progress: RunProgress,
): Promise<AnalysisResult> => {
  const byRules = (reason: string): Promise<AnalysisResult> => {
    progress.addNotes([`Root causes by rules, not by a model: ${reason}.`]);
    return activities.analyseByRules(plan, evidence, correlated);
  };
  if (plan.noModelReason !== null) return byRules(plan.noModelReason);
  try {
    const analysis = await activities.analyseWithModel(plan, evidence, correlated);
    progress.addUsage(analysis.usage);
    progress.addNotes(analysis.notes);
    return analysis;
  } catch (thrown) {
    const error = runErrorOf('analyse', thrown);
    progress.addError(error);
    return byRules(error.message);
  }
};

/** The model's summary; null leaves it to the rules. A model that just failed isn't asked again: the brief can't wait. */
export const summarise = async (
  plan: RunPlan,
  analysis: AnalysisResult,
  progress: RunProgress,
): Promise<SummaryResult | null> => {
  if (analysis.by === 'rules') return null;
  try {
    const summary = await activities.summariseWithModel(plan, analysis);
    progress.addUsage(summary.usage);
    return summary;
  } catch (thrown) {
    const error = runErrorOf('summarise', thrown);
    progress.addError(error);
    progress.addNotes([`Summary by rules, not by a model: ${error.message}.`]);
    return null;
  }
};
