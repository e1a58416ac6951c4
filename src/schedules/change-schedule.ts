import { ScheduleNotFoundError, ScheduleOverlapPolicy, type Client, type ScheduleHandle } from '@temporalio/client';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { asTemporalError } from '../temporal/temporal-error.ts';
import { scheduleIdOf, teamOfSchedule } from './schedule-id.ts';

export type ScheduleCommand = 'pause' | 'resume' | 'trigger' | 'delete';

/** Does it to one team's schedule. Throws `NotFound` when the team has none, `InvalidRequest` when it isn't Daybrief's. */
export const changeSchedule = async (
  client: Client,
  team: string,
  command: ScheduleCommand,
  note: string,
): Promise<void> => {
  const handle = client.schedule.getHandle(scheduleIdOf(team));
  try {
    await asTemporalError(`${command} the schedule of ${team}`, async () => {
      const { scheduleId, memo } = await handle.describe();
      if (teamOfSchedule(scheduleId, memo) === null) throw notOurs(scheduleId);
      await act(handle, command, note);
    });
  } catch (thrown) {
    if (!(thrown instanceof ScheduleNotFoundError)) throw thrown;
    throw new DaybriefError(
      'NotFound',
      `Team ${team} has no schedule in Temporal. daybrief schedule sync makes it; daybrief schedule list shows those there are.`,
      { cause: thrown },
    );
  }
};

const act = (handle: ScheduleHandle, command: ScheduleCommand, note: string): Promise<void> => {
  switch (command) {
    case 'pause':
      return handle.pause(note);
    case 'resume':
      return handle.unpause(note);
    case 'trigger':
      // By default a triggered run would start beside one that is under way.
      return handle.trigger(ScheduleOverlapPolicy.SKIP);
    case 'delete':
      return handle.delete();
  }
};

const notOurs = (scheduleId: string): DaybriefError =>
  new DaybriefError(
    'InvalidRequest',
    `Temporal has a schedule ${scheduleId} that Daybrief did not make; it is left alone.`,
  );
