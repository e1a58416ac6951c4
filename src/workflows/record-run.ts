import type { RecordRunRequest } from '../activities/record-run.ts';
import type { RunPlan } from '../domain/run-plan.ts';
import { activities } from './activity-options.ts';
import { runErrorOf } from './run-error-of.ts';
import type { RunProgress } from './run-state.ts';

type Ending = Omit<RecordRunRequest, 'coverage' | 'errors' | 'usage'>;

/** Records how the run ended; returns how many of the team's runs failed in a row. A brief that is out doesn't fail for its record. */
export const recordRun = async (plan: RunPlan, ending: Ending, progress: RunProgress): Promise<number> => {
  const { coverage, errors } = progress.state;
  try {
    const recorded = await activities.recordRun(plan, { ...ending, coverage, errors, usage: progress.usage });
    return recorded.consecutiveFailures;
  } catch (thrown) {
    progress.addError(runErrorOf('record', thrown));
    return 0;
  }
};
