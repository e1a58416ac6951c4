import { upsertSearchAttributes } from '@temporalio/workflow';
import { OUTCOME_ATTRIBUTE, SEVERITY_ATTRIBUTE, TEAM_ATTRIBUTE } from '../domain/search-attribute-keys.ts';
import type { Severity } from '../domain/incident.ts';
import type { RunPlan } from '../domain/run-plan.ts';
import type { RunOutcome } from '../domain/run.ts';

export const markTeam = (plan: RunPlan): void => mark(plan, { [TEAM_ATTRIBUTE]: [plan.team] });

export const markOutcome = (plan: RunPlan, outcome: RunOutcome, severity: Severity | null): void =>
  mark(plan, { [OUTCOME_ATTRIBUTE]: [outcome], [SEVERITY_ATTRIBUTE]: [severity ?? 'none'] });

const mark = (plan: RunPlan, values: Record<string, string[]>): void => {
  if (plan.searchAttributes) upsertSearchAttributes(values);
};
