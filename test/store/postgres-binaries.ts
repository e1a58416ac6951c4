import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VERSIONS_DIR = '/usr/lib/postgresql';
const INSTALL_TIMEOUT_MS = 600_000;

const say = (line: string): boolean => process.stderr.write(`[postgres] ${line}\n`);

/** Folder of PostgreSQL's own programs; installs Debian's package where there is none and root may. */
export const postgresBinaries = async (): Promise<string> => {
  const found = find();
  if (found !== null) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      `PostgreSQL's server is not installed (looked in ${VERSIONS_DIR} and on PATH), and only root on Debian can install it here. Install it (apt-get install postgresql, brew install postgresql), then run the tests again.`,
    );
  }
  await install();
  const installed = find();
  if (installed === null) throw new Error(`apt-get installed postgresql, but ${VERSIONS_DIR} holds no server.`);
  return installed;
};

const find = (): string | null => {
  const versions = existsSync(VERSIONS_DIR) ? readdirSync(VERSIONS_DIR) : [];
  const packaged = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(VERSIONS_DIR, version, 'bin'));
  const folders = [...packaged, ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
};

/** Other test processes may be installing too: apt-get waits for its lock. */
const install = async (): Promise<void> => {
  const aptGet = async (...args: string[]): Promise<void> => {
    say(`apt-get ${args.join(' ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, timeout: INSTALL_TIMEOUT_MS });
  };
  try {
    await aptGet('install', '-y', '--no-install-recommends', 'postgresql');
  } catch {
    // The usual reason: a fresh image without package lists.
    await aptGet('update');
    await aptGet('install', '-y', '--no-install-recommends', 'postgresql');
  }
};
