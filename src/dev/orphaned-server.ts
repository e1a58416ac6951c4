import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DaybriefError } from '../domain/daybrief-error.ts';

const run = promisify(execFile);
const STOP_TIMEOUT_MS = 10_000;

interface ServerRecord {
  readonly pid: number;
  /** The Daybrief process that started it. */
  readonly ownerPid: number;
}

const recordFile = (dir: string): string => join(dir, 'temporal.pid.json');

export const recordServer = (dir: string, record: ServerRecord): Promise<void> =>
  writeFile(recordFile(dir), JSON.stringify(record));

export const forgetServer = (dir: string): Promise<void> => rm(recordFile(dir), { force: true });

/**
 * Ends a server that outlived its owner (`kill -9`), so that two don't share one database.
 * Throws `InvalidRequest` when the owner still runs, be it this process.
 */
export const endOrphanedServer = async (dir: string): Promise<void> => {
  const record = await readRecord(dir);
  if (record === null || !(await isServerOf(dir, record.pid))) return;
  if (isAlive(record.ownerPid)) {
    throw new DaybriefError(
      'InvalidRequest',
      `A Temporal development server already runs on ${dir} (started by process ${record.ownerPid}). Stop that one first, or use another directory.`,
    );
  }
  kill(record.pid, 'SIGTERM');
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isAlive(record.pid) && performance.now() < deadline) await sleep(50);
  kill(record.pid, 'SIGKILL');
};

const readRecord = async (dir: string): Promise<ServerRecord | null> => {
  try {
    const record = JSON.parse(await readFile(recordFile(dir), 'utf8')) as Partial<ServerRecord>;
    return Number.isInteger(record.pid) && Number.isInteger(record.ownerPid) ? (record as ServerRecord) : null;
  } catch {
    return null;
  }
};

/** Process ids are used again: the command line tells whether it is still that server. */
const isServerOf = async (dir: string, pid: number): Promise<boolean> => {
  const command = await commandOf(pid);
  return command.includes('start-dev') && command.includes(join(dir, 'temporal.db'));
};

/** Small Linux images have no ps, macOS has no /proc. */
const commandOf = async (pid: number): Promise<string> => {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    const listed = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return listed.stdout;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const kill = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
};
