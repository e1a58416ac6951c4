import { readFile } from 'node:fs/promises';

/** The most memory that a process has held so far, in MB; null where the system doesn't tell (only Linux does). */
export const peakMemoryMb = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
};
