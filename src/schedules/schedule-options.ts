import {
  ScheduleOverlapPolicy,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { TeamConfig } from '../config/team-schema.ts';
import { TEAM_ATTRIBUTE } from '../domain/search-attribute-keys.ts';
import type { analyzeIncidents } from '../workflows/index.ts';
import { scheduleIdOf, TEAM_MEMO } from './schedule-id.ts';

export const WORKFLOW_TYPE = 'analyzeIncidents';

/** After an outage of Temporal: a brief that is an hour late still helps, one at noon doesn't (the default is a year). */
const CATCHUP_WINDOW = '1 hour';
/** A run that no worker takes must not make tomorrow's be skipped. */
const RUN_TIMEOUT = '12 hours';

export type TeamScheduleOptions = ScheduleOptions<ScheduleOptionsStartWorkflowAction<typeof analyzeIncidents>>;

export interface ScheduleTarget {
  readonly taskQueue: string;
  /** Whether the namespace knows Daybrief's search attributes. */
  readonly searchAttributes: boolean;
}

export const scheduleOptions = (team: TeamConfig, target: ScheduleTarget): TeamScheduleOptions => {
  const scheduleId = scheduleIdOf(team.name);
  const attributes = target.searchAttributes ? { typedSearchAttributes: [{ key: TEAM_KEY, value: team.name }] } : {};
  return {
    scheduleId,
    spec: { cronExpressions: [team.schedule.cron], timezone: team.schedule.timeZone },
    action: {
      type: 'startWorkflow',
      workflowType: WORKFLOW_TYPE,
      // Temporal appends the scheduled time.
      workflowId: scheduleId,
      taskQueue: target.taskQueue,
      args: [{ team: team.name }],
      workflowExecutionTimeout: RUN_TIMEOUT,
      staticSummary: `Brief for ${team.name}`,
      ...attributes,
    },
    // A failed run must not end the coming ones.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW, pauseOnFailure: false },
    memo: { [TEAM_MEMO]: team.name },
    ...attributes,
  };
};

const TEAM_KEY = defineSearchAttributeKey(TEAM_ATTRIBUTE, SearchAttributeType.KEYWORD);
