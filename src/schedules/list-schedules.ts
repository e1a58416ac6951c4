import type { Client, ScheduleSummary } from '@temporalio/client';
import { asTemporalError } from '../temporal/temporal-error.ts';
import { teamOfSchedule } from './schedule-id.ts';

export interface TeamSchedule {
  readonly scheduleId: string;
  readonly team: string;
  readonly paused: boolean;
  /** Who paused it and why; empty without one. */
  readonly note: string;
  /** Epoch ms; null when paused. */
  readonly nextRunMs: number | null;
  /** The latest run that it started; null before the first. */
  readonly lastRun: { readonly workflowId: string; readonly scheduledAtMs: number } | null;
}

/** The schedules that Daybrief made, by team. Temporal lists a new one after about a second. */
export const listSchedules = (client: Client): Promise<readonly TeamSchedule[]> =>
  asTemporalError('list schedules', async () => {
    const schedules: TeamSchedule[] = [];
    for await (const summary of client.schedule.list()) {
      const team = teamOfSchedule(summary.scheduleId, summary.memo);
      if (team !== null) schedules.push(scheduleOf(team, summary));
    }
    return schedules.toSorted((a, b) => a.team.localeCompare(b.team, 'en'));
  });

const scheduleOf = (team: string, { scheduleId, state, info }: ScheduleSummary): TeamSchedule => {
  const last = info.recentActions.at(-1);
  return {
    scheduleId,
    team,
    paused: state.paused,
    note: state.note ?? '',
    nextRunMs: state.paused ? null : (info.nextActionTimes[0]?.getTime() ?? null),
    lastRun:
      last === undefined
        ? null
        : { workflowId: last.action.workflow.workflowId, scheduledAtMs: last.scheduledAt.getTime() },
  };
};
