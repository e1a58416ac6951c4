const PREFIX = 'daybrief-';
/** In the memo of every schedule that Daybrief makes: an id alone could be anyone's. */
export const TEAM_MEMO = 'daybriefTeam';

export const scheduleIdOf = (team: string): string => `${PREFIX}${team}`;

/** The team whose schedule this is; null for schedules that Daybrief did not make. */
export const teamOfSchedule = (
  scheduleId: string,
  memo: Readonly<Record<string, unknown>> | undefined,
): string | null => {
  const team = memo?.[TEAM_MEMO];
  return typeof team === 'string' && scheduleId === scheduleIdOf(team) ? team : null;
};
