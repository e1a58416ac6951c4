import { z } from 'zod';
import { buildSummaryPrompt } from '../domain/analysis/build-summary-prompt.ts';
import { cleanModelText } from '../domain/analysis/clean-model-text.ts';
import { referencesIn } from '../domain/analysis/invented-references.ts';
import { SUMMARY_MAX_CHARACTERS } from '../domain/analysis/summarise-by-rules.ts';
import { isHarmlessCause } from '../domain/brief/is-harmless.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { RootCause } from '../domain/root-cause.ts';
import type { AnalysisResult, RunPlan, SummaryResult } from '../domain/run-plan.ts';
import { activityCall } from './call-context.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { load, loadTeam, required } from './run-context.ts';

const SUMMARY_OUTPUT_TOKENS = 1_000;
export const answerSchema = z.object({ summary: z.string() });

/**
 * The model's summary of the root causes, as one line of plain text. Throws `ModelAnswerInvalid` when it is empty, has
 * 500 characters or more, or names a ticket or pull request that it wasn't told of.
 */
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
    const projects = new Set([...team.scope.jiraProjects, ...rootCauses.flatMap(projectsOf)]);
    return { text: checkedText(value.summary, prompt.input, projects), usage };
  };

const projectsOf = ({ relatedTickets }: RootCause): string[] => relatedTickets.map((key) => key.replace(/-\d+$/, ''));

const checkedText = (summary: string, told: string, projects: ReadonlySet<string>): string => {
  const { length } = summary.trim();
  const text = cleanModelText(summary, SUMMARY_MAX_CHARACTERS - 1);
  if (text === '' || length >= SUMMARY_MAX_CHARACTERS) {
    throw invalid(`has ${length} characters; allowed: 1 to ${SUMMARY_MAX_CHARACTERS - 1}, not counting markup`);
  }
  const known = new Set(referencesIn(told, projects));
  const [invented] = referencesIn(text, projects).filter((reference) => !known.has(reference));
  if (invented !== undefined) throw invalid(`names ${invented}, which it was not told of`);
  return text;
};

const invalid = (problem: string): DaybriefError =>
  new DaybriefError('ModelAnswerInvalid', `the model's summary ${problem}`);
