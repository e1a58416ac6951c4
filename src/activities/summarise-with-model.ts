import { z } from 'zod';
import { isHarmlessCause } from '../domain/brief/is-harmless.ts';
import { buildSummaryPrompt } from '../domain/analysis/build-summary-prompt.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { RootCause } from '../domain/root-cause.ts';
import type { AnalysisResult, RunPlan, SummaryResult } from '../domain/run-plan.ts';
import { activityCall } from './call-context.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { load, loadTeam, required } from './run-context.ts';

const SUMMARY_MAX_CHARACTERS = 500;
const SUMMARY_OUTPUT_TOKENS = 1_000;
export const answerSchema = z.object({ summary: z.string() });

/** The model's summary of the root causes. Throws `ModelAnswerInvalid` when it is empty or 500 characters or longer. */
export const summariseWithModel =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, analysis: AnalysisResult): Promise<SummaryResult> => {
    const team = await loadTeam(deps.evidence, plan.contextRef);
    const rootCauses = await load<RootCause[]>(deps.evidence, analysis.ref);
    const prompt = buildSummaryPrompt(
      rootCauses.filter((cause) => !isHarmlessCause(cause)),
      plan.team,
    );
    const { value, usage } = await required(deps.model, 'language model').complete(
      {
        model: team.models.summary,
        ...prompt,
        answer: { name: 'summary', schema: answerSchema },
        maxOutputTokens: SUMMARY_OUTPUT_TOKENS,
      },
      activityCall(),
    );
    const text = value.summary.trim();
    if (text === '' || text.length >= SUMMARY_MAX_CHARACTERS) {
      throw new DaybriefError(
        'ModelAnswerInvalid',
        `the model's summary has ${text.length} characters; allowed: 1 to 499`,
      );
    }
    return { text, usage };
  };
