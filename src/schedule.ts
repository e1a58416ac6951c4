import { pathToFileURL } from 'node:url';
import { exitCodeOf } from './cli/exit-codes.ts';
import { sync } from './cli/manage-schedules.ts';
import { processTerminal } from './cli/terminal.ts';
import { toDaybriefError } from './domain/daybrief-error.ts';

export { syncSchedules, type ScheduleChange, type SyncOptions } from './schedules/sync-schedules.ts';

// `node src/schedule.ts`: what `daybrief schedule sync` does, for deployments that run one file.
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await sync(processTerminal(process, new AbortController().signal), {});
  } catch (thrown) {
    process.stderr.write(`daybrief schedule: ${toDaybriefError(thrown).message}\n`);
    process.exitCode = exitCodeOf(thrown);
  }
}
