import { isDeepStrictEqual } from 'node:util';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
} from '@temporalio/client';
import type { Config } from '../config/config-schema.ts';
import type { TeamConfig } from '../config/team-schema.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { asTemporalError } from '../temporal/temporal-error.ts';
import { scheduleIdOf, teamOfSchedule } from './schedule-id.ts';
import { scheduleOptions, WORKFLOW_TYPE, type ScheduleTarget, type TeamScheduleOptions } from './schedule-options.ts';

export interface ScheduleChange {
  readonly scheduleId: string;
  readonly team: string;
  readonly change: 'created' | 'updated' | 'unchanged' | 'removed';
  /** A paused schedule stays paused. */
  readonly paused: boolean;
  /** Epoch ms of the next run; null when paused or removed. */
  readonly nextRunMs: number | null;
  /** Why it was removed, for people; null otherwise. */
  readonly reason: string | null;
}

export interface SyncOptions {
  readonly client: Client;
  readonly config: Pick<Config, 'teams' | 'temporal'>;
  /** Whether the namespace knows Daybrief's search attributes. */
  readonly searchAttributes: boolean;
}

/**
 * Makes the schedules in Temporal those of the configuration, and says what it did. Safe to rerun. Removes only schedules
 * that Daybrief made for this task queue. Throws `InvalidRequest` when somebody else's schedule has a team's id.
 */
export const syncSchedules = async ({ client, config, searchAttributes }: SyncOptions): Promise<ScheduleChange[]> => {
  const target = { taskQueue: config.temporal.taskQueue, searchAttributes };
  const changes: ScheduleChange[] = [];
  for (const team of config.teams.filter(({ schedule }) => schedule.enabled)) {
    changes.push(await asTemporalError(`sync the schedule of ${team.name}`, () => upsert(client, team, target)));
  }
  changes.push(...(await asTemporalError('remove schedules', () => removeOthers(client, config, target))));
  return changes;
};

const upsert = async (client: Client, team: TeamConfig, target: ScheduleTarget): Promise<ScheduleChange> => {
  const options = scheduleOptions(team, target);
  const handle = client.schedule.getHandle(options.scheduleId);
  try {
    await client.schedule.create(options);
    return changeOf(team.name, 'created', await handle.describe());
  } catch (thrown) {
    if (!(thrown instanceof ScheduleAlreadyRunning)) throw thrown;
  }
  const before = await update(handle, options);
  const after = await handle.describe();
  return changeOf(team.name, isDeepStrictEqual(partsOf(before), partsOf(after)) ? 'unchanged' : 'updated', after);
};

/** Replaces all but the state: whoever paused it wants it paused. Returns what it was. */
const update = async (handle: ScheduleHandle, options: TeamScheduleOptions): Promise<ScheduleDescription> => {
  const before = await handle.describe();
  if (teamOfSchedule(before.scheduleId, before.memo) === null || before.action.workflowType !== WORKFLOW_TYPE) {
    throw new DaybriefError(
      'InvalidRequest',
      `Temporal has a schedule ${before.scheduleId} that Daybrief did not make (it starts ${before.action.workflowType}). ` +
        'Delete or rename it, or give the team another name.',
    );
  }
  const { scheduleId: _id, memo: _memo, state: _state, ...replaced } = options;
  await handle.update(({ state: { paused, note, remainingActions } }) => ({
    ...replaced,
    state: {
      paused,
      ...(note === undefined ? {} : { note }),
      ...(remainingActions === undefined ? {} : { remainingActions }),
    },
  }));
  return before;
};

const partsOf = ({ spec, action, policies, searchAttributes }: ScheduleDescription): unknown => ({
  ...{ spec, action, policies, searchAttributes },
});

const removeOthers = async (
  client: Client,
  config: SyncOptions['config'],
  { taskQueue }: ScheduleTarget,
): Promise<ScheduleChange[]> => {
  const enabled = new Map(config.teams.map(({ name, schedule }) => [scheduleIdOf(name), schedule.enabled]));
  const removed: ScheduleChange[] = [];
  for await (const { scheduleId, memo } of client.schedule.list()) {
    const team = teamOfSchedule(scheduleId, memo);
    if (team === null || enabled.get(scheduleId) === true) continue;
    const handle = client.schedule.getHandle(scheduleId);
    if (!(await isOf(handle, taskQueue))) continue;
    await handle.delete();
    const reason = enabled.has(scheduleId) ? 'disabled in the configuration' : 'no such team in the configuration';
    removed.push({ scheduleId, team, change: 'removed', paused: false, nextRunMs: null, reason });
  }
  return removed;
};

/** Another installation of Daybrief in the same namespace has a task queue of its own. The list may still hold deleted ones. */
const isOf = async (handle: ScheduleHandle, taskQueue: string): Promise<boolean> => {
  try {
    const { action } = await handle.describe();
    return action.workflowType === WORKFLOW_TYPE && action.taskQueue === taskQueue;
  } catch (thrown) {
    if (thrown instanceof ScheduleNotFoundError) return false;
    throw thrown;
  }
};

const changeOf = (team: string, change: ScheduleChange['change'], now: ScheduleDescription): ScheduleChange => ({
  scheduleId: now.scheduleId,
  team,
  change,
  paused: now.state.paused,
  nextRunMs: now.state.paused ? null : (now.info.nextActionTimes[0]?.getTime() ?? null),
  reason: null,
});
