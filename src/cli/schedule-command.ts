import type { ScheduleCommand } from '../schedules/change-schedule.ts';
import type { RootCommand } from './root-command.ts';
import type { Terminal } from './terminal.ts';

const COMMANDS = ['pause', 'resume', 'trigger', 'delete'] as const satisfies readonly ScheduleCommand[];

const DESCRIPTIONS: Readonly<Record<ScheduleCommand, string>> = {
  pause: 'let no more runs begin',
  resume: 'let runs begin again',
  trigger: 'begin a run now, unless one is under way',
  delete: 'remove from Temporal; sync makes it anew',
};

const EXAMPLES = `
Examples:
  $ daybrief schedule sync                        make Temporal's schedules those of the configuration
  $ daybrief schedule list
  $ daybrief schedule pause payments --reason "moving house"
  $ daybrief schedule resume --all
  $ daybrief schedule trigger payments            a run now, unless one is under way`;

/** `daybrief schedule …`: the schedules in Temporal, one per team. */
export const addScheduleCommand = (root: RootCommand, terminal: Terminal): void => {
  const schedule = root.command('schedule').description('the schedules in Temporal, one per team');
  schedule.addHelpText('after', EXAMPLES);
  schedule
    .command('sync')
    .description('create, update and remove schedules as the configuration says; safe to rerun')
    .option('--json', 'print the changes as JSON')
    .action(async (_options, command) => (await load()).sync(terminal, command.optsWithGlobals()));
  schedule
    .command('list')
    .description('show the schedules that Temporal has')
    .option('--json', 'print them as JSON')
    .action(async (_options, command) => (await load()).list(terminal, command.optsWithGlobals()));
  for (const name of COMMANDS) {
    schedule
      .command(name)
      .description(DESCRIPTIONS[name])
      .argument('[teams...]', 'teams of the configuration')
      .option('--all', 'every team that has a schedule')
      .option('--reason <text>', 'note that Temporal keeps with a pause', 'by daybrief schedule')
      .action(async (teams, _options, command) =>
        (await load()).change(terminal, name, teams, command.optsWithGlobals()),
      );
  }
};

const load = () => import('./manage-schedules.ts');
