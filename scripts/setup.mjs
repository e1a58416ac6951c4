// Runs on Node 20 and newer, before anything is installed: plain JavaScript, built-in modules only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { runProgram } from './run-program.mjs';
import { ensureTemporalCli } from './temporal-cli.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const INSTALLER_NODE_MAJOR = 20;
const NEEDED_NODE_MAJOR = 24;

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

const nodeMajor = () => Number(process.versions.node.split('.', 1)[0]);

/** @typedef {Readonly<Record<string, { version?: string, optional?: boolean }>>} Packages by path: `node_modules/zod` */

/**
 * @param {string} lockFile
 * @returns {Packages | null}
 */
const packagesOf = (lockFile) => {
  try {
    return JSON.parse(readFileSync(join(ROOT, lockFile), 'utf8')).packages;
  } catch {
    return null;
  }
};

/** npm writes the second file when an installation is complete; what is optional may be for other machines. */
const isInstalled = () => {
  const locked = packagesOf('package-lock.json');
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  if (locked === null || installed === null) return false;
  return Object.entries(locked).every(([path, { version, optional }]) => {
    if (path === '' || (optional === true && installed[path] === undefined)) return true;
    return installed[path]?.version === version;
  });
};

/** Installs the locked dependencies unless they are what is installed. */
const ensureDependencies = async () => {
  if (isInstalled()) return;
  await withLock(join(ROOT, '.daybrief', 'setup.lock'), {
    waiting: () => say('• Waiting for another Daybrief command that installs the dependencies…'),
    work: async () => {
      if (!isInstalled()) await install();
    },
  });
};

const install = async () => {
  say('• Installing dependencies (npm ci), about a minute the first time…');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, seconds, lastLines } = await runProgram('npm', args, { cwd: ROOT, env: process.env, say });
  if (!ok) throw new Error(`npm ci failed: ${lastLines}. Allowed: Node 20 or newer with npm 11 or 12.`);
  say(`✓ Dependencies installed in ${seconds} s`);
};

/** The Node that runs the project: 24, from the dependencies on Linux, otherwise the one that is running. */
export const projectNode = () => {
  const installed = join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  if (nodeMajor() >= NEEDED_NODE_MAJOR) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} runs here, and the locked Node ${NEEDED_NODE_MAJOR} exists for Linux only: ` +
      `install Node ${NEEDED_NODE_MAJOR} (https://nodejs.org) and run this again.`,
  );
};

/** Everything that a command of this repository needs; a second call takes milliseconds. Returns what to run it with. */
export const setUp = async () => {
  if (nodeMajor() < INSTALLER_NODE_MAJOR) {
    throw new Error(
      `Node ${process.versions.node} runs here; Node ${INSTALLER_NODE_MAJOR} or newer is needed: https://nodejs.org.`,
    );
  }
  await ensureDependencies();
  const node = projectNode();
  const temporal = await ensureTemporalCli({ root: ROOT, node, env: process.env, say });
  return { node, env: { ...process.env, TEMPORAL_CLI_PATH: temporal } };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { env } = await setUp();
    say(`✓ Ready: Temporal CLI at ${env.TEMPORAL_CLI_PATH}`);
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
