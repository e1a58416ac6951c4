import type { Client } from '@temporalio/client';
import type { LoadedConfig } from '../config/load-config.ts';
import { changeSchedule, type ScheduleCommand } from '../schedules/change-schedule.ts';
import { listSchedules, type TeamSchedule } from '../schedules/list-schedules.ts';
import { syncSchedules, type ScheduleChange } from '../schedules/sync-schedules.ts';
import { registerSearchAttributes } from '../temporal/register-search-attributes.ts';
import { findTeam, loadCommandConfig, withTemporal } from './command-context.ts';
import { usageError } from './exit-codes.ts';
import type { GlobalOptions } from './root-command.ts';
import { asTable } from './table.ts';
import type { Terminal } from './terminal.ts';

interface ListOptions extends GlobalOptions {
  readonly json?: true | undefined;
}

interface ChangeOptions extends GlobalOptions {
  readonly all?: true | undefined;
  readonly reason?: string | undefined;
}

const DONE: Readonly<Record<ScheduleCommand, string>> = {
  pause: 'is paused',
  resume: 'runs again',
  trigger: 'was triggered',
  delete: 'is deleted',
};

/** `daybrief schedule sync`, and `src/schedule.ts`. */
export const sync = async (terminal: Terminal, options: ListOptions): Promise<void> => {
  const config = await loadCommandConfig(terminal, options);
  const changes = await withTemporal(terminal, config, async (client, { namespace }) => {
    const searchAttributes = await registerSearchAttributes(client.connection, namespace);
    return syncSchedules({ client, config: config.config, searchAttributes });
  });
  if (options.json === true) return terminal.print(JSON.stringify(changes, null, 2));
  const zones = zonesOf(config);
  for (const change of changes) terminal.print(changeText(change, zones, terminal));
  if (changes.length === 0) terminal.print('No team has a schedule.');
};

const changeText = (
  { team, change, paused, nextRunMs, reason }: ScheduleChange,
  zones: ReadonlyMap<string, string>,
  { paint }: Terminal,
): string => {
  const next = nextRunMs === null ? '' : `, next run ${localTime(nextRunMs, zones.get(team))}`;
  const state = paused ? `, ${paint('warning', 'paused')}` : next;
  return `${paint('bold', team)}: ${change}${reason === null ? '' : ` (${reason})`}${state}`;
};

/** `daybrief schedule list` */
export const list = async (terminal: Terminal, options: ListOptions): Promise<void> => {
  const config = await loadCommandConfig(terminal, options);
  const schedules = await withTemporal(terminal, config, (client) => listSchedules(client));
  if (options.json === true) return terminal.print(JSON.stringify(schedules, null, 2));
  if (schedules.length === 0)
    return terminal.print('Temporal has no schedule of Daybrief. daybrief schedule sync makes them.');
  const zones = zonesOf(config);
  const rows = schedules.map((schedule) => rowOf(schedule, zones.get(schedule.team)));
  terminal.print(asTable(['TEAM', 'STATE', 'NEXT RUN', 'LAST RUN', 'NOTE'], rows));
};

const rowOf = ({ team, paused, nextRunMs, lastRun, note }: TeamSchedule, zone: string | undefined): string[] => [
  team,
  paused ? 'paused' : 'active',
  nextRunMs === null ? '–' : localTime(nextRunMs, zone),
  lastRun === null ? '–' : localTime(lastRun.scheduledAtMs, zone),
  note,
];

/** `daybrief schedule pause`, `resume`, `trigger`, `delete` */
export const change = async (
  terminal: Terminal,
  name: ScheduleCommand,
  names: readonly string[],
  options: ChangeOptions,
): Promise<void> => {
  if (names.length > 0 === (options.all === true)) {
    throw usageError(`Which schedules to ${name}? Allowed: names of teams, or --all.`);
  }
  const config = await loadCommandConfig(terminal, options);
  await withTemporal(terminal, config, async (client) => {
    for (const team of await teamsFor(client, config, names)) {
      await changeSchedule(client, team, name, options.reason ?? '');
      terminal.print(`${terminal.paint('bold', team)} ${DONE[name]}.`);
    }
  });
};

/** A schedule may outlive its team's entry in the file, so that names are looked up in Temporal too. */
const teamsFor = async (client: Client, config: LoadedConfig, names: readonly string[]): Promise<readonly string[]> => {
  const scheduled = (await listSchedules(client)).map(({ team }) => team);
  if (names.length === 0) return scheduled;
  return names.map((name) => (scheduled.includes(name) ? name : findTeam(config, name).name));
};

const zonesOf = ({ config }: LoadedConfig): ReadonlyMap<string, string> =>
  new Map(config.teams.map(({ name, schedule }) => [name, schedule.timeZone]));

/** "Wed 25 Nov 08:30 Europe/Berlin" */
const localTime = (atMs: number, timeZone = 'UTC'): string => {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const text = new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', timeZone }).format(atMs);
  return `${text.replaceAll(',', '')} ${timeZone}`;
};
