import { z } from 'zod';
import { analyseByRules as rulesFor } from '../domain/analysis/analyse-by-rules.ts';
import { buildAnalysisPrompt, type AnalysisPrompt } from '../domain/analysis/build-analysis-prompt.ts';
import { clip, counted } from '../domain/analysis/phrases.ts';
import { checkAnswer } from '../domain/analysis/check-answer.ts';
import { isHarmlessCause, isHarmlessIncident } from '../domain/brief/is-harmless.ts';
import type { ModelRootCauses } from '../domain/analysis/model-root-causes.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { Evidence } from '../domain/evidence.ts';
import { SEVERITIES, type Incident } from '../domain/incident.ts';
import { NO_USAGE } from '../domain/model-usage.ts';
import type { RootCause } from '../domain/root-cause.ts';
import type { AnalysisResult, CorrelatedEvidence, EvidenceRefs, RunPlan } from '../domain/run-plan.ts';
import type { ModelAnswer } from '../ports.ts';
import { activityCall } from './call-context.ts';
import type { ActivityDependencies, TeamSettings } from './dependencies.ts';
import { loadEvidence } from './load-evidence.ts';
import { load, loadTeam, required } from './run-context.ts';

export const answerSchema = z.object({
  rootCauses: z.array(
    z.object({
      incidentId: z.string(),
      title: z.string(),
      description: z.string(),
      severity: z.enum(SEVERITIES),
      affectedServices: z.array(z.string()),
      relatedTickets: z.array(z.string()),
      culprit: z.string().nullable(),
      suggestedAction: z.string(),
      evidence: z.array(z.string()),
    }),
  ),
});

/** Asks the model for root causes, checks every citation, and lets the rules fill in for what was dropped or didn't fit the budget. */
export const analyseWithModel =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, refs: EvidenceRefs, correlated: CorrelatedEvidence): Promise<AnalysisResult> => {
    const { team, evidence, incidents } = await loadCase(deps, plan, refs, correlated);
    const told = incidents.filter((incident) => !isHarmlessIncident(incident));
    const prompt = buildAnalysisPrompt(told, evidence, team.models.promptTokens);
    const { value, usage } = await askModel(deps, team, prompt);
    const { accepted, dropped } = checkAnswer(value, prompt.idMap, told, evidence);
    const byIncident = new Map(accepted.map((cause) => [cause.incidentId, cause]));
    const rootCauses = incidents.map((incident) => byIncident.get(incident.id) ?? rulesFor(incident, evidence));
    const ref = await deps.evidence.put(plan.runId, 'root-causes', rootCauses);
    return {
      ref,
      by: 'model',
      notes: notesOn({
        rootCauses: rootCauses.filter((cause) => !isHarmlessCause(cause)),
        ...{ dropped, leftOut: prompt.leftOut },
        ...{ tokens: usage.inputTokens + usage.outputTokens, alertTokens: team.models.alertTokens },
      }),
      usage,
    };
  };

const askModel = (
  deps: ActivityDependencies,
  { models }: TeamSettings,
  { instructions, input, idMap }: AnalysisPrompt,
): Promise<ModelAnswer<ModelRootCauses>> => {
  const model = required(deps.model, 'language model');
  if (Object.keys(idMap.incidents).length === 0) {
    throw new DaybriefError(
      'BudgetExceeded',
      `not even one incident fits the analysis prompt of ${models.promptTokens} tokens; raise the team's models.promptTokens`,
    );
  }
  return model.complete(
    {
      ...{ model: models.analysis, instructions, input, maxOutputTokens: models.maxOutputTokens },
      answer: { name: 'root_causes', schema: answerSchema },
    },
    activityCall(),
  );
};

/** The same without a model. */
export const analyseByRules =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, refs: EvidenceRefs, correlated: CorrelatedEvidence): Promise<AnalysisResult> => {
    const { evidence, incidents } = await loadCase(deps, plan, refs, correlated);
    const rootCauses = incidents.map((incident) => rulesFor(incident, evidence));
    return {
      ref: await deps.evidence.put(plan.runId, 'root-causes', rootCauses),
      by: 'rules',
      notes: [],
      usage: NO_USAGE,
    };
  };

interface Case {
  readonly team: TeamSettings;
  readonly evidence: Evidence;
  readonly incidents: readonly Incident[];
}

const loadCase = async (
  deps: ActivityDependencies,
  plan: RunPlan,
  refs: EvidenceRefs,
  correlated: CorrelatedEvidence,
): Promise<Case> => {
  const team = await loadTeam(deps.evidence, plan.contextRef);
  const [evidence, incidents] = await Promise.all([
    loadEvidence(deps.evidence, plan, team, refs),
    load<Incident[]>(deps.evidence, correlated.ref),
  ]);
  return { team, evidence, incidents };
};

interface Findings {
  /** Without those judged harmless. */
  readonly rootCauses: readonly RootCause[];
  readonly dropped: readonly string[];
  readonly leftOut: number;
  readonly tokens: number;
  readonly alertTokens: number;
}

const MAX_DROPPED = 3;
const MAX_REASON = 160;

const notesOn = ({ rootCauses, dropped, leftOut, tokens, alertTokens }: Findings): string[] => {
  const unsupported = rootCauses.filter((cause) => cause.by === 'rules').length - leftOut;
  const reasons = dropped.slice(0, MAX_DROPPED).map((reason) => clip(reason, MAX_REASON));
  return [
    ...(leftOut > 0
      ? [`The model's prompt had no room for ${counted(leftOut, 'incident')}: root causes by rules.`]
      : []),
    ...(unsupported > 0
      ? [`${unsupported} of ${rootCauses.length} root causes by rules: the model gave none that its evidence supports.`]
      : []),
    ...(reasons.length > 0 ? [`Dropped from the model's answer: ${reasons.join('; ')}.`] : []),
    ...(tokens > alertTokens
      ? [`The analysis took ${tokens} tokens, more than the alert level of ${alertTokens}.`]
      : []),
  ];
};
